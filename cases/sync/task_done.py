"""A step of a matter that was marked done without a signal. Done when the matter is as the phone showed it; else looked at.

Nothing is merged: when the matter has moved on, or the step is not possible any more, what she wrote waits as 待核对 for
somebody who decides.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Case
from cases.petitions import hand_over
from cases.petitions.step import IllegalTransition
from cases.sync import checks, homes, operations
from cases.sync.operations import Arrived, Fields, Result
from cases.sync.sealed import unreadable
from cases.sync.states import CheckKind, Task
from network.access import gate, rest
from network.access.gate import Refusal

FORM = "task_done"
LONGEST_NOTE = 2000


def take_task_done(told: Fields, arrived: Arrived) -> Result:
    """Do the step, or keep what she wrote for somebody to look at. Raises Refusal for a matter that was never hers."""
    try:
        case_id, base = UUID(str(told.get("case"))), int(str(told.get("base")))
        task = Task(str(told.get("task")))
    except ValueError:
        raise unreadable() from None
    note = str(told.get("note") or "").strip()[:LONGEST_NOTE]
    case = Case.objects.visible_to(rest.of(arrived.by)).filter(pk=case_id).first()
    if case is not None and (task == Task.NOTE or case.version == base):
        try:
            with transaction.atomic():
                _do(case, task, note, str(told.get("send_to", "")), arrived)
        except (Refusal, IllegalTransition):
            pass
        else:
            return Result(case.number, operations.RECEIVED, (homes.CASE, case.pk))
    kept = checks.open_check(
        CheckKind.STALE,
        case_id,
        by=arrived.by,
        at=arrived.at,
        note=note,
        task=task,
        base=base if 0 <= base < 2**31 else None,
        found=case.version if case else None,
        made_at=arrived.made_at,
    )
    if kept is None:
        raise unreadable()
    return Result(case.number if case else "", operations.CHECK, (homes.CASE, case_id))


def _do(case: Case, task: Task, note: str, send_to: str, arrived: Arrived) -> None:
    by, at = arrived.by, arrived.at
    if task == Task.TAKE_UP:
        hand_over.take_up(case, by=by, at=at)
    elif task == Task.PASS_ON:
        hand_over.pass_on(case, by=by, note=note, to_county=send_to == "county", at=at)
    else:
        gate.require(rest.of(by), "note", case)
        if not note or case.closed_at is not None:
            raise Refusal("note", _("There is nothing to note here."))
        timeline.write(case, "note", by=by, at=at, note=note)


def enrol() -> None:
    """Called once when the app is ready."""
    says = _("Received. It is done.")
    operations.register(operations.Form(FORM, newest=1, take=take_task_done, page_says=says))
