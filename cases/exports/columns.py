"""The ledgers (台账) of domain.md §5.12 and their columns. Tables only; headings are data, in the federation's own words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LedgerColumn:
    """One column: what it is made of, what stands above it, how wide it is, and whether a sealed matter leaves it bare."""

    code: str
    heading: str
    width: int = 12
    bare: bool = False


@dataclass(frozen=True)
class Ledger:
    """One ledger: its name on screen and on paper, its columns; what fills them stands in sources.py.

    `sums`: a table of sums, of nobody; whoever sends seven of them upward on one day has not taken out seven ledgers.
    """

    label: object
    title: str
    columns: tuple[LedgerColumn, ...]
    sums: bool = False


SERIAL = LedgerColumn("serial", "序号", 6)
NUMBER = LedgerColumn("number", "登记编号", 24)
PETITIONER = LedgerColumn("petitioner", "信访人（脱敏）", 14, bare=True)
UNIT = LedgerColumn("unit", "承办单位", 18, bare=True)
OWNER = LedgerColumn("owner", "承办人")
STAGE = LedgerColumn("stage", "办理状态")
CLOSED_ON = LedgerColumn("closed_on", "办结日期")
DAYS = LedgerColumn("days", "办理天数", 10)

PETITIONS = (
    SERIAL,
    NUMBER,
    LedgerColumn("received_on", "收到日期"),
    LedgerColumn("channel", "方式", bare=True),
    PETITIONER,
    LedgerColumn("category", "诉求类别", 18),
    LedgerColumn("item", "诉求细项", 18, bare=True),
    LedgerColumn("concerns", "涉及", 18, bare=True),
    LedgerColumn("origin_unit", "登记单位", 18, bare=True),
    UNIT,
    OWNER,
    STAGE,
    LedgerColumn("next_due", "最近期限"),
    LedgerColumn("late", "是否超期", 10),
    CLOSED_ON,
    DAYS,
)
SUPERVISION = (
    SERIAL,
    NUMBER,
    LedgerColumn("level", "督办方式"),
    LedgerColumn("reason", "督办原因", 18, bare=True),
    LedgerColumn("issuing_unit", "督办单位", 18),
    UNIT,
    LedgerColumn("issued_on", "发出日期"),
    LedgerColumn("state", "督办状态"),
    LedgerColumn("replied_on", "回复日期"),
    LedgerColumn("decided_on", "认定日期"),
)
LETTERS = (
    SERIAL,
    LedgerColumn("letter", "介绍信编号", 24),
    NUMBER,
    LedgerColumn("issued_on", "开具日期"),
    LedgerColumn("issuing_unit", "开具单位", 18),
    LedgerColumn("issued_by", "开具人"),
    LedgerColumn("item", "介绍事项", 20, bare=True),
    LedgerColumn("agency", "送达单位", 22, bare=True),
    LedgerColumn("valid_until", "有效期至"),
    LedgerColumn("state", "介绍信状态"),
    LedgerColumn("presented_on", "持信到访"),
    LedgerColumn("answered_on", "回执日期"),
    LedgerColumn("aid_state", "办理结果", 14, bare=True),
)
CONSULTATIONS = (
    SERIAL,
    NUMBER,
    PETITIONER,
    LedgerColumn("kind", "咨询类别", 14, bare=True),
    LedgerColumn("joint", "同步咨询", 10, bare=True),
    LedgerColumn("starts_on", "咨询日期"),
    LedgerColumn("holder", "咨询人员", bare=True),
    LedgerColumn("state", "咨询状态", 14),
    LedgerColumn("topic", "咨询主题", 18, bare=True),
    LedgerColumn("outcome", "咨询结果", 18, bare=True),
    LedgerColumn("minutes", "时长（分钟）", 10),
)
MEDIATIONS = (
    SERIAL,
    NUMBER,
    PETITIONER,
    LedgerColumn("kind", "纠纷类型", 14, bare=True),
    UNIT,
    LedgerColumn("mediator", "调解员"),
    LedgerColumn("asked_on", "申请日期"),
    LedgerColumn("state", "调解状态", 16, bare=True),
    LedgerColumn("agreed", "协议形式", bare=True),
    LedgerColumn("effective_on", "协议生效", bare=True),
    LedgerColumn("court", "司法确认", 14, bare=True),
    CLOSED_ON,
    DAYS,
)
LEGAL_AID = (
    SERIAL,
    NUMBER,
    PETITIONER,
    LedgerColumn("matter", "援助事项", 20, bare=True),
    LedgerColumn("ground", "经济审查", 20, bare=True),
    LedgerColumn("agency", "援助机构", 22, bare=True),
    LedgerColumn("submitted_on", "申请日期"),
    LedgerColumn("decided_on", "决定日期"),
    LedgerColumn("assigned_on", "指派日期"),
    LedgerColumn("state", "援助状态", 14, bare=True),
)
# Every matter of it is sealed: numbers, days and counts alone, and only of her own.
VIOLENCE = (
    SERIAL,
    NUMBER,
    LedgerColumn("received_on", "收到日期"),
    STAGE,
    LedgerColumn("incidents", "紧急处置（次）", 10),
    LedgerColumn("reports", "强制报告（次）", 10),
    LedgerColumn("asked_orders", "保护令申请（件）", 10),
    LedgerColumn("granted_orders", "保护令作出（件）", 10),
    LedgerColumn("warnings", "告诫书（份）", 10),
    LedgerColumn("visits_due", "应回访（次）", 10),
    LedgerColumn("visits_done", "已回访（次）", 10),
    CLOSED_ON,
)
# Of the network itself: places, posts and walks; nobody who came or was met stands in them.
PATROLS = (
    SERIAL,
    LedgerColumn("begins", "计划出发", 18),
    LedgerColumn("ends", "计划返回", 18),
    LedgerColumn("team", "巡逻队", 18),
    LedgerColumn("village", "所属村", 14),
    LedgerColumn("walkers", "人数", 8),
    LedgerColumn("way", "路线", 36),
    LedgerColumn("started", "出发", 18),
    LedgerColumn("ended", "返回", 18),
    LedgerColumn("minutes", "时长（分钟）", 10),
    LedgerColumn("weather", "天气", 10),
    LedgerColumn("helped", "帮助群众（次）", 12),
    LedgerColumn("calls", "拨打应急电话（次）", 14),
    LedgerColumn("found", "发现隐患（处）", 12),
    LedgerColumn("settled", "其中已处理（处）", 12),
    LedgerColumn("state", "巡逻状态", 14),
)
SITES = (
    SERIAL,
    LedgerColumn("above", "上级单位", 14),
    LedgerColumn("place_unit", "所在单位", 14),
    LedgerColumn("name", "站点名称", 24),
    LedgerColumn("functions", "承担功能", 30),
    LedgerColumn("address", "地址", 28),
    LedgerColumn("phone", "电话", 16),
    LedgerColumn("opened_on", "启用日期"),
    LedgerColumn("published", "是否公开", 10),
    LedgerColumn("closed_on", "停用日期"),
)
HEADS = (
    SERIAL,
    LedgerColumn("township", "乡镇", 14),
    LedgerColumn("village", "村", 14),
    LedgerColumn("station_unit", "站点", 14),
    LedgerColumn("head", "站长"),
    LedgerColumn("phone", "工作电话", 16),
    LedgerColumn("starts_on", "任期起"),
    LedgerColumn("ends_on", "任期止"),
    LedgerColumn("trained_on", "培训日期"),
    LedgerColumn("pledged_on", "保密承诺"),
    LedgerColumn("ended_on", "离任日期"),
    LedgerColumn("ended_for", "离任原因", 16),
)
LEDGERS = {
    "petitions": Ledger(_("ledger of petitions"), "信访台账", PETITIONS),
    "supervision": Ledger(_("ledger of supervision"), "督办台账", SUPERVISION),
    "letters": Ledger(_("stubs of introduction letters"), "介绍信存根", LETTERS),
    "consultations": Ledger(_("ledger of consultations"), "咨询台账", CONSULTATIONS),
    "mediations": Ledger(_("ledger of mediations"), "矛盾纠纷化解台账", MEDIATIONS),
    "legal_aid": Ledger(_("ledger of legal aid"), "法律援助台账", LEGAL_AID),
    "violence": Ledger(_("ledger of domestic violence"), "家暴个案台账", VIOLENCE),
    "patrols": Ledger(_("ledger of patrols"), "妇女巡逻台账", PATROLS),
    "sites": Ledger(_("register of places"), "站点名册", SITES),
    "heads": Ledger(_("register of station heads"), "站长名册", HEADS),
}
LEDGER_CHOICES = [(code, ledger.label) for code, ledger in LEDGERS.items()]
# What stands in the place of words that are not for this reader.
RESTRICTED, NOT_OPEN, YES, NO = "限制知悉事项", "—", "是", "否"
LAPSED, ORAL, WRITTEN = "已过期", "口头", "书面"
MARK = "{name}　{at}　副本号 {copy}　内部资料，严禁外传"
