"""Outreach of the demo: a bulletin that some have not read, rounds of visits by two, sheets of needs of a village's hamlets."""

from datetime import datetime, timedelta
from typing import Any

from network.bulletins import verbs as bulletins
from network.bulletins.models import Bulletin
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.needs import periods
from outreach.needs import verbs as needs
from outreach.needs.models import NeedsSheet
from outreach.visits import verbs as visits
from outreach.visits.models import VisitRound
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

COUNTY, OFFICER, VILLAGE, TOWN = "gao", "lin", "luo", "tian"
# Who goes and fills at each hamlet of the village with a station.
HEADS = {1: "he", 2: "ma", 3: VILLAGE}
TITLE = "关于开展冬季法律讲座和健康检查的通知"
BODY = """各站、各村妇联：
本月起各村开展一次法律讲座和一次妇女健康检查，请站长通知到每户，自愿参加。
时间地点以村部公告为准；有事请打县妇联服务窗口电话或 12338。"""


def _hamlet(n: int) -> Unit:
    return Unit.objects.current().get(code=f"{cast.WOHU_VILLAGE}00{n}", level=Level.HAMLET)


def bulletin(tell: Teller) -> Bulletin:
    """The officer writes, the county's leader publishes; one head and one chair have opened it."""
    county = Unit.objects.current().get(code=cast.SHUANGLIAO, level=Level.COUNTY)
    told = {"title": TITLE, "body": BODY, "below": county, "roles": ["station_head", "village_chair"]}
    row = tell.does(OFFICER, bulletins.draft_bulletin, county, days=4, **told)
    tell.does(COUNTY, bulletins.publish_bulletin, row.pk, days=3.9)
    for username, days in (("he", 3.0), (VILLAGE, 2.5)):
        tell.does(username, bulletins.open_bulletin, row.pk, days=days)
    found: Bulletin = tell.does(OFFICER, bulletins.remind_readers, row.pk, days=1)
    return found


def _round(tell: Teller, n: int, *, days: float, **back: Any) -> VisitRound:
    """Two hours at the doors of one hamlet."""
    doer, other = HEADS[n], "shi" if HEADS[n] == VILLAGE else VILLAGE
    companion = User.objects.get(username=other)
    row = tell.does(doer, visits.set_out, _hamlet(n), companion=companion, days=days)
    facts = {"doors": 9, "opened": 8, "come_again": 2, "topics": ["rights", "no_violence", "services"]} | back
    found: VisitRound = tell.does(doer, visits.end_round, row.pk, days=days - 0.08, **facts)
    return found


def rounds(tell: Teller) -> VisitRound:
    """Three were made this quarter; the village has planned one more for its head."""
    _round(tell, 1, days=20, help_asked={"law": 2, "health": 3, "work": 3})
    _round(tell, 2, days=15, help_asked={"work": 4, "relief": 1})
    _round(tell, 3, days=9, help_asked={"health": 4, "parenting": 2})
    planned: VisitRound = tell.does(
        VILLAGE,
        visits.plan_round,
        _hamlet(1),
        planned_on=clock.local_date(tell.now + timedelta(days=2)),
        doer=User.objects.get(username="he"),
    )
    return planned


def _fill(tell: Teller, n: int, last: str, **women: int) -> NeedsSheet | None:
    """Every sheet that is owed up to a half-year, with these numbers."""
    row = None
    while True:
        due = tell.does(HEADS[n], _due, n=n, this=last)
        if due is None:
            return row
        asked = {"asked": 16, "women": women, "words": "希望晚上有路灯" if n == 1 else ""}
        row = tell.does(HEADS[n], needs.fill_needs, due.pk, days=2, **asked)


def _due(*, n: int, this: str, by: User) -> NeedsSheet | None:
    return NeedsSheet.objects.filter(unit=_hamlet(n), state="due", period__lte=this).first()


def sheets(tell: Teller) -> NeedsSheet | None:
    """All three have answered until now; of this half-year the sheet of one is still to be filled."""
    this = periods.of(clock.local_date(tell.now))
    _fill(tell, 1, periods.before(this), work=5, health=7, law=3)
    _fill(tell, 2, this, work=9, children=4, health=6)
    return _fill(tell, 3, this, work=7, elderly=5, phone=6, law=2)


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now, after the stations have been."""
    tell = Teller(now or clock.now())
    return [bulletin(tell), rounds(tell), sheets(tell)]
