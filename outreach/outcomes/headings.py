"""Tables that go upward with the federation's own headings (domain.md §8.2): R-7 to R-11, R-13, and the year in outcomes. A table.

Headings are data in Chinese, as in the ledgers.
"""

from cases.exports.columns import Ledger, LedgerColumn


def _columns(first: str, *headings: str, width: int = 14) -> tuple[LedgerColumn, ...]:
    lead = LedgerColumn("c0", first, 26)
    return (lead, *(LedgerColumn(f"c{n}", heading, width) for n, heading in enumerate(headings, start=1)))


UNIT, KIND = "单位", "类别"
R7 = _columns(
    *(
        UNIT,
        "应查",
        "通知",
        "实查",
        "异常（汇总）",
        "随访（汇总）",
        "申报",
        "批准",
        "发放人数",
        "发放金额（元）",
    ),
    *("安康保险参保", "安康保险理赔"),
)
R8 = _columns(
    "类别、年龄、性别",
    "在册（村）",
    "结对",
    "爱心妈妈数",
    "见面次数",
    "资金（元）",
    "物资（件）",
    "求助",
    "强制报告数",
)
R9 = _columns(
    *("爱心人士类别", "结对数", "新增", "结束", "资金来源（元）", "资金用途（元）", "资金结余（元）"),
    *("物资来源（件）", "物资用途（件）", "物资结余（件）"),
)
R10 = _columns(
    *(
        "单位／称号",
        "推荐户",
        "揭晓户",
        "参议户",
        "推荐覆盖村",
        "活动场次",
        "参与户",
        "参与人次",
        "活动覆盖村%",
    ),
)
R11 = _columns(
    *(UNIT, "参创", "达标", "复核", "暂停", "志愿队数", "巡逻队数", "巡逻人次", "巡逻班次", "走访（次）"),
    *("关爱档案新立（汇总）", "关爱档案关闭（汇总）", "关爱档案到期（汇总）"),
)
R13 = _columns("类型／主题", "场次", "人次", "材料（份）", "专家（人次）", "志愿时长（小时）")
OUTCOME = (
    LedgerColumn("c0", "项目", 18),
    LedgerColumn("c1", "指标", 30),
    LedgerColumn("c2", "本年", 16),
    LedgerColumn("c3", "上年", 16),
    LedgerColumn("c4", "口径", 60),
)
WHOLE = "合计"
AREA = "全部（不分类别）"
BY_KIND, BY_TOPIC, BY_TITLE = "类型：", "主题：", "称号："


def ledger(label: object, title: str, columns: tuple[LedgerColumn, ...]) -> Ledger:
    """As the orders of ledgers know it."""
    return Ledger(label, title, columns, sums=True)
