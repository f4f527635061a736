"""The audit log after its period: proposed by the audit administrator, confirmed by the city's privacy officer.

What goes is always the front of the chain up to an anchor; its last seal stays as the checkpoint, so that the rest is
verified as before. The database asks everything again (`network/migrations/0124_audit_cuts.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.versions import in_force
from network.notifications import outbox
from network.oversight.models import AuditCut
from network.staff.models import Appointment, User
from network.units.placed import acts_for
from sisterhood.lib import clock

PERIOD = "retention.audit"


@dataclass(frozen=True)
class Front:
    """The events whose period is over: up to which position, how many, from when to when."""

    through: int
    hash: bytes
    events: int
    first_at: datetime
    last_at: datetime
    before: datetime


def front() -> Front | None:
    """What could go today; None while nothing has reached the end of its period."""
    with connection.cursor() as cursor:
        cursor.execute("select through, hash, events, first_at, last_at, before from audit_cut_front()")
        row = cursor.fetchone()
    return Front(row[0], bytes(row[1]), *row[2:]) if row else None


def waiting() -> AuditCut | None:
    """The proposal that nobody has decided yet."""
    rows = AuditCut.objects.filter(confirmed_at=None, called_off_at=None)
    return rows.select_related("unit", "proposed_by").first()


@transaction.atomic
def propose_audit_cut(*, note: str, by: User, at: datetime | None = None) -> AuditCut:
    """The front of the log is put before the second person. Raises Refusal: the gate's, nothing due, one waits, held."""
    at = at or clock.now()
    scope = rest.of(by)
    gate.require(scope, "propose_audit_cut")
    if not note.strip():
        raise Refusal("note", _("Write what you looked at and why none of it has to be kept."))
    if waiting() is not None:
        raise Refusal("waiting", _("A proposal waits already. Confirm it or call it off first."))
    found = front()
    if found is None:
        raise Refusal("nothing", _("No entry of the log has reached the end of its period."))
    rule = in_force(PERIOD, on=clock.local_date(at))
    row = AuditCut(
        unit=acts_for(scope, "propose_audit_cut"),
        through=found.through,
        hash=found.hash,
        events=found.events,
        before=found.before,
        years=rule.length,
        basis=rule.source,
        note=note.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    row.save(force_insert=True)
    officers = Appointment.objects.on(clock.local_date(at)).filter(role="privacy_officer", unit=row.unit)
    for officer in officers.exclude(user=by).values_list("user_id", flat=True):
        outbox.post("audit_cut_waits", recipient=officer, key=f"audit_cut_waits:{row.pk}", at=at)
    return row


def _open(row: AuditCut, action: str, by: User) -> AuditCut:
    found = AuditCut.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=row.pk).first()
    if found is None or found.confirmed_at is not None or found.called_off_at is not None:
        raise Refusal("gone", _("This proposal has been decided already."))
    gate.require(rest.of(by), action, found)
    return found


@transaction.atomic
def confirm_audit_cut(row: AuditCut, *, by: User, at: datetime | None = None) -> AuditCut:
    """The second person's word: the events are gone, the checkpoint stays. Her password was asked for before."""
    found = _open(row, "confirm_audit_cut", by)
    if found.proposed_by_id == by.pk:
        raise Refusal("second", _("You proposed this. Somebody else confirms it."))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select audit_cut(%s)", [found.pk])
            (removed,) = cursor.fetchone()
    except DatabaseError as error:
        raise Refusal(
            "barred", _("The log must not be cut there: an entry is held, or the chain differs.")
        ) from error
    detail = {"verb": "confirm_audit_cut", "through": found.through, "rows": removed}
    record.event(Action.CHANGE, by=by, subject=("audit", found.pk), detail=detail, at=at)
    found.refresh_from_db()
    return found


@transaction.atomic
def call_off_audit_cut(row: AuditCut, *, by: User, at: datetime | None = None) -> AuditCut:
    """Nothing goes."""
    found = _open(row, "call_off_audit_cut", by)
    found.called_off_by, found.called_off_at = by, at or clock.now()
    found.save(update_fields=["called_off_by", "called_off_at"])
    return found
