"""Short hands: a place, and a selection told through its verbs up to a stage."""

from datetime import datetime, timedelta
from typing import Any

from network.selection import deciding, organising, terms
from network.selection.models import StationHeadSelection
from network.sites import verbs
from network.sites.places import Function, Site
from network.staff import accounts
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests.house import House, acting

HEADLESS, HEADED = f"{cast.WOHU_VILLAGE}003", f"{cast.WOHU_VILLAGE}001"
VILLAGE, TOWN = "luo", "tian"
BEGUN = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)  # Monday
NAME, OTHER = "尉迟春梅", "令狐秋菊"


def hamlet(code: str) -> Unit:
    """A unit of level 5."""
    return Unit.objects.current().get(code=code, level=5)


def does(username: str, verb: Any, /, *args: Any, at: datetime | None = None, **kwargs: Any) -> Any:
    """Somebody runs a verb at a moment, under her own scope."""
    with clock.moved_to(at or clock.now()), acting(username) as (user, _scope):
        return verb(*args, by=user, **kwargs)


def entered(
    code: str, *, by: str = VILLAGE, function: str = Function.STATION, at: datetime = BEGUN, **more: Any
) -> Site:
    """A place of the hamlet's village that serves the hamlet as its station."""
    unit = hamlet(code)
    facts = {"name": f"{unit.short_name}反馈站", "address": "村部东侧平房", "phone": "0434-5550999"}
    facts |= {"rooms": 1, "opened_on": clock.local_date(at), "week": {}, "is_published": False} | more
    return does(by, verbs.open_site, unit.parent, function=function, serves=unit, facts=facts, at=at)


def account(house: House, username: str, name: str) -> User:
    """Somebody with an account and no post."""
    with house.login("migrator"):
        opened = accounts.open_account(username, name, by=None)
        opened.user.must_change_password = False
        opened.user.set_password(PASSWORD)
        opened.user.save()
        return opened.user


def announced(code: str, *, at: datetime = BEGUN) -> StationHeadSelection:
    """A selection whose meeting is in a week."""
    told = {"criteria": "热心、有时间、能保密", "place": "村妇女之家"}
    meets_on = clock.local_date(at) + timedelta(days=7)
    return does(VILLAGE, organising.announce_selection, hamlet(code), meets_on=meets_on, at=at, **told)


def met(code: str, *, at: datetime = BEGUN, name: str = NAME) -> StationHeadSelection:
    """Two were put forward, the meeting chose the first."""
    row = announced(code, at=at)
    told = {"put_forward": "villagers", "reasons": "热心肠", "agrees": True}
    first = does(VILLAGE, organising.nominate, row.pk, name=name, at=at, **told)
    second = does(VILLAGE, organising.nominate, row.pk, name=OTHER, at=at, **told)
    then = at + timedelta(days=7)
    votes = {first.pk: 21, second.pk: 9}
    meeting = {"meets_on": clock.local_date(then), "attended": 31, "way": "votes", "minutes": "一致认可"}
    return does(VILLAGE, organising.hold_meeting, row.pk, chosen=first.pk, votes=votes, at=then, **meeting)


def public(code: str, *, at: datetime = BEGUN, name: str = NAME) -> StationHeadSelection:
    """The notice runs from the day after the meeting."""
    row = met(code, at=at, name=name)
    return does(VILLAGE, organising.publish_notice, row.pk, at=at + timedelta(days=8))


def confirmed(code: str, username: str, *, at: datetime = BEGUN, name: str = NAME) -> StationHeadSelection:
    """Confirmed, trained and pledged three weeks after the announcement."""
    row, then = public(code, at=at, name=name), at + timedelta(days=21)
    does(TOWN, deciding.confirm_head, row.pk, username=username, at=then)
    does(TOWN, deciding.record_training, row.pk, trained_on=clock.local_date(then), at=then)
    return does(TOWN, deciding.sign_pledge, row.pk, pledged_on=clock.local_date(then), conflicts=[], at=then)


def begun(code: str, username: str, *, at: datetime = BEGUN, name: str = NAME) -> Any:
    """Her term begins the day after."""
    row = confirmed(code, username, at=at, name=name)
    return does(TOWN, terms.begin_term, row.pk, at=at + timedelta(days=22))
