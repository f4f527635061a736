"""The frame of every step of a round: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from outreach.visits.models import VisitRound
from outreach.visits.states import ROUND
from sisterhood.lib import clock

SUBJECT = "visit_round"


def gone() -> Refusal:
    """The same for what is hidden and what is not there."""
    return Refusal("gone", _("This round does not exist."))


@dataclass
class Line:
    """One step; `target` is the state it leads to."""

    row: VisitRound
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """For its clocks."""
        return SUBJECT, self.row.pk

    def done(self, *fields: str) -> VisitRound:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        log(self.row, self.event, by=self.by, at=self.at)
        return self.row


def log(row: VisitRound, verb: str, *, by: User | None, at: datetime, **more: Any) -> None:
    """The event."""
    detail = {"verb": verb, "state": row.state} | more
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


@contextmanager
def step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        found = VisitRound.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=row).first()
        if found is None:
            raise gone()
        gate.require(scope, event, found)
        yield Line(found, event, ROUND.next(found.state, event), by, at or clock.now())
