"""An award round from its announcement to the wall: each stage begins when the last day of the one before has passed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.families import photos
from outreach.families.frame import AWARD, PUBLIC, SHOWN, RoundLine, note, owe_stage, round_step
from outreach.families.going_up import stay_behind
from outreach.families.judging import FamilyObjection
from outreach.families.lists import Title
from outreach.families.models import AwardRound, FamilyNomination, FamilyQuerySet
from outreach.families.states import FAMILY, GOING_UP
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

MOST_PLACES, LONGEST = 99, timedelta(days=370)


@dataclass(frozen=True)
class Plan:
    """Name, year, days and places of a round."""

    name: str
    year: int
    opens_on: date
    nominate_until: date
    visit_until: date
    discuss_until: date
    village_places: int
    township_places: int
    county_places: int
    award_places: int


def _check(plan: Plan, today: date) -> None:
    if not plan.name.strip():
        raise Refusal("name", _("Please fill this in."))
    if not 2000 <= plan.year <= today.year + 1:
        raise Refusal("year", _("Choose this year or the next."))
    if plan.opens_on < today:
        raise Refusal("opens_on", _("Choose today or a day to come."))
    if abs(plan.opens_on.year - plan.year) > 1:
        raise Refusal("opens_on", _("The first day lies in the year of the round, or one year off."))
    days = (plan.opens_on, plan.nominate_until, plan.visit_until, plan.discuss_until)
    for before, after, name in zip(
        days, days[1:], ("nominate_until", "visit_until", "discuss_until"), strict=False
    ):
        if after <= before:
            raise Refusal(name, _("Each stage ends after the one before."))
    if plan.discuss_until - plan.opens_on > LONGEST:
        raise Refusal("discuss_until", _("A round ends within a year."))
    for name in ("village_places", "township_places", "county_places", "award_places"):
        if not 1 <= getattr(plan, name) <= MOST_PLACES:
            raise Refusal(name, _("Write a number from 1 to %(most)d.") % {"most": MOST_PLACES})


@transaction.atomic
def open_awards(
    unit: Unit, *, plan: Plan, by: User, key: UUID | None = None, at: datetime | None = None
) -> AwardRound:
    """A county or the city announces a round; the same form again (`key`) answers with the same row. Raises Refusal: the gate's, the level, days or places that do not fit."""
    at = at or clock.now()
    gate.require(rest.of(by), "open_awards", Ground(unit))
    if unit.level not in (Level.CITY, Level.COUNTY) or unit.valid_to is not None:
        raise Refusal("unit", _("A round is opened by a county or the city."))
    once.take_turn(key)
    known = AwardRound.objects.filter(pk=key, opened_by=by).first() if key else None
    if known is not None:
        return known
    _check(plan, clock.local_date(at))
    row = AwardRound(id=key or uuid7(), unit=unit, opened_by=by, opened_at=at, **vars(plan))
    row.name = plan.name.strip()
    row.save(force_insert=True)
    note(unit, (AWARD, row.pk), "open_awards", by=by, at=at, state=row.state)
    owe_stage(row, by=by, at=at, name="opens_on")
    return row


def call_families(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """From its first day on, families may be put forward."""
    with round_step(row, "call_families", by=by, at=at) as line:
        line.wait_for(line.row.opens_on - timedelta(days=1))
        return line.done()


def begin_visits(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """Nobody is put forward any more; what was not signed in time stays behind."""
    with round_step(row, "begin_visits", by=by, at=at) as line:
        line.wait_for(line.row.nominate_until)
        _leave(line, ("drafted",))
        return line.done()


def begin_discussion(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """The visits are over; villages talk, units pass their lists on."""
    with round_step(row, "begin_discussion", by=by, at=at) as line:
        line.wait_for(line.row.visit_until)
        return line.done()


def publish_notice(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """公示: so many whole working days. Raises Refusal while no family is on the list of the round's own unit."""
    with round_step(row, "publish_notice", by=by, at=at) as line:
        line.wait_for(line.row.discuss_until)
        if not _families(line, "in_notice").exists():
            raise Refusal("families", _("First make the list of your own unit."))
        _leave(line, GOING_UP)
        line.row.public_from = line.today
        line.row.public_until = calculator.period_of(PUBLIC, line.today).due_on
        return line.done("public_from", "public_until")


def decide_awards(
    row: UUID, *, titles: Mapping[UUID, str], by: User, at: datetime | None = None
) -> AwardRound:
    """The leader decides, family by family, once the notice has run and every objection is answered. No machine counts.

    Raises Refusal: too early, an open objection, a family without an answer, more titles than the round has.
    """
    with round_step(row, "decide_awards", by=by, at=at) as line:
        line.wait_for(line.row.public_until)
        families = list(_families(line, "in_notice").select_for_update(of=("self",)))
        if FamilyObjection.objects.filter(family__in=families, upheld=None).exists():
            raise Refusal("objection", _("An objection waits for its answer."))
        given = {pk: title for pk, title in titles.items() if title}
        if set(given) - {family.pk for family in families} or set(given.values()) - set(Title.values):
            raise Refusal("titles", _("Choose from the list."))
        if len(given) > line.row.award_places:
            raise Refusal("titles", _("There are places for %(most)d.") % {"most": line.row.award_places})
        for family in families:
            family.title = given.get(family.pk, "")
            if family.title:
                family.state = FAMILY.next(family.state, "choose_family")
            else:
                stay_behind(family, by=by, at=line.at)
            family.save(update_fields=["state", "title"])
        line.row.decided_by = by
        return line.done("decided_by", titles=len(given))


def award_families(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """揭晓: whoever has a title stands on the wall; of everybody else words, names and pictures are deleted."""
    with round_step(row, "award_families", by=by, at=at) as line:
        until = line.today + timedelta(days=calculator.length_of(SHOWN, on=line.today))
        for family in _families(line, "chosen").select_for_update(of=("self",)):
            family.state = FAMILY.next(family.state, "award_family")
            family.awarded_on, family.shown_until = line.today, until
            family.save(update_fields=["state", "awarded_on", "shown_until"])
        line.row.awarded_on = line.today
        done = line.done("awarded_on")
        _forget(done)
        return done


def call_off_awards(row: UUID, *, by: User, at: datetime | None = None) -> AwardRound:
    """It ends without titles; everything that says who the families are is deleted."""
    with round_step(row, "call_off_awards", by=by, at=at) as line:
        _leave(line, ("drafted", *GOING_UP, "in_notice", "chosen"))
        clocks.cancel_running(line.subject, by=by, at=line.at)
        done = line.done()
        _forget(done)
        return done


def _families(line: RoundLine, *states: str) -> FamilyQuerySet:
    rows = FamilyNomination.objects.visible_to(rest.of(line.by)).filter(round=line.row)
    return rows.filter(state__in=states).order_by("pk")


def _leave(line: RoundLine, states: tuple[str, ...]) -> None:
    for family in _families(line, *states).select_for_update(of=("self",)):
        stay_behind(family, by=line.by, at=line.at)
        family.title = ""
        family.save(update_fields=["state", "title"])


def _forget(row: AwardRound) -> None:
    """Keys go with the transaction, files after it."""
    with connection.cursor() as cursor:
        cursor.execute("select * from families_forget(%s)", [row.pk])
        gone = [found[0] for found in cursor.fetchall()]
    for family in gone:
        transaction.on_commit(partial(photos.erase, family))
