"""What may change about a running clock: an extension, a pause, and the end of a pause."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.deadlines import clocks
from network.deadlines.clocks import Subject
from network.deadlines.models import Clock, ClockState, CountIn
from network.staff.models import User
from sisterhood.lib import clock


@transaction.atomic
def extend(subject: Subject, limit_code: str, *, days: int, by: User, at: datetime | None = None) -> Clock:
    """Lengthen a running clock once, before it is due, by at most the limit's extension (art. 34: 30 days).

    The count starts where it started. Raises Refusal: no such clock, too late, already extended, too long.
    """
    at = at or clock.now()
    row = _locked(subject, limit_code, ClockState.RUNNING)
    if row.extended_days:
        raise Refusal("extended", _("It has been extended once already; a second time is not possible."))
    if at >= row.due_at:
        raise Refusal("late", _("It is late already. An extension is possible only before the due date."))
    if not 1 <= days <= row.terms.extension:
        raise Refusal("days", _("It can be extended by 1 to %(days)d days.") % {"days": row.terms.extension})
    row.extended_days = days
    clocks.recount(row)
    return row


@transaction.atomic
def pause(subject: Subject, limit_code: str, *, by: User, at: datetime | None = None) -> Clock:
    """Stop counting from the next day on, only where the limit says so (the hearing of art. 36)."""
    row = _locked(subject, limit_code, ClockState.RUNNING)
    if not row.terms.may_pause or CountIn(row.terms.count_in).is_moment:
        raise Refusal("pause", _("This period cannot be paused."))
    row.state, row.paused_on, row.next_ring_at = ClockState.PAUSED, clock.local_date(at or clock.now()), None
    row.save(update_fields=["state", "paused_on", "next_ring_at"])
    return row


@transaction.atomic
def resume(subject: Subject, limit_code: str, *, by: User, at: datetime | None = None) -> Clock:
    """Count on from the next day; the days between are added to the period."""
    row = _locked(subject, limit_code, ClockState.PAUSED)
    if row.paused_on is not None:
        row.paused_days += max(0, (clock.local_date(at or clock.now()) - row.paused_on).days)
    row.state, row.paused_on = ClockState.RUNNING, None
    clocks.recount(row)
    return row


def _locked(subject: Subject, limit_code: str, state: ClockState) -> Clock:
    kind, subject_id = subject
    row = (
        Clock.objects.select_for_update(of=("self",))
        .select_related("limit", "version")
        .filter(subject_kind=kind, subject_id=subject_id, limit_id=limit_code, state=state)
        .first()
    )
    if row is None:
        raise Refusal("clock", _("No such period runs here."))
    return row
