"""Short hands: a month that is over, its returns, and who locks them."""

from datetime import datetime
from typing import Any

from cases.statistics import opening, publishing, verbs
from cases.statistics.models import Return
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, acting

NOV1 = datetime(2026, 11, 1, 9, tzinfo=clock.ZONE)
OCTOBER = "2026-10"


def unit(code: str, level: int) -> Unit:
    """By code."""
    return Unit.objects.get(code=code, level=level)


def opened(house: House, at: datetime = NOV1) -> int:
    """The job, as the worker."""
    with house.login("worker"):
        return opening.open_returns(at=at)


def published(house: House, at: datetime = NOV1) -> int:
    """The other job."""
    with house.login("worker"):
        return publishing.publish(at=at)


def of(code: str, level: int, period: str = OCTOBER, who: str = "zhou") -> Return:
    """The return of a unit, as somebody sees it."""
    with acting(who) as (_user, scope):
        return (
            Return.objects.visible_to(scope)
            .select_related("unit__parent")
            .get(unit__code=code, unit__level=level, period=period)
        )


def does(who: str, verb: Any, row: Return, at: datetime = NOV1, **more: Any) -> Return:
    """Somebody takes a step at a moment."""
    with clock.moved_to(at), acting(who) as (user, _scope):
        return verb(row.pk, by=user, **more)


TOWN, SECOND_TOWN = (cast.WOHU_TOWN, 3), (cast.SHUANGSHAN_TOWN, 3)
COUNTY, BESIDE, CITY = (cast.SHUANGLIAO, 2), (cast.TIEDONG, 2), (cast.SIPING, 1)


def locks_county(at: datetime = NOV1, period: str = OCTOBER, **more: Any) -> Return:
    """Both townships with a chair, then the county; every other township is locked along."""
    for who, place in (("tian", TOWN), ("sun", SECOND_TOWN)):
        if not of(*place, period).is_frozen:
            does(who, verbs.lock_return, of(*place, period), at, **more)
    return does("gao", verbs.lock_return, of(*COUNTY, period), at, **more)
