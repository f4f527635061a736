"""The frame of every verb of an accusation: find it as a reader, lock it, ask gate and state table, then write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.accusations.models import Accusation, AccusationEvent, AccusationReader
from cases.accusations.queries import readable_by
from cases.accusations.states import ACCUSATION
from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import scope_of
from network.staff.models import User
from sisterhood.lib import clock

STEPS = {transition.event for transition in ACCUSATION.transitions}


@dataclass
class Step:
    """One verb under way: the locked row, its key, the moment, and what it leads to."""

    accusation: Accusation
    vault: Vault
    by: User
    verb: str
    target: str
    at: datetime
    seats: list[AccusationReader]

    @property
    def other(self) -> AccusationReader | None:
        """The other reader, if she still serves."""
        found = next((row for row in self.seats if row.user_id != self.by.pk), None)
        return found if found and scope_of(found.user).may("read_accusation") else None

    def write(self, *, note: str = "", columns: tuple[str, ...] = ()) -> AccusationEvent:
        """The event and the facts; the state changes here and nowhere else."""
        row = self.accusation
        row.state, row.version = self.target, row.version + 1
        if self.target == "closed" and row.closed_at is None:
            row.closed_at = self.at
        row.save(update_fields=["state", "version", "closed_at", *columns])
        event = AccusationEvent(accusation=row, verb=self.verb, to_state=self.target, by=self.by, at=self.at)
        self.vault.seal(event, note=note)
        event.save(force_insert=True)
        return event

    def meet(self, *codes: str) -> None:
        """These obligations are fulfilled for both readers."""
        for seat in self.seats:
            for code in codes:
                clocks.meet(("accusation", seat.pk), code, by=self.by, at=self.at)

    def end_clocks(self) -> None:
        """Nothing is owed any more."""
        for seat in self.seats:
            clocks.cancel_running(("accusation", seat.pk), by=self.by, at=self.at)

    def tell_other(self, kind: str) -> None:
        """One neutral message to the other reader."""
        if self.other is not None:
            subject: tuple[str, UUID] = ("accusation", self.other.pk)
            key = f"{kind}:{self.other.pk}:{self.accusation.version}"
            outbox.post(kind, recipient=self.other.user_id, key=key, subject=subject, at=self.at)


def gone() -> Refusal:
    """The same for one that is not hers and for one that does not exist."""
    return Refusal("gone", _("This matter is no longer in your hands."))


@contextmanager
def step(accusation: Accusation, verb: str, *, by: User, at: datetime | None = None) -> Iterator[Step]:
    """Raises Refusal (gate, gone, closed) or IllegalTransition, both with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        rows = readable_by(scope).select_for_update(of=("self",))
        locked = rows.filter(pk=accusation.pk).first()
        if locked is None:
            raise gone()
        gate.require(scope, "read_accusation")
        if locked.closed_at is not None:
            raise Refusal("closed", _("The matter is closed; nothing is added to it any more."))
        target = ACCUSATION.next(locked.state, verb) if verb in STEPS else locked.state
        seats = AccusationReader.objects.filter(accusation=locked, until_at=None)
        seats = seats.select_related("user").order_by("seat")
        yield Step(locked, Vault.unwrapped(locked), by, verb, target, at or clock.now(), list(seats))
