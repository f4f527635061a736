"""What a village does itself: it takes part, gathers evidence, signs its self-assessment, and may withdraw at any time."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.threezero import frame
from outreach.threezero.facts import facts_of
from outreach.threezero.frame import log, need_words, step
from outreach.threezero.indicators import VERSION, points
from outreach.threezero.lists import STATEMENT, Indicator
from outreach.threezero.models import Evidence, ThreeZeroAssessment
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

MOST = 99_999
SNAPSHOT = ("facts", "points", "total", "table_version", "statement", "signed_by", "signed_at")


@transaction.atomic
def enrol_village(
    unit: Unit, *, year: int, key: UUID | None = None, by: User, at: datetime | None = None
) -> ThreeZeroAssessment:
    """Of her village, for this year or the one that is over; the same form again is the same row. Raises Refusal: the gate's, no village, another year, one it takes part in."""
    gate.require(rest.of(by), "enrol_village", Ground(unit))
    at = at or clock.now()
    if unit.level != Level.VILLAGE:
        raise Refusal("unit", _("A village takes part, not a hamlet or an office."))
    this = clock.local_date(at).year
    if year not in (this, this - 1):
        raise Refusal("year", _("Choose this year or the last one."))
    once.take_turn(key or uuid7())
    Unit.objects.select_for_update(of=("self",)).filter(pk=unit.pk).first()
    known = ThreeZeroAssessment.objects.filter(unit=unit, year=year).exclude(state="withdrawn").first()
    if known is not None and known.pk == key:
        return known
    if known is not None:
        raise Refusal("year", _("The village takes part in %(year)d already.") % {"year": year})
    if unit.valid_from.year > year:
        raise Refusal("year", _("The village did not exist in %(year)d yet.") % {"year": year})
    row = ThreeZeroAssessment(id=key or uuid7(), unit=unit, year=year, entered_by=by, entered_at=at)
    row.save(force_insert=True)
    log(row, "enrol_village", by=by, at=at)
    return row


def enter_evidence(
    row: UUID,
    *,
    indicator: str,
    done_on: date,
    words: str,
    hamlet: Unit | None = None,
    number: int | None = None,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> ThreeZeroAssessment:
    """One line while the village gathers; the same form again is the same line. Raises Refusal: a day outside the year, words that name somebody."""
    with step(row, "enter_evidence", by=by, at=at) as line:
        once.take_turn(key)
        if key is not None and Evidence.objects.filter(pk=key).exists():
            return line.row
        if indicator not in Indicator.values:
            raise Refusal("indicator", _("Please choose."))
        if done_on.year != line.row.year or done_on > line.today:
            raise Refusal("done_on", _("Choose a day of the assessed year, up to today."))
        if hamlet is not None and hamlet.village_id != line.row.unit_id:
            raise Refusal("hamlet", _("Choose a hamlet of this village."))
        if number is not None and not 0 <= number <= MOST:
            raise Refusal("number", _("Write a number, 0 or more."))
        said = need_words("words", words, _("Write what was done."), most=200)
        told = {"indicator": indicator, "done_on": done_on, "hamlet": hamlet, "number": number, "words": said}
        Evidence(id=key or uuid7(), assessment=line.row, entered_by=by, **told).save(force_insert=True)
        return line.done()


def self_assess(row: UUID, *, signs: bool, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The chair signs that nothing was concealed; facts and points freeze. Raises Refusal without her signature."""
    with step(row, "self_assess", by=by, at=at) as line:
        if not signs:
            raise Refusal("signs", _("Without this signature the self-assessment cannot be handed in."))
        facts = facts_of(line.row.unit, line.row.year)
        line.row.facts, line.row.points = facts, points(facts)
        line.row.total, line.row.table_version = sum(line.row.points.values()), VERSION
        line.row.statement, line.row.signed_by, line.row.signed_at = STATEMENT, by, line.at
        found = line.done(*SNAPSHOT)
        line.owe(frame.VERIFY)
        return found


def withdraw_village(row: UUID, *, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """Of its own wish, without a reason; nothing is owed any more."""
    with step(row, "withdraw_village", by=by, at=at) as line:
        clocks.cancel_running(line.subject, by=by, at=line.at)
        line.row.ended_by, line.row.ended_at = by, line.at
        return line.done("ended_by", "ended_at")
