"""The people of the demo: a table, and the function that seats them. All names are invented; places are real.

Tests share this cast, so a story reads the same in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from network.access.roles import ROLES
from network.staff.appointments import appoint
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.demo import directory

PASSWORD = "sisters-at-home-2026"  # noqa: S105 - printed on screen, embedded demo only
SINCE = date(2024, 3, 1)

SIPING = "220300000000"
SHUANGLIAO, TIEDONG, LISHU = "220382000000", "220303000000", "220322000000"
WOHU_TOWN, SHUANGSHAN_TOWN, SHANMEN_TOWN = "220382102000", "220382101000", "220303100000"
WOHU_VILLAGE, WUXING_VILLAGE, SHANMEN_VILLAGE = "220382102200", "220382102201", "220303100200"
DEMO_TOWNS = (WOHU_TOWN, SHANMEN_TOWN)


@dataclass(frozen=True)
class Seated:
    """One person, her role, the code and level of her unit, and an office phone (invented)."""

    username: str
    name: str
    role: str
    code: str
    level: int
    is_primary: bool = True
    phone: str = ""


CAST = (
    Seated("zhou", "周雅琴", "city_leader", SIPING, 1),
    Seated("wu", "吴敏", "city_officer", SIPING, 1, phone="0434-5550101"),
    Seated("tong", "佟立新", "statistician", SIPING, 1),
    Seated("bai", "白静", "privacy_officer", SIPING, 1),
    Seated("ji", "纪明远", "discipline_liaison", SIPING, 1, is_primary=False),
    Seated("jian", "简秋白", "discipline_liaison", SIPING, 1, is_primary=False),
    Seated("sysadmin", "系统管理员", "system_admin", SIPING, 1),
    Seated("secadmin", "安全管理员", "security_admin", SIPING, 1),
    Seated("auditor", "审计管理员", "audit_admin", SIPING, 1),
    Seated("gao", "高洁", "county_leader", SHUANGLIAO, 2),
    Seated("lin", "林晓岚", "county_officer", SHUANGLIAO, 2, phone="0434-5550201"),
    Seated("xu", "许佳", "county_officer", SHUANGLIAO, 2, is_primary=False),
    Seated("duan", "段律", "legal_adviser", SHUANGLIAO, 2),
    Seated("yan", "颜心怡", "counsellor", SHUANGLIAO, 2),
    Seated("tian", "田丽", "township_chair", WOHU_TOWN, 3, phone="0434-5550301"),
    Seated("shi", "石芳", "executive_member", WOHU_TOWN, 3),
    Seated("sun", "孙玉霞", "township_chair", SHUANGSHAN_TOWN, 3),
    Seated("luo", "罗秀英", "village_chair", WOHU_VILLAGE, 4),
    Seated("wang", "王凤兰", "village_chair", WUXING_VILLAGE, 4),
    Seated("he", "何桂芳", "station_head", WOHU_VILLAGE + "001", 5),
    Seated("ma", "马春花", "station_head", WOHU_VILLAGE + "002", 5),
    Seated("zhao", "赵金凤", "station_head", WUXING_VILLAGE + "001", 5),
    Seated("feng", "冯梅", "county_leader", TIEDONG, 2),
    Seated("zheng", "郑岩", "county_officer", TIEDONG, 2, phone="0434-5550401"),
    Seated("qian", "钱淑珍", "township_chair", SHANMEN_TOWN, 3),
    Seated("li", "李桂荣", "village_chair", SHANMEN_VILLAGE, 4),
    Seated("chen", "陈玉芬", "station_head", SHANMEN_VILLAGE + "001", 5),
    Seated("han", "韩冬梅", "county_leader", LISHU, 2),
)
# Who answers danger at night; seated by the demo beside the cast.
ON_DUTY = (
    Seated("qin", "秦夜", "duty_officer", SHUANGLIAO, 2, phone="0434-5550202"),
    Seated("geng", "耿更", "duty_officer", SIPING, 1, phone="0434-5550102"),
)
# Who brings two sides together; seated by the demo beside the cast.
MEDIATORS = (Seated("mu", "穆晴", "mediator", WOHU_TOWN, 3, phone="0434-5550302"),)
# The city's list of who may read an accusation: the first two who have nothing to do with it read it.
READERS = ("wu", "bai", "feng", "ji", "jian")
_EARTHLY = ("东屯", "西屯", "南屯", "北屯")


def _hamlets() -> list[Unit]:
    """About 120 invented hamlets under the villages of two towns; codes are 12 + 3 digits."""
    villages = Unit.objects.current().filter(
        level=Level.VILLAGE, parent__code__in=DEMO_TOWNS, parent__level=Level.TOWNSHIP, is_quasi=False
    )
    rows = []
    for village in villages.order_by("code"):
        count = 4 if village.code.startswith("220303") else 3
        stem = village.short_name.removesuffix("村").removesuffix("社区")
        for serial in range(1, count + 1):
            name = f"{stem}{_EARTHLY[serial - 1]}"
            code = f"{village.code}{serial:03d}"
            rows.append(
                Unit(
                    code=code,
                    level=Level.HAMLET,
                    official_name=name,
                    short_name=name,
                    parent=village,
                    hamlet_kind="natural_hamlet",
                    valid_from=SINCE,
                )
            )
    return rows


@transaction.atomic
def seat(people: Sequence[Seated] = CAST) -> int:
    """Create hamlets, accounts and posts that do not exist yet; returns how many people were seated.

    Runs as the owner of the database; the units of Siping must be imported already.
    """
    have = set(Unit.objects.filter(level=Level.HAMLET).values_list("code", flat=True))
    for unit in _hamlets():
        if unit.code not in have:
            unit.save()
    seated = 0
    for person in people:
        if User.objects.filter(username=person.username).exists():
            continue
        user = User.objects.create_user(person.username, display_name=person.name, password=PASSWORD)
        user.must_change_password = False
        user.work_phone = person.phone
        user.save(update_fields=["must_change_password", "work_phone"])
        unit = Unit.objects.current().get(code=person.code, level=person.level)
        appoint(user, unit=unit, role=person.role, by=None, starts_on=SINCE, is_primary=person.is_primary)
        seated += 1
    directory.seat()
    return seated


def reads(username: str) -> int:
    """Her place on the list of readers, counted from one; 0 for whoever is not on it."""
    return READERS.index(username) + 1 if username in READERS else 0


def table() -> list[tuple[str, str, str, str, int]]:
    """The sign-in table: user name, name, role, unit, and the place on the list of readers (0: not on it)."""
    posts = {
        (a.user.username): a
        for user in User.objects.filter(username__in=[p.username for p in (*CAST, *ON_DUTY, *MEDIATORS)])
        for a in user.appointments.select_related("user", "unit")
    }
    return [
        (p.username, p.name, str(ROLES[p.role].label), posts[p.username].unit.short_name, reads(p.username))
        for p in (*CAST, *ON_DUTY, *MEDIATORS)
        if p.username in posts
    ]
