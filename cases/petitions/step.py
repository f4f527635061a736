"""The frame of every verb: lock the row, ask the gate, ask the state table, then write; one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.assistance import ending as assistances
from cases.casefile import deciding, timeline
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.circle import ending as circles
from cases.consultations import ending as sessions
from cases.coordination import ending
from cases.mediation import ending as mediations
from cases.petitions.models import Petition
from cases.petitions.routes import belongs
from cases.petitions.states import END_STATES, PETITION
from cases.privacy.requests import LIMIT as DATA_REQUEST
from cases.protection.ending import refuse_while_protected
from cases.referrals import ending as referrals
from cases.support import education
from cases.vocabulary.intake import Concern
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.access.scope import Scope
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
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

    def write(
        self,
        *,
        note: str = "",
        detail: dict | None = None,
        vault: Vault | None = None,
        key: UUID | None = None,
    ) -> Event:
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
            key=key,
        )
        self.petition.save(update_fields=_WRITTEN)
        self.case.save(update_fields=["stage", "waits_for", "phase", "closed_at", "category", "version"])
        if self.target in END_STATES:
            clocks.cancel_running(self.subject, by=self.by, at=self.at, but=(DATA_REQUEST,))
            referrals.end_all(self.case, by=self.by, at=self.at)
            ending.end_all(self.case, by=self.by, at=self.at)
            sessions.end_all(self.case, by=self.by, at=self.at)
            mediations.end_all(self.case, by=self.by, at=self.at)
            assistances.end_all(self.case, at=self.at)
            education.end_all(self.case, at=self.at)
            circles.end_all(self.case, at=self.at)
        return event

    def meet(self, *limit_codes: str) -> None:
        """These obligations are fulfilled, as far as they run."""
        for code in limit_codes:
            clocks.meet(self.subject, code, by=self.by, at=self.at)

    def start(
        self, limit_code: str, *, unit: Unit | None = None, owner: User | None = None, on: date | None = None
    ) -> None:
        """An obligation of the case's unit and owner begins."""
        clocks.start(
            limit_code,
            subject=self.subject,
            unit=unit or self.case.unit,
            owner=owner or self.case.owner,
            by=self.by,
            at=self.at,
            start_on=on,
        )

    def tell(self, kind: str, user_id: int | None) -> None:
        """One neutral message to somebody else."""
        if user_id and user_id != self.by.pk:
            key = f"{kind}:{self.case.pk}:{self.case.version}"
            outbox.post(kind, recipient=user_id, key=key, subject=self.subject, at=self.at)

    def tell_registrar(self, kind: str) -> None:
        """Whoever reported the matter hears how it goes, until she has left the station where she did."""
        self.tell(kind, None if self.case.registrar_left else self.case.registered_by_id)

    def ask_leader(self) -> None:
        """The next step is the leader's: she finds the matter on her desk and is told."""
        self.tell("approval", deciding.ask_leader(self.case, by=self.by, at=self.at))


_WRITTEN = [
    *("state", "route", "accepted_at", "answered_at", "decline_reason"),
    *("satisfaction", "merged_into", "merged_at", "urgent_reported_at"),
    *("is_repeat", "is_skip_level", "item"),
    *(f"concerns_{flag}" for flag in Concern),
]


def require(text: str, code: str, sentence: object) -> None:
    """Raises Refusal for a text that must not be empty."""
    if not text.strip():
        raise Refusal(code, sentence)


# Roles that carry a matter on, so that they may own one: experts, those on duty and administrators do not.
OWNERS = tuple(code for code, role in ROLES.items() if {"pass_on", "draft_opinion"} & role.may.keys())


def gives_out(case: Case, scope: Scope) -> bool:
    """Whether she may give it to a colleague of the unit: what landed with her, or anything when she carries no matters."""
    landed = case.taken_up_at is None and not case.is_sealed
    return (landed or not scope.holds(*OWNERS)) and bool(gate.ask(scope, "give_out", case))


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
        if target in END_STATES and locked.closed_at is None:
            refuse_while_protected(locked, clock.local_date(at or clock.now()))
        if not belongs(verb, petition.route):
            raise Refusal("route", _("This step belongs to another route."))
        yield Step(locked, petition, scope, by, verb, target, at or clock.now())


def possible(case: Case, petition: Petition, scope: Scope) -> dict[str, Refusal | None]:
    """For each verb of the present state: None when she may, or the Refusal that the button shows."""
    answers: dict[str, Refusal | None] = {}
    for transition in PETITION.allowed(petition.state):
        answer = gate.ask(scope, transition.event, case)
        if not answer and transition.event == "triage":
            answer = gate.ask(scope, "triage_minor", case)
        if not answer and transition.event == "reassign" and gives_out(case, scope):
            answer = gate.ask(scope, "give_out", case)
        if answer and not belongs(transition.event, petition.route):
            answer = Refusal("route", _("This step belongs to another route."))
        answers[transition.event] = answer if isinstance(answer, Refusal) else None
    return answers


__all__ = ["OWNERS", "IllegalTransition", "Refusal", "Step", "gives_out", "possible", "require", "step"]
