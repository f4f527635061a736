"""The frame of every act on a matter: lock it, ask the gate, then write; one transaction.

Coordination, referrals, protection and mediation share it; `Line` is an act on one row that has states of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline, wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.agencies.models import Agency
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib import clock


@dataclass
class Act:
    """One act under way: the locked matter and its key, who acts, and when."""

    case: Case
    vault: Vault
    scope: Scope
    by: User
    verb: str
    at: datetime

    @property
    def subject(self) -> tuple[str, UUID]:
        """The case as deadlines and messages name it."""
        return ("case", self.case.pk)

    @property
    def today(self) -> date:
        """The local day of the act."""
        return clock.local_date(self.at)

    def write(self, *, note: str = "", detail: dict | None = None, key: UUID | None = None) -> Event:
        """The event; the stage of the matter stays."""
        self.case.version += 1
        event = timeline.write(
            self.case, self.verb, by=self.by, vault=self.vault, at=self.at, note=note, detail=detail, key=key
        )
        self.case.save(update_fields=["waits_for", "version"])
        return event

    def tell(self, kind: str, user_id: int | None) -> None:
        """One neutral message to somebody else."""
        if user_id and user_id != self.by.pk:
            key = f"{kind}:{self.case.pk}:{self.case.version}:{user_id}"
            outbox.post(kind, recipient=user_id, key=key, subject=self.subject, at=self.at)

    def start(self, code: str, part: UUID, *, owner: User | None = None, on: date | None = None) -> None:
        """An obligation of one part of the matter begins."""
        clocks.start(
            code,
            subject=self.subject,
            unit=self.case.unit,
            owner=owner or self.case.owner,
            by=self.by,
            at=self.at,
            start_on=on,
            part=part,
        )

    def meet(self, code: str, part: UUID) -> None:
        """It is fulfilled, if it runs."""
        clocks.meet(self.subject, code, by=self.by, at=self.at, part=part)

    def drop(self, part: UUID) -> None:
        """What still runs for a part stops without being met."""
        clocks.cancel_part(self.subject, part, by=self.by, at=self.at)


@dataclass
class Line:
    """One act on one row: the act, the locked row, the state it leads to; `called` names the row in the event."""

    s: Act
    row: Any
    target: str

    called: ClassVar[str] = "row"

    def done(self, *, note: str = "", detail: dict | None = None) -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save()
        return self.s.write(note=note, detail={self.called: str(self.row.pk)} | (detail or {}))

    def meet(self, *codes: str) -> None:
        """These obligations of the row are fulfilled, as far as they run."""
        for code in codes:
            self.s.meet(code, self.row.pk)

    def check_day(self, day: date, name: str) -> None:
        """Raises Refusal for a day that has not come."""
        if day > self.s.today:
            raise Refusal(name, _("That day lies in the future."))


@contextmanager
def act(case: Case, verb: str, *, by: User, at: datetime | None, action: str | None = "") -> Iterator[Act]:
    """Raises Refusal: gone, the gate's, closed, or seen but not open. `action` None asks no gate."""
    scope = rest.of(by)
    with transaction.atomic():
        seen = Case.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=case.pk)
        locked = seen.select_related("unit").first()
        if locked is None:
            raise Refusal("gone", _("This matter is no longer in your hands."))
        if action is not None:
            gate.require(scope, action or verb, locked)
        if not Case.objects.openable_by(scope).filter(pk=case.pk).exists():
            raise Refusal("closed_to_you", _("You may see the card of this matter, but not open it."))
        if locked.closed_at:
            raise Refusal("closed", _("The matter is closed; nothing is added to it any more."))
        yield Act(locked, Vault.of(locked), scope, by, verb, at or clock.now())


def check_listed(case: Case, agencies: list[Agency]) -> None:
    """Raises Refusal for a body that is not on the list of the matter's county or city."""
    offered = set(Agency.objects.for_case_of(case.unit).values_list("pk", flat=True))
    if any(agency.pk not in offered for agency in agencies):
        raise Refusal("listed", _("This body does not stand on the list of your county or city."))


def require(text: str, code: str, sentence: object) -> None:
    """Raises Refusal for a text that must not be empty."""
    if not text.strip():
        raise Refusal(code, sentence)


def enter(s: Act, row: Any, **texts: str) -> Any:
    """A new row of the matter with its sealed texts, kept. Raises Refusal for words a child's matter never keeps."""
    wards.refuse_words(s.case, texts)
    row.case, row.entered_by, row.entered_at = s.case, s.by, s.at
    s.vault.seal(row, **texts)
    row.save(force_insert=True)
    return row


def one(s: Act, model: type[Model], pk: Any, **only: Any) -> Any:
    """The locked row of this matter. Raises Refusal when it is none of its rows."""
    rows: Any = model._default_manager
    found = rows.select_for_update(of=("self",)).filter(pk=pk, case=s.case, **only).first()
    if found is None:
        raise Refusal("row", _("This entry does not belong to the matter."))
    return found


def past(s: Act, moment: datetime, field: str) -> None:
    """Raises Refusal for a moment to come."""
    if moment > s.at:
        raise Refusal(field, _("The moment lies in the future."))
