"""信访接待日 (domain.md §6.3): days and visitors. A table."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from cases.petitions.reception import visits
from cases.petitions.reception.models import ReceptionVisit
from cases.petitions.reception.states import VISIT
from cases.petitions.reception.visits import Guest
from network.duty import verbs
from network.duty.models import ReceptionDay
from network.duty.states import RECEPTION
from network.duty.verbs import Plan
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.hands import NOTE, OWNERS
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.reception import days

_months = count(2)


def _fresh_day() -> date:
    """The tenth of a month in which there is no other reception."""
    year, month = divmod(clock.today().year * 12 + clock.today().month - 1 + next(_months), 12)
    return date(year, month + 1, 10)


def _day(*told: tuple[str, Callable[[ReceptionDay, User, datetime], Any]]) -> Road:
    """Proposed three weeks before its date, and what was done then."""

    def walk(_house: House) -> Standing:
        day = _fresh_day()
        before = clock.start_of_day(day) - timedelta(days=20)
        row = days.proposed(day, at=before)
        for who, verb in told:
            with acting(who) as (user, _scope):
                verb(row, user, before)
        return Standing(row.pk, None, {"day": day, "before": before})

    return walk


def _approve(row: ReceptionDay, user: User, at: datetime) -> Any:
    return verbs.approve(row, by=user, at=at)


def _publish(row: ReceptionDay, user: User, at: datetime) -> Any:
    return verbs.publish(row, by=user, at=at)


def _close(row: ReceptionDay, user: User, _at: datetime) -> Any:
    return visits.close_day(row, by=user, at=clock.end_of_day(row.day))


def _cancel(row: ReceptionDay, user: User, at: datetime) -> Any:
    return visits.cancel_day(row, reason=NOTE, new_day=row.day.replace(day=20), by=user, at=at)


def _on(verb: Callable[[ReceptionDay, User, datetime], Any]) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        row = ReceptionDay.objects.filter(pk=standing.row).first()
        row = row or ReceptionDay(pk=standing.row, day=standing.more["day"])
        return verb(row, user, standing.more["before"])

    return run


def _plan(unit: Unit, day: date) -> Plan:
    """Whoever sits there: the leader receives, anybody else of the unit stands in."""
    seats = verbs.seated(unit, on=day)
    people = {"leader": seats[0].user, "substitute": seats[1].user} if len(seats) > 1 else {}
    facts = {"opens": time(8, 30), "closes": time(11, 30), "place": "接待室", "room": "101", "slots": 6}
    return Plan(day=day, **facts, **({"leader": User(), "substitute": User(pk=0)} | people))


def _unit_of(user: User) -> Unit:
    post = user.appointments.select_related("unit").first()
    assert post is not None
    return post.unit


def _proposes(standing: Standing, user: User) -> Any:
    unit = _unit_of(user)
    plan = _plan(unit, standing.more["day"])
    return verbs.propose(plan, unit=unit, by=user, at=standing.more["before"])


def _revises(row: ReceptionDay, user: User, at: datetime) -> Any:
    return verbs.revise(row, _plan(_unit_of(user), row.day), by=user, at=at)


def _of_her_unit(walk: Walk, hers: Hers) -> None:
    walk.on_rows("update network_receptionday set unit_id = %s where id = any(%s)", hers.unit.pk)


def _no_day(_house: House) -> Standing:
    day = _fresh_day()
    return Standing(None, None, {"day": day, "before": clock.start_of_day(day) - timedelta(days=20)})


DAY_MACHINE = Machine(
    name="reception day",
    table=RECEPTION,
    drawn=("reception.md", 0),
    model=ReceptionDay,
    begins={"propose_reception": OWNERS},
    hand=_of_her_unit,
    roads={
        NOTHING: _no_day,
        "proposed": _day(),
        "approved": _day(("gao", _approve)),
        "published": _day(("gao", _approve), ("lin", _publish)),
        "held": _day(("gao", _approve), ("lin", _publish), ("lin", _close)),
        "cancelled": _day(("gao", _cancel)),
    },
    steps={
        "propose_reception": _proposes,
        "propose": _on(_revises),
        "approve": _on(_approve),
        "publish": _on(_publish),
        "hold": _on(_close),
        "cancel": _on(_cancel),
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)


def _visit(*told: tuple[str, Any, dict[str, Any]], booked: bool = False) -> Road:
    """She comes as she can, or has booked a place of today's reception."""

    def walk(house: House) -> Standing:
        row = days.booked(_today(house)) if booked else days.came(None)
        for who, verb, facts in told:
            days.moves(row, verb, by=who, **facts)
        return Standing(row.pk)

    return walk


def _today(house: House) -> ReceptionDay:
    known = house.raw(
        "select id from network_receptionday where day = %s and state = 'published'", [clock.today()]
    )
    return ReceptionDay(pk=known[0][0]) if known else days.published(slots=12)


def _moves(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(ReceptionVisit(pk=standing.row), by=user, **facts)


def _received_by_her(walk: Walk, hers: Hers) -> None:
    """Visits and their day are of her unit; with her as leader of the day, the other of the two takes over."""
    rows = [each.row for each in walk.standing.values() if each.row]
    walk.on_rows(
        "update cases_receptionvisit set unit_id = %s, receiver_id = %s, number = 500 + number %% 500"
        " where id = any(%s)",
        hers.unit.pk,
        hers.user.pk,
    )
    walk.seats.hands.execute(
        "update network_receptionday set unit_id = %s, leader_id = %s where id in"
        " (select day_id from cases_receptionvisit where id = any(%s))",
        [hers.unit.pk, hers.user.pk, rows],
    )


def _comes(_standing: Standing, user: User) -> Any:
    return visits.walk_in(_unit_of(user), Guest(name=days.NAME, asked=days.ASKED), by=user)


_CALLED = ("lin", visits.call, {"room": "101"})
_SEATED = ("gao", visits.seat, {})
VISIT_MACHINE = Machine(
    name="visit",
    table=VISIT,
    drawn=("reception.md", 1),
    model=ReceptionVisit,
    begins={"walk_in": OWNERS},
    hand=_received_by_her,
    roads={
        NOTHING: lambda _house: Standing(None),
        "booked": _visit(booked=True),
        "arrived": _visit(),
        "called": _visit(_CALLED),
        "seated": _visit(_CALLED, _SEATED),
        "finished": _visit(_CALLED, _SEATED, ("gao", visits.finish, {})),
        "called_off": _visit(("lin", visits.call_off, {})),
        "missed": _visit(("lin", visits.miss, {}), booked=True),
    },
    steps={
        "walk_in": _comes,
        "arrive": _moves(visits.arrive),
        "call": _moves(visits.call, room="101"),
        "seat": _moves(visits.seat),
        "step_back": _moves(visits.step_back),
        "finish": _moves(visits.finish),
        "call_off": _moves(visits.call_off),
        "miss": _moves(visits.miss),
    },
    # For whoever steps back she does not exist any more.
    hides=frozenset({"arrived"}),
    reasons=frozenset({"role", "not_yours", "gone"}),
)
