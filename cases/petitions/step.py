"""The frame of every verb: lock the row, ask the gate, ask the state table, then write; one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.petitions.models import Petition
from cases.petitions.states import END_STATES, PETITION
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@dataclass
class Step:
    """One verb under way: the locked rows, the moment, and what it leads to."""

    case: Case
    petition: Petition
    scope: Scope
    by: User
    verb: str
    target: str
    at: datetime

    @property
    def subject(self) -> tuple[str, UUID]:
        """The case as deadlines and messages name it."""
        return ("case", self.case.pk)

    def write(self, *, note: str = "", detail: dict | None = None, vault: Vault | None = None) -> Event:
        """Set the state and write the event."""
        before = self.case.stage
        if self.target != before:
            self.petition.state = self.case.stage = self.target
            if self.target in END_STATES:
                self.case.phase, self.case.closed_at = "closed", self.at
        self.case.version += 1
        event = timeline.write(
            self.case,
            self.verb,
            by=self.by,
            vault=vault,
            at=self.at,
            from_stage=before,
            note=note,
            detail=detail,
        )
        self.petition.save(update_fields=["state", "route", "accepted_at", "answered_at", "decline_reason"])
        self.case.save(update_fields=["stage", "phase", "closed_at", "category", "version"])
        if self.target in END_STATES:
            clocks.cancel_running(self.subject, by=self.by, at=self.at)
        return event


@contextmanager
def step(case: Case, verb: str, *, by: User, at: datetime | None, action: str = "") -> Iterator[Step]:
    """Raises Refusal (gate, or gone) or IllegalTransition (state table), both with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        locked = Case.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=case.pk).first()
        if locked is None:
            raise Refusal("gone", _("This matter is no longer in your hands."))
        gate.require(scope, action or verb, locked)
        petition = Petition.objects.select_for_update().filter(pk=case.pk).first()
        if petition is None:
            raise Refusal("closed_to_you", _("You may see the card of this matter, but not open it."))
        target = PETITION.next(petition.state, verb)
        yield Step(locked, petition, scope, by, verb, target, at or clock.now())


def possible(case: Case, petition: Petition, scope: Scope) -> dict[str, Refusal | None]:
    """For each verb of the present state: None when she may, or the Refusal that the button shows."""
    answers: dict[str, Refusal | None] = {}
    for transition in PETITION.allowed(petition.state):
        answer = gate.ask(scope, transition.event, case)
        if not answer and transition.event == "triage":
            answer = gate.ask(scope, "triage_minor", case)
        answers[transition.event] = answer if isinstance(answer, Refusal) else None
    return answers


__all__ = ["IllegalTransition", "Refusal", "Step", "possible", "step"]
