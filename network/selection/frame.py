"""The frame of every step of a selection: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.selection.models import StationHeadSelection
from network.selection.states import ASKS, SELECTION
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

SUBJECT = "selection"
PUBLIC, OBJECTION, CONFIRM, TRAIN = (
    *("selection.public", "selection.objection"),
    *("selection.confirm", "selection.training"),
)


def gone() -> Refusal:
    """The same for what is hidden and what is not there."""
    return Refusal("gone", _("This selection does not exist."))


def township_of(unit: Unit) -> Unit:
    """The township of a hamlet, which decides. Raises Refusal where the tree has none."""
    town = None if unit.township_id is None else Unit.objects.filter(pk=unit.township_id).first()
    if town is None:
        raise Refusal("unit", _("No township stands above this hamlet."))
    return town


@dataclass
class Line:
    """One step. `target` is the state it leads to; what is named in `done` is saved with it."""

    row: StationHeadSelection
    event: str
    target: str
    by: User
    at: datetime
    logged: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    @property
    def subject(self) -> tuple[str, UUID]:
        """For its clocks."""
        return SUBJECT, self.row.pk

    def start(self, limit: str, *, on: date | None = None, part: UUID | None = None) -> None:
        """An obligation of the township's chair."""
        town = township_of(self.row.unit)
        owner = holder(town, "leader", on=self.today)
        clocks.start(
            limit,
            subject=self.subject,
            unit=town,
            owner=owner,
            by=self.by,
            at=self.at,
            start_on=on,
            part=part,
        )

    def meet(self, limit: str, *, part: UUID | None = None) -> None:
        """It is fulfilled."""
        clocks.meet(self.subject, limit, by=self.by, at=self.at, part=part)

    def done(self, *fields: str) -> StationHeadSelection:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        detail = {"verb": self.event, "state": self.target} | self.logged
        record.event(
            Action.CHANGE,
            by=self.by,
            subject=self.subject,
            unit_id=self.row.unit_id,
            detail=detail,
            at=self.at,
        )
        return self.row


def locked(row: UUID, *, by: User) -> StationHeadSelection:
    """The selection, locked, for whoever sees it; raises Refusal."""
    rows = StationHeadSelection.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    found = rows.filter(pk=row).first()
    if found is None:
        raise gone()
    return found


@contextmanager
def step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        found = locked(row, by=by)
        gate.require(scope, ASKS.get(event, event), Ground(found.unit))
        yield Line(found, event, SELECTION.next(found.state, event), by, at or clock.now())
