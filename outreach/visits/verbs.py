"""Planning a round, setting out by two, and coming back with counts."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.sites.reach import Ground, below
from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers import hours
from network.volunteers.lists import Source
from outreach.stations import has_station, whose
from outreach.visits import owing, people
from outreach.visits.frame import SUBJECT, gone, log, step
from outreach.visits.models import VisitRound
from outreach.visits.topics import Help, Topic
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing

MOST_DOORS = 200


def require_near(unit: Unit, person: User, field: str, on: date) -> None:
    """Raises Refusal for somebody who does not go round there."""
    if person.pk not in {each.pk for each in people.going(unit, on=on)}:
        raise Refusal(field, _("Choose somebody with a post in this village or township."))


@transaction.atomic
def plan_round(
    unit: Unit, *, planned_on: date, doer: User, by: User, at: datetime | None = None
) -> VisitRound:
    """A round for a day to come. Raises Refusal: the gate's, a place above the villages, a day gone by, a stranger."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "plan_round", Ground(unit))
    if unit.level not in (Level.VILLAGE, Level.HAMLET) or unit.valid_to is not None:
        raise Refusal("unit", _("A round is made in a village or hamlet."))
    if planned_on < clock.local_date(at):
        raise Refusal("planned_on", _("Choose today or a day to come."))
    require_near(unit, doer, "doer", clock.local_date(at))
    row = VisitRound(unit=unit, doer=doer, planned_on=planned_on, entered_by=by, entered_at=at)
    row.save(force_insert=True)
    _village_doer, village = whose(unit, on=clock.local_date(at))
    try:
        begins = calculator.start_of(owing.PLAN, due_on=planned_on)
        clocks.start(
            owing.PLAN, subject=(SUBJECT, row.pk), unit=village, owner=doer, by=by, at=at, start_on=begins
        )
    except CalendarMissing as missing:
        raise Refusal("planned_on", str(missing)) from missing
    if doer.pk != by.pk:
        key = f"round_planned:{row.pk}"
        outbox.post("round_planned", recipient=doer, key=key, subject=(SUBJECT, row.pk), at=at)
    log(row, "plan_round", by=by, at=at)
    return row


@transaction.atomic
def set_out(unit: Unit, *, companion: User, by: User, at: datetime | None = None) -> VisitRound:
    """A round that nobody planned begins now. Where one is owed or planned for her, that one begins."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "set_out")
    if not Unit.objects.current().filter(below(scope, "set_out"), pk=unit.pk).exists():
        raise gone()
    waiting = VisitRound.objects.to_make(scope).filter(unit=unit).order_by("owed_since", "planned_on").first()
    if waiting is not None:
        return begin_round(waiting.pk, companion=companion, by=by, at=at)
    if unit.level not in (Level.VILLAGE, Level.HAMLET):
        raise Refusal("unit", _("A round is made in a village or hamlet."))
    row = VisitRound(unit=unit, doer=by, entered_by=by, entered_at=at, state="under_way")
    _set_out(row, companion, by, at)
    with _one_at_once():
        row.save(force_insert=True)
    log(row, "set_out", by=by, at=at)
    return row


def begin_round(row: UUID, *, companion: User, by: User, at: datetime | None = None) -> VisitRound:
    """She sets out, and never alone. Raises Refusal: no second person, or she is on a round already."""
    with step(row, "begin_round", by=by, at=at) as line:
        _set_out(line.row, companion, by, line.at)
        with _one_at_once():
            return line.done("companion", "begun_at", "doer")


@contextmanager
def _one_at_once() -> Iterator[None]:
    """What the database says when she presses twice at one moment, as the sentence of `_set_out`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "visit_round_one_at_once" not in str(error):
            raise
        raise _busy() from None


def _busy() -> Refusal:
    return Refusal("companion", _("One of you is on a round already. That one ends first."))


def _set_out(row: VisitRound, companion: User, by: User, at: datetime) -> None:
    if companion.pk == by.pk:
        raise Refusal("companion", _("Two go together: choose who goes with you."))
    require_near(row.unit, companion, "companion", clock.local_date(at))
    both = (by.pk, companion.pk)
    if VisitRound.objects.filter(Q(doer__in=both) | Q(companion__in=both), state="under_way").exists():
        raise _busy()
    row.doer, row.companion, row.begun_at = by, companion, at


def end_round(
    row: UUID,
    *,
    doors: int,
    opened: int,
    come_again: int,
    topics: Iterable[str],
    help_asked: Mapping[str, int],
    by: User,
    at: datetime | None = None,
) -> VisitRound:
    """They are back: counts and topics, no household. Meets what was owed, and the next round counts from today."""
    with step(row, "end_round", by=by, at=at) as line:
        counts = {"doors": doors, "opened": opened, "come_again": come_again}
        for name, value in told_counts(counts | {"topics": topics, "help_asked": help_asked}).items():
            setattr(line.row, name, value)
        line.row.ended_at = line.at
        found = line.done("doors", "opened", "come_again", "topics", "help_asked", "ended_at")
        owing.made(found, by=by, at=line.at)
        credit(found, by=by, at=line.at)
        return found


def told_counts(said: Mapping[str, Any]) -> dict[str, Any]:
    """What they came back with, as a row keeps it; raises Refusal for counts that do not fit together."""
    told = [code for code in Topic.values if code in set(said["topics"])]
    asked = {code: said["help_asked"][code] for code in Help.values if said["help_asked"].get(code)}
    _check(said["doors"], said["opened"], said["come_again"], told, asked)
    counts = {name: said[name] for name in ("doors", "opened", "come_again")}
    return counts | {"topics": told, "help_asked": asked}


def credit(row: VisitRound, *, by: User, at: datetime) -> None:
    """Both served, as far as they are volunteers. An end that nobody pressed in time is not guessed at."""
    day = clock.local_date(row.begun_at or at)
    if row.minutes > calculator.length_of(hours.MOST, on=day):
        return
    for person in (row.doer, row.companion):
        if person is not None:
            hours.credit_person(person, row.minutes, day, Source.VISIT, row.pk, by=by, at=at)


def _check(doors: int, opened: int, come_again: int, topics: list[str], asked: Mapping[str, int]) -> None:
    if not 0 <= doors <= MOST_DOORS:
        raise Refusal("doors", _("Write a number from 0 to %(most)d.") % {"most": MOST_DOORS})
    if not 0 <= opened <= doors:
        raise Refusal("opened", _("Not more than the doors you knocked at."))
    if not 0 <= come_again <= opened:
        raise Refusal("come_again", _("Not more than the doors that opened."))
    if opened and not topics:
        raise Refusal("topics", _("Choose what was offered; a visit without an offer is an inspection."))
    for code, number in asked.items():
        if not 0 < number <= opened:
            raise Refusal(f"help_{code}", _("Not more than the doors that opened."))


def call_off_round(row: UUID, *, by: User, at: datetime | None = None) -> VisitRound:
    """It is not made. Raises Refusal for one that the rule asks for: it waits until it is made, and only its start is taken back."""
    with step(row, "call_off_round", by=by, at=at) as line:
        owed = line.row.owed_since
        if owed is not None and line.row.state == "planned":
            raise Refusal("owed", _("This round is asked for by the rule. It stays until it is made."))
        clocks.cancel_running(line.subject, by=by, at=line.at)
        found = line.done()
        if owed is not None and has_station(found.unit):
            owing.owe(found.unit, since=owed, by=by, at=line.at)
        return found
