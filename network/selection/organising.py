"""The village's part of a selection: announce, put forward, meet, give public notice."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.selection.frame import CONFIRM, PUBLIC, SUBJECT, step
from network.selection.models import Ground, Nominee, StationHeadSelection
from network.sites.places import Function, SiteFunction
from network.sites.reach import Ground as Place
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone

MOST_NOMINEES = 20
STRUCK = _(
    "An objection against her was upheld in this selection. Only where it was about how the selection was held "
    "may she be put forward again."
)


def refuse_marks(words: Mapping[str, str]) -> None:
    """Raises Refusal for a field in which somebody's number stands: a selection needs none."""
    for name, text in words.items():
        if contains_id_number(text) or contains_phone(text):
            raise Refusal(name, _("No identity or phone number here: a selection does not need it."))


@transaction.atomic
def announce_selection(
    unit: Unit, *, criteria: str, meets_on: date, place: str, by: User, at: datetime | None = None
) -> StationHeadSelection:
    """评选公告. Raises Refusal: no station there, one under way already, a meeting in the past."""
    at = at or clock.now()
    gate.require(rest.of(by), "announce_selection", Place(unit))
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    today = clock.local_date(at)
    if unit.level != Level.HAMLET or unit.valid_to is not None:
        raise Refusal("unit", _("Only a hamlet that is not closed has a station."))
    if not SiteFunction.objects.filter(unit=unit, function=Function.STATION, until=None).exists():
        raise Refusal("unit", _("This hamlet has no station yet. Enter the place first."))
    if StationHeadSelection.objects.under_way().filter(unit=unit).exists():
        raise Refusal("unit", _("A selection is under way at this station."))
    if meets_on <= today:
        raise Refusal("meets_on", _("Choose a day to come."))
    if not criteria.strip():
        raise Refusal("criteria", _("Write what is asked of her."))
    refuse_marks({"criteria": criteria, "place": place})
    row = StationHeadSelection(unit=unit, announced_on=today, announced_by=by, meets_on=meets_on)
    row.criteria, row.place = criteria.strip(), place.strip()
    row.save(force_insert=True)
    detail = {"verb": "announce_selection", "state": row.state}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=unit.pk, detail=detail, at=at)
    return row


def nominate(
    row: UUID,
    *,
    name: str,
    put_forward: str,
    reasons: str,
    agrees: bool,
    by: User,
    at: datetime | None = None,
) -> Nominee:
    """推荐 or 自荐. Raises Refusal when she has not agreed: nobody is put forward against her will."""
    with step(row, "nominate", by=by, at=at) as line:
        if not name.strip():
            raise Refusal("name", _("Write her name."))
        if not agrees:
            raise Refusal("agrees", _("Ask her first: nobody is put forward against her will."))
        refuse_marks({"name": name, "reasons": reasons})
        there = list(line.row.nominees.all())
        hers = [each for each in there if each.name == name.strip()]
        if any(not each.struck for each in hers):
            raise Refusal("name", _("She stands on the list already."))
        if any(each.struck_for != Ground.PROCEDURE for each in hers):
            raise Refusal("name", STRUCK)
        if len(there) >= MOST_NOMINEES:
            raise Refusal("name", _("The list is full."))
        made = Nominee.objects.create(
            selection=line.row, name=name.strip(), put_forward=put_forward, reasons=reasons.strip()
        )
        line.done()
        return made


def hold_meeting(
    row: UUID,
    *,
    meets_on: date,
    attended: int,
    way: str,
    chosen: int,
    votes: Mapping[int, int],
    minutes: str,
    by: User,
    at: datetime | None = None,
) -> StationHeadSelection:
    """推选会议: who came (a number), how it was decided, whom it chose. Raises Refusal for figures that do not fit."""
    with step(row, "hold_meeting", by=by, at=at) as line:
        standing = {each.pk: each for each in line.row.nominees.filter(struck=False)}
        winner = standing.get(chosen)
        if winner is None:
            raise Refusal("chosen", _("Choose one of those who were put forward."))
        if not line.row.announced_on <= meets_on <= line.today:
            raise Refusal("meets_on", _("Between the announcement and today."))
        if attended < 1:
            raise Refusal("attended", _("Write how many people came."))
        refuse_marks({"minutes": minutes})
        if way == "votes":
            _count(standing, winner, votes, attended)
        for each in standing.values():
            each.votes = votes.get(each.pk, 0) if way == "votes" else None
            each.save(update_fields=["votes"])
        line.row.meets_on, line.row.attended, line.row.way = meets_on, attended, way
        line.row.chosen, line.row.minutes = winner, minutes.strip()
        return line.done("meets_on", "attended", "way", "chosen", "minutes")


def _count(standing: Mapping[int, Nominee], winner: Nominee, votes: Mapping[int, int], attended: int) -> None:
    told = {pk: votes.get(pk, 0) for pk in standing}
    if sum(told.values()) > attended:
        raise Refusal("attended", _("More votes than people who came."))
    if told[winner.pk] < max(told.values()) or not told[winner.pk]:
        raise Refusal("chosen", _("She has not the most votes."))


def last_public_day(start: date) -> date:
    """The last day of a notice given on `start`: so many whole working days after it."""
    return calculator.period_of(PUBLIC, start).due_on


def publish_notice(row: UUID, *, by: User, at: datetime | None = None) -> StationHeadSelection:
    """公示: from today the page is public for the working days of the policy; afterwards the township confirms."""
    with step(row, "publish_notice", by=by, at=at) as line:
        line.row.public_from = line.today
        line.row.public_until = last_public_day(line.today)
        line.start(CONFIRM, on=line.row.public_until)
        return line.done("public_from", "public_until")
