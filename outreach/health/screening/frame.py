"""The frame of every step of a screening round: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.sites.reach import Ground
from network.staff.models import User
from outreach.health.screening.models import ScreeningRound, ScreeningSlot
from outreach.health.screening.states import SCREENING
from sisterhood.lib import clock

SUBJECT = "screening"


@dataclass
class Line:
    """One step; `target` is the state it leads to."""

    row: ScreeningRound
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

    def done(self, *fields: str) -> ScreeningRound:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        log(self.row, self.event, by=self.by, at=self.at)
        return self.row

    def slot(self, slot: UUID) -> ScreeningSlot:
        """One line of the list, locked; raises Refusal when it is not on it."""
        found = self.row.slots.select_for_update(of=("self",)).filter(pk=slot).first()
        if found is None:
            raise Refusal("slot", _("She is not on the list any more."))
        return found


def log(row: ScreeningRound, verb: str, *, by: User, at: datetime) -> None:
    """The event; nobody's name stands in it."""
    detail = {"verb": verb, "state": row.state}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


@contextmanager
def step(
    row: UUID, event: str, *, by: User, at: datetime | None, within: tuple[str, ...] = ()
) -> Iterator[Line]:
    """`within`: the states in which a step that changes no state is possible. Raises Refusal or IllegalTransition."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows = ScreeningRound.objects.visible_to(scope).select_for_update(of=("self",)).select_related("unit")
        found = rows.filter(pk=row).first()
        if found is None:
            raise Refusal("gone", _("This screening does not exist."))
        gate.require(scope, event, Ground(found.unit))
        if within and found.state not in within:
            raise Refusal("state", _("This is not possible at this stage of the screening."))
        target = found.state if within else SCREENING.next(found.state, event)
        yield Line(found, event, target, by, at or clock.now())
