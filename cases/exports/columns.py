"""The ledgers (台账) and their columns. Tables only; headings are data, in the federation's own words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LedgerColumn:
    """One column: what it is made of, what stands above it, how wide it is."""

    code: str
    heading: str
    width: int


@dataclass(frozen=True)
class Ledger:
    """One ledger: its name on screen and on paper, the kind of work it lists, its columns."""

    label: object
    title: str
    kind: str
    columns: tuple[LedgerColumn, ...]


COLUMNS = (
    LedgerColumn("serial", "序号", 6),
    LedgerColumn("number", "登记编号", 24),
    LedgerColumn("received_on", "收到日期", 12),
    LedgerColumn("channel", "方式", 12),
    LedgerColumn("petitioner", "信访人（脱敏）", 14),
    LedgerColumn("category", "诉求类别", 18),
    LedgerColumn("origin_unit", "登记单位", 18),
    LedgerColumn("unit", "承办单位", 18),
    LedgerColumn("owner", "承办人", 12),
    LedgerColumn("stage", "办理状态", 12),
    LedgerColumn("next_due", "最近期限", 12),
    LedgerColumn("late", "是否超期", 10),
    LedgerColumn("closed_on", "办结日期", 12),
    LedgerColumn("days", "办理天数", 10),
)
LEDGERS = {"petitions": Ledger(_("ledger of petitions"), "信访台账", "petition", COLUMNS)}
LEDGER_CHOICES = [(code, ledger.label) for code, ledger in LEDGERS.items()]
# What stands in the place of words that are not for this reader.
RESTRICTED, NOT_OPEN, YES, NO = "限制知悉事项", "—", "是", "否"
MARK = "{name}　{at}　副本号 {copy}　内部资料，严禁外传"
