"""What the levels above do with a self-assessment: verify, review, sample, designate, look after, renew, suspend."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.deadlines.calculator import length_of
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.threezero import frame
from outreach.threezero.facts import facts_of
from outreach.threezero.frame import Line, need_words, step
from outreach.threezero.indicators import points
from outreach.threezero.lists import Suspension
from outreach.threezero.models import ThreeZeroAssessment
from outreach.threezero.states import ASSESSMENT
from sisterhood.lib import clock

LEAST, EARLIEST = "threezero.points", "threezero.renew_from"


def verify_village(row: UUID, *, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The township's chair has looked at the evidence; the county's days begin. Raises Refusal for whoever signed it herself."""
    with step(row, "verify_village", by=by, at=at) as line:
        if line.row.signed_by_id == by.pk:
            raise Refusal("self", _("Another person verifies what you signed."))
        line.row.verified_by, line.row.verified_at, line.row.remark = by, line.at, ""
        found = line.done("verified_by", "verified_at", "remark")
        line.meet(frame.VERIFY)
        line.owe(frame.REVIEW)
        return found


_BACK = ("remark", "visited_on", "visited_by", "visit_words")


def send_back_village(row: UUID, *, remark: str, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The township gives it back with what is to be put right; the village signs anew."""
    with step(row, "send_back_village", by=by, at=at) as line:
        line.back_to_village(remark)
        return line.done(*_BACK)


def return_village(row: UUID, *, remark: str, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The county gives it back, also after a visit of the city that found otherwise."""
    with step(row, "return_village", by=by, at=at) as line:
        line.back_to_village(remark)
        return line.done(*_BACK)


def review_village(row: UUID, *, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The county has reviewed it; the city draws its sample."""
    with step(row, "review_village", by=by, at=at) as line:
        line.row.reviewed_by, line.row.reviewed_at = by, line.at
        found = line.done("reviewed_by", "reviewed_at")
        line.meet(frame.REVIEW)
        line.owe(frame.SAMPLE)
        return found


@transaction.atomic
def draw_sample(city: Unit, *, by: User, at: datetime | None = None) -> list[ThreeZeroAssessment]:
    """Of all that were reviewed the database's chance draws a share, at least one; nobody draws twice. Raises Refusal: the gate's, none waits."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "draw_sample", Ground(city))
    waiting = ThreeZeroAssessment.objects.visible_to(scope).filter(
        state="county_reviewed", unit__city_id=city.pk
    )
    rows = list(waiting.select_for_update(of=("self",)).select_related("unit").order_by("pk"))
    if city.level != Level.CITY or not rows:
        raise Refusal("none", _("No village waits for the sample."))
    with connection.cursor() as cursor:
        cursor.execute("select threezero_draw(%s::uuid[])", [[row.pk for row in rows]])
    for row in rows:
        row.refresh_from_db(fields=["is_drawn"])
        line = Line(row, "draw_sample", ASSESSMENT.next(row.state, "draw_sample"), by, at)
        line.done()
        line.meet(frame.SAMPLE)
        line.owe(frame.VISIT if row.is_drawn else frame.DESIGNATE)
    return rows


def visit_sample(
    row: UUID, *, visited_on: date, words: str, by: User, at: datetime | None = None
) -> ThreeZeroAssessment:
    """The city went there. Raises Refusal for a village that was not drawn, a day before the review or to come."""
    with step(row, "visit_sample", by=by, at=at) as line:
        if not line.row.is_drawn:
            raise Refusal("drawn", _("This village was not drawn; no visit is asked for."))
        if (
            line.row.reviewed_at is None
            or not clock.local_date(line.row.reviewed_at) <= visited_on <= line.today
        ):
            raise Refusal("visited_on", _("Choose a day since the review, up to today."))
        line.row.visit_words = need_words("words", words, _("Write what the visit found."))
        line.row.visited_on, line.row.visited_by = visited_on, by
        found = line.done("visited_on", "visited_by", "visit_words")
        line.meet(frame.VISIT)
        line.owe(frame.DESIGNATE)
        return found


def designate_village(row: UUID, *, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """For the days of the rule. Raises Refusal: a drawn village without its visit, points below the rule."""
    with step(row, "designate_village", by=by, at=at) as line:
        if line.row.is_drawn and line.row.visited_on is None:
            raise Refusal("visit", _("This village was drawn. The city's visit must be recorded first."))
        _need_points(line.row.total or 0)
        line.row.designated_by, line.row.designated_at = by, line.at
        line.row.valid_until = line.today + timedelta(days=length_of(frame.RENEWAL))
        found = line.done("designated_by", "designated_at", "valid_until")
        line.meet(frame.DESIGNATE)
        _owe_after(line)
        return found


def _need_points(total: int) -> None:
    least = length_of(LEAST)
    if total < least:
        raise Refusal("points", _("The rule asks for %(least)d points.") % {"least": least})


def _owe_after(line: Line, *, until_from: date | None = None) -> None:
    """`until_from`: the day from which the new time runs, so that the clock of renewal ends with the designation."""
    line.owe(frame.MONITOR)
    line.owe(frame.RENEWAL, on=until_from)


def monitor_village(row: UUID, *, words: str, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """The township looked after it: what was seen of the work, never of a household."""
    with step(row, "monitor_village", by=by, at=at) as line:
        line.row.remark = need_words("words", words, _("Write what you saw of the village's work."))
        line.row.monitored_by, line.row.monitored_at = by, line.at
        line.meet(frame.MONITOR)
        return line.done("monitored_by", "monitored_at", "remark")


def renew_village(row: UUID, *, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """For another period from its last day. Raises Refusal: too early, not looked after since, points of the last and of this year below the rule."""
    with step(row, "renew_village", by=by, at=at) as line:
        until, since = line.row.valid_until, line.row.renewed_at or line.row.designated_at
        if until is None or line.today < until - timedelta(days=length_of(EARLIEST)):
            raise Refusal("early", _("It is too early; the designation still holds for a while."))
        if line.row.monitored_at is None or (since is not None and line.row.monitored_at < since):
            raise Refusal("monitor", _("Nobody has looked after the village since its designation."))
        years = (line.today.year - 1, line.today.year)
        _need_points(max(sum(points(facts_of(line.row.unit, year)).values()) for year in years))
        clocks.cancel_running((frame.SUBJECT, line.row.pk), by=by, at=line.at)
        begins = max(until, line.today)
        line.row.valid_until = begins + timedelta(days=length_of(frame.RENEWAL))
        line.row.renewed_by, line.row.renewed_at = by, line.at
        found = line.done("renewed_by", "renewed_at", "valid_until")
        _owe_after(line, until_from=begins)
        return found


def suspend_village(row: UUID, *, reason: str, by: User, at: datetime | None = None) -> ThreeZeroAssessment:
    """For what was done to a report, from the list; that something happened is none of them. The village is told."""
    with step(row, "suspend_village", by=by, at=at) as line:
        if reason not in Suspension.values:
            raise Refusal("reason", _("Please choose."))
        clocks.cancel_running(line.subject, by=by, at=line.at)
        line.row.reason, line.row.ended_by, line.row.ended_at = reason, by, line.at
        line.tell("handed_back", holder(line.row.unit, "leader", on=line.today))
        return line.done("reason", "ended_by", "ended_at")
