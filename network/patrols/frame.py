"""The frame of every step of a patrol: lock the row, ask the gate, ask the state table, write, log."""

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
from network.patrols.models import Patrol, PatrolWalker
from network.patrols.states import PATROL
from network.staff.models import User
from network.volunteers.frame import Hers, note
from sisterhood.lib import clock

SUBJECT, PLACE_SUBJECT = "patrol", "found_place"


def walks(row: Patrol, by: User) -> bool:
    """Whether she is one of those who walk it."""
    return PatrolWalker.objects.filter(patrol=row, volunteer__user=by).exists()


def ground(row: Patrol, by: User) -> Hers:
    """The patrol as the gate reads it: it is hers when she walks it."""
    return Hers(row.unit, by.pk if walks(row, by) else None)


@dataclass
class Line:
    """One step of a patrol."""

    row: Patrol
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    def done(self, *fields: str, **more: Any) -> Patrol:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        told = {"state": self.target} | more
        note(self.row.unit_id, (SUBJECT, self.row.pk), self.event, by=self.by, at=self.at, **told)
        return self.row


def locked(patrol: UUID, *, by: User) -> Patrol:
    """The patrol, locked, for whoever sees it; raises Refusal."""
    rows = Patrol.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    row = rows.filter(pk=patrol).first()
    if row is None:
        raise Refusal("gone", _("This patrol does not exist."))
    return row


@contextmanager
def step(patrol: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    with transaction.atomic():
        row = locked(patrol, by=by)
        gate.require(rest.of(by), event, ground(row, by))
        yield Line(row, event, PATROL.next(row.state, event), by, at or clock.now())
