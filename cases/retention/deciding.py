"""销毁: one person appraises, another confirms, and in the same moment the matters of the list are destroyed.

Between the two every matter is only stored (个人信息保护法 art. 47). Whatever must not be destroyed is kept first. The
database asks all of it again and does the whole of a list or nothing (`cases/migrations/0206_retention_walls.py`).
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.retention import frame
from cases.retention.frame import APPRAISAL, CONFIRMATION, SUBJECT
from cases.retention.lists import ActionState, DestructionState
from cases.retention.models import DestructionList, RetentionAction
from cases.retention.states import DESTRUCTION
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock

WRITE_NOTE = _("Write what you looked at and why nothing of it has to be kept.")
WRITE_WHY = _("Write why it is kept.")


@transaction.atomic
def appraise_destruction(
    row: DestructionList, *, note: str, by: User, at: datetime | None = None
) -> DestructionList:
    """The leader has looked through the list: from now on its matters are only stored, and a second person is asked.

    Raises Refusal (gone, the gate's, no words, a matter that must not be destroyed) or IllegalTransition.
    """
    at = at or clock.now()
    found = frame.locked(row, "appraise_destruction", by)
    target = DESTRUCTION.next(found.state, "appraise_destruction")
    if not note.strip():
        raise Refusal("note", WRITE_NOTE)
    frame.refuse_barred(found, at)
    frame.vault_of(found).seal(found, note=note.strip())
    found.state, found.appraised_by, found.appraised_at = DestructionState(target), by, at
    found.save(update_fields=["state", "note", "appraised_by", "appraised_at"])
    [(count,)] = frame.ask("select destruction_restrict(%s, %s)", found.pk, at)
    subject = (SUBJECT, found.pk)
    clocks.meet(subject, APPRAISAL, by=by, at=at)
    officer = frame.officer_of(found, at, without={by.pk})
    clocks.start(CONFIRMATION, subject=subject, unit=found.unit, owner=officer, by=by, at=at)
    frame.note(found, "appraise_destruction", by=by, at=at, matters=count)
    if officer is not None:
        outbox.post("destruction_waits", recipient=officer.pk, key=f"destruction_waits:{found.pk}", at=at)
    return found


def second_refusal(row: DestructionList, user_id: int) -> Refusal | None:
    """Why she is not the second person; None when she may be."""
    if row.appraised_by_id == user_id:
        return Refusal("second", _("You appraised this list. Somebody else confirms it."))
    [(hers,)] = frame.ask("select destruction_hers(%s)", row.pk)
    if hers:
        return Refusal(
            "second", _("You have handled a matter of this list yourself. Somebody else confirms it.")
        )
    return None


@transaction.atomic
def confirm_destruction(row: DestructionList, *, by: User, at: datetime | None = None) -> DestructionList:
    """The second person's word: keys, names, indexes and words of every matter of the list are gone; figures stay.

    Her password was asked for before. Raises Refusal (gone, the gate's, not the second, a matter that must not be
    destroyed) or IllegalTransition; then nothing has happened.
    """
    at = at or clock.now()
    found = frame.locked(row, "confirm_destruction", by)
    DESTRUCTION.next(found.state, "confirm_destruction")
    said = second_refusal(found, by.pk)
    if said is not None:
        raise said
    frame.refuse_barred(found, at)
    [(count,)] = frame.ask("select destruction_carry_out(%s, %s)", found.pk, at)
    clocks.meet((SUBJECT, found.pk), CONFIRMATION, by=by, at=at)
    frame.note(found, "confirm_destruction", by=by, at=at, matters=count)
    found.refresh_from_db()
    return found


def _check_keeping(until: date, why: str, at: datetime) -> None:
    if until <= clock.local_date(at):
        raise Refusal("until", _("Name a day to come."))
    if not why.strip():
        raise Refusal("why", WRITE_WHY)


@transaction.atomic
def keep_from_destruction(
    row: DestructionList, *, action: UUID, until: date, why: str, by: User, at: datetime | None = None
) -> DestructionList:
    """One matter leaves the list and is kept until a day; it is what it was before. The last one ends the list."""
    at = at or clock.now()
    found = frame.locked(row, "keep_from_destruction", by)
    target = DESTRUCTION.next(found.state, "call_off_destruction")
    _check_keeping(until, why, at)
    kept = found.actions.filter(pk=action, state=ActionState.DUE).first()
    if kept is None:
        raise Refusal("action", _("This matter does not stand on the list any more."))
    left = _keep(found, kept, until, why, at)
    frame.note(found, "keep_from_destruction", by=by, at=at, until=until.isoformat())
    if left == 0:
        _end(found, target, by, at)
    return found


def _keep(row: DestructionList, action: RetentionAction, until: date, why: str, at: datetime) -> int:
    frame.vault_of(row).seal(action, why=why.strip())
    [(left,)] = frame.ask("select destruction_keep(%s, %s, %s, %s)", action.pk, until, action.why, at)
    return int(left)


def _end(row: DestructionList, target: str, by: User, at: datetime) -> None:
    """Its clocks first: a list that is called off does not exist for a privacy officer any more."""
    clocks.cancel_running((SUBJECT, row.pk), by=by, at=at)
    row.state = DestructionState(target)
    row.save(update_fields=["state"])


@transaction.atomic
def call_off_destruction(
    row: DestructionList, *, until: date, why: str, by: User, at: datetime | None = None
) -> DestructionList:
    """Nothing of the list is destroyed; all of it is kept until a day."""
    at = at or clock.now()
    found = frame.locked(row, "call_off_destruction", by)
    target = DESTRUCTION.next(found.state, "call_off_destruction")
    _check_keeping(until, why, at)
    for action in found.actions.filter(state=ActionState.DUE):
        _keep(found, action, until, why, at)
    frame.note(found, "call_off_destruction", by=by, at=at, until=until.isoformat())
    _end(found, target, by, at)
    return found


def may(row: DestructionList, verb: str, by: User) -> Refusal | None:
    """Why a step is not hers now, for the page before she types anything."""
    answer = gate.ask(rest.of(by), verb, row)
    if isinstance(answer, Refusal):
        return answer
    return second_refusal(row, by.pk) if verb == "confirm_destruction" else None
