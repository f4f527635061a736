"""领导包案 (信访工作条例 art. 18(2)): a leader takes a matter on, says what she promises, and says how it ended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.petitions.reception.models import LeaderCommitment
from cases.petitions.step import require
from cases.vocabulary.petitions import CommitmentState
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks, faces
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock

KEEP = "commitment.keep"


@transaction.atomic
def take_on(case: Case, *, promise: str, by: User, at: datetime | None = None) -> LeaderCommitment:
    """The leader of the matter's unit promises; 30 days run on a clock of the promise's own.

    Raises Refusal without a promise, for a closed matter, or while another promise about it is open.
    """
    require(promise, "promise", _("Write what you promise her."))
    at, scope = at or clock.now(), rest.of(by)
    row = Case.objects.openable_by(scope).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if row is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "take_on", row)
    if row.closed_at:
        raise Refusal("closed", _("A closed matter is not taken on."))
    if LeaderCommitment.objects.filter(case=row, state=CommitmentState.OPEN).exists():
        raise Refusal("taken_on", _("A leader has taken this matter on already."))
    made = LeaderCommitment(case=row, unit=row.unit, leader=by, made_at=at)
    Vault.own(made).seal(made, promise=promise)
    made.save(force_insert=True)
    timeline.write(row, "take_on", by=by, at=at)
    clocks.start(KEEP, subject=("commitment", made.pk), unit=row.unit, owner=by, by=by, at=at)
    if row.owner_id and row.owner_id != by.pk:
        key = f"committed:{made.pk}"
        outbox.post("committed", recipient=row.owner_id, key=key, subject=("case", row.pk), at=at)
    return made


@transaction.atomic
def end_commitment(
    made: LeaderCommitment, *, kept: bool, result: str, by: User, at: datetime | None = None
) -> LeaderCommitment:
    """Kept, or not kept, and what came of it. Only she who promised says so; the matter's timeline keeps that she did."""
    require(result, "result", _("Write what came of it."))
    at, scope = at or clock.now(), rest.of(by)
    hers = LeaderCommitment.objects.of_leader(scope).select_related("case", "unit")
    row = hers.select_for_update(of=("self",)).filter(pk=made.pk).first()
    if row is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "end_commitment", row)
    if row.state != CommitmentState.OPEN:
        raise Refusal("ended", _("This promise has ended already."))
    Vault.unwrapped(row).seal(row, result=result)
    row.state, row.ended_at = (CommitmentState.MET if kept else CommitmentState.FAILED), at
    row.save(update_fields=["state", "result", "ended_at"])
    timeline.write(row.case, "end_commitment", by=by, at=at, detail={"kept": kept})
    subject = ("commitment", row.pk)
    if kept:
        clocks.meet(subject, KEEP, by=by, at=at)
    else:
        clocks.cancel_running(subject, by=by, at=at)
    return row


def shown(rows: list[LeaderCommitment], *, at: datetime, with_texts: bool = True) -> list[dict[str, object]]:
    """Each promise with its words and the face of its clock."""
    found = []
    for row in rows:
        vault = Vault.unwrapped(row)
        running = clocks.running(("commitment", row.pk))
        found.append(
            {
                "row": row,
                "promise": vault.open(row, "promise") if with_texts else "",
                "result": vault.open(row, "result") if with_texts else "",
                "face": faces.face(running[0], at) if running else None,
            }
        )
    return found
