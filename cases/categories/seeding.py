"""The sub-items a federation's report begins with; administrators add, rename and close them. A table."""

from datetime import date
from typing import Any

from cases.vocabulary.intake import Category

SINCE = date(2000, 1, 1)
ITEMS: dict[Category, tuple[tuple[str, str], ...]] = {
    Category.POLITICAL: (
        ("election", "选举与被选举"),
        ("participation", "参与管理"),
        ("cadre", "妇女干部事项"),
    ),
    Category.PERSON: (
        ("injury", "人身伤害"),
        ("sexual_assault", "性侵害"),
        ("sexual_harassment", "性骚扰"),
        ("trafficking", "拐卖"),
        ("reputation_privacy", "名誉、隐私"),
        ("dating_harassment", "恋爱交友纠缠骚扰"),
    ),
    Category.CULTURE: (("schooling", "入学、升学"), ("discrimination", "教育歧视")),
    Category.LABOUR: (
        ("labour_rights", "劳动权益"),
        ("social_security", "社会保障"),
        ("social_insurance", "社会保险"),
        ("sex_discrimination", "性别歧视"),
        ("maternity", "孕产期保护"),
    ),
    Category.PROPERTY: (
        ("contracted_land", "土地承包"),
        ("collective", "集体成员、收益分配"),
        ("homestead", "宅基地"),
        ("land_taking", "征地补偿、拆迁"),
        ("inheritance", "继承"),
        ("debt", "债务"),
    ),
    Category.FAMILY: (
        ("family_dispute", "家庭纠纷"),
        ("interference", "干涉婚姻"),
        ("affair", "婚外情、重婚、同居"),
        ("divorce", "离婚"),
        ("domestic_violence", "家庭暴力"),
        ("custody", "抚养、探望"),
        ("support", "赡养"),
        ("other", "其他"),
    ),
    Category.GENERAL: (("relief", "救助"), ("advice", "政策咨询"), ("suggestion", "建议"), ("other", "其他")),
}


def seed(items: Any) -> None:
    """Into an empty table; takes the model class, so that a migration can pass its own."""
    if items.objects.exists():
        return
    items.objects.bulk_create(
        items(root=root.value, code=code, name=name, position=place, starts_on=SINCE)
        for root, rows in ITEMS.items()
        for place, (code, name) in enumerate(rows, start=1)
    )
