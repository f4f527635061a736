"""The frame of a step of whatever belongs to one unit and has a state: lock the row, gate, state table, write, log."""

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
from network.sites.reach import Ground
from network.staff.models import User
from outreach.lines import within_calendar
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable


@dataclass
class Line:
    """One step; `target` is the state it leads to."""

    row: Any
    subject: tuple[str, UUID]
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    def done(self, *fields: str) -> Any:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        log(self.row, self.subject[0], self.event, by=self.by, at=self.at)
        return self.row


def log(row: Any, kind: str, verb: str, *, by: User, at: datetime) -> None:
    """The event; no name and no value stands in it."""
    detail = {"verb": verb, "state": row.state}
    record.event(Action.CHANGE, by=by, subject=(kind, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def not_to_come(name: str, day: date, today: date) -> None:
    """Raises Refusal for a day after today."""
    if day > today:
        raise Refusal(name, _("This day has not come yet."))


@contextmanager
def step(
    model: Any, table: StateTable, kind: str, row: UUID, event: str, *, by: User, at: datetime | None
) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition, each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows = model.objects.visible_to(scope).select_for_update(of=("self",)).select_related("unit")
        found = rows.filter(pk=row).first()
        if found is None:
            raise Refusal("gone", _("This does not exist."))
        gate.require(scope, event, Ground(found.unit))
        with within_calendar():
            yield Line(found, (kind, row), event, table.next(found.state, event), by, at or clock.now())
