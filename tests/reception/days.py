"""Short hands: a reception day on any date, told by the product's own verbs; people who come to it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from cases.casefile.models import Case
from cases.petitions.reception import talks, visits
from cases.petitions.reception.models import ReceptionVisit
from cases.petitions.reception.talks import Talk
from cases.petitions.reception.visits import Guest
from cases.petitions.told import Intake, Named
from network.duty import verbs
from network.duty.models import ReceptionDay
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, person

NAME, ASKED, SAID = "司徒月桂", "想要回承包地的份额", "已当面说明登记办法"


def plan(
    day: date, *, leader: str = "gao", substitute: str = "lin", slots: int = 6, **more: Any
) -> verbs.Plan:
    facts = {"opens": time(8, 30), "closes": time(11, 30), "place": "县妇联一楼接待室", "room": "101 室"}
    return verbs.Plan(
        day=day, slots=slots, leader=person(leader), substitute=person(substitute), **(facts | more)
    )


def unit_of(username: str) -> Unit:
    return Unit.objects.get(pk=person(username).appointments.get().unit_id)


def proposed(day: date, *, at: datetime, officer: str = "lin", **more: Any) -> ReceptionDay:
    with acting(officer) as (user, _scope):
        return verbs.propose(plan(day, **more), unit=unit_of(officer), by=user, at=at)


def published(
    day: date | None = None, *, officer: str = "lin", leader: str = "gao", **more: Any
) -> ReceptionDay:
    """Proposed, approved and published three weeks before its date (today, when no other is given)."""
    day = day or clock.today()
    at = clock.start_of_day(day) - timedelta(days=20)
    row = proposed(day, at=at, officer=officer, leader=leader, **more)
    with acting(leader) as (user, _scope):
        verbs.approve(row, by=user, at=at)
    with acting(officer) as (user, _scope):
        return verbs.publish(row, by=user, at=at)


def booked(day: ReceptionDay, *, by: str = "lin", **guest: Any) -> ReceptionVisit:
    with acting(by) as (user, _scope):
        return visits.book(day, Guest(**({"name": NAME, "asked": ASKED} | guest)), by=user)


def came(
    day: ReceptionDay | None, *, by: str = "lin", at: datetime | None = None, **guest: Any
) -> ReceptionVisit:
    with acting(by) as (user, _scope):
        told = Guest(**({"name": NAME, "asked": ASKED} | guest))
        return visits.walk_in(unit_of(by), told, day=day, by=user, at=at)


def moves(visit: ReceptionVisit, verb: Any, *, by: str = "lin", **more: Any) -> ReceptionVisit:
    with acting(by) as (user, _scope):
        return verb(ReceptionVisit.objects.get(pk=visit.pk), by=user, **more)


def talk(outcome: str, **more: Any) -> Talk:
    facts = {"safety": "safe", "nature": "appeal", "category": "property", "name": NAME, "phone": ""}
    facts |= {key: more.pop(key) for key in tuple(facts) if key in more}
    intake = Intake(
        channel="reception_day",
        safety=facts["safety"],
        nature=facts["nature"],
        category=facts["category"],
        request=ASKED,
        facts="婚后户口迁入,份额一直没有登记",
        received_on=clock.today(),
        petitioner=Named(name=facts["name"], phone=facts["phone"]),
        is_oral=True,
        read_back=True,
    )
    return Talk(intake=intake, outcome=outcome, **({"said": SAID} | more))


def heard(visit: ReceptionVisit, told: Talk, *, by: str = "gao", at: datetime | None = None) -> Case:
    """She sits down with whoever receives her, and the sheet is written at the table."""
    moves(visit, visits.seat, by=by, at=at)
    with acting(by) as (user, _scope):
        return talks.write_up(ReceptionVisit.objects.get(pk=visit.pk), told, by=user, at=at)
