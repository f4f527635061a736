"""The frame of every step of an application: lock the row, ask the gate, ask the state table, write, log, hand on."""

from collections.abc import Collection, Iterator
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
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
from outreach.health.relief import desks
from outreach.health.relief.models import CancerReliefApplication
from outreach.health.relief.states import CHECKS, ENDED, NEXT, RELIEF
from sisterhood.lib import clock

SUBJECT = "relief"


def gone() -> Refusal:
    """The same for what is hidden and what is not there."""
    return Refusal("gone", _("This application does not exist."))


class Desk:
    """The unit at whose desk an application stands, as the gate reads it."""

    owner_id = None

    def __init__(self, unit: Unit) -> None:
        self.unit_id = unit.pk
        self.city_id, self.county_id, self.township_id = unit.city_id, unit.county_id, unit.township_id


def not_to_come(name: str, day: date, today: date) -> None:
    """Raises Refusal for a day after today."""
    if day > today:
        raise Refusal(name, _("This day has not come yet."))


@dataclass
class Line:
    """One step; `target` is the state it leads to."""

    row: CancerReliefApplication
    event: str
    target: str
    by: User
    at: datetime

    @property
    def today(self) -> date:
        """The local day of the step."""
        return clock.local_date(self.at)

    def done(self, *fields: str, reason: str = "") -> CancerReliefApplication:
        """Write state and fields, the step and the event; hand it to the next desk with its period."""
        row, here, met = self.row, self.row.desk_id, NEXT[self.row.state].limit
        row.steps.create(verb=self.event, by=self.by, at=self.at, unit_id=here, reason=reason)
        row.state = self.target
        clocks.meet((SUBJECT, row.pk), met, by=self.by, at=self.at)
        if row.state in ENDED:
            row.owner, row.ended_at = None, self.at
            row.save(update_fields=["state", "owner", "ended_at", *fields])
        else:
            settle(row, by=self.by, at=self.at, fields=fields)
        log(row, self.event, by=self.by, at=self.at)
        return row


def settle(
    row: CancerReliefApplication,
    *,
    by: User,
    at: datetime,
    fields: Collection[str] = (),
    without: Collection[int] = (),
) -> None:
    """Put it on the desk of whoever owes the next step, with her period; she is told unless she did the last one."""
    row.desk, row.owner = desks.next_desk(row, row.state, on=clock.local_date(at), without=without)
    row.save(update_fields=["state", "desk", "owner", *fields])
    clocks.start(
        NEXT[row.state].limit, subject=(SUBJECT, row.pk), unit=row.desk, owner=row.owner, by=by, at=at
    )
    if row.owner is not None and row.owner_id != by.pk:
        key = f"relief:{row.pk}:{row.state}:{row.steps.count()}:{row.owner_id}"
        outbox.post("handed", recipient=row.owner, key=key, subject=(SUBJECT, row.pk), at=at)


def log(row: CancerReliefApplication, verb: str, *, by: User, at: datetime) -> None:
    """The event; no reason and no value stands in it."""
    detail = {"verb": verb, "state": row.state}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def found_for(row: UUID, by: User) -> CancerReliefApplication:
    """The card, locked; raises Refusal for what she does not see."""
    rows = CancerReliefApplication.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    found = rows.select_related("unit", "desk", "window").filter(pk=row).first()
    if found is None:
        raise gone()
    return found


@contextmanager
def step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's, somebody who checked before) or IllegalTransition, each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        found = found_for(row, by)
        gate.require(scope, event, Desk(found.desk))
        target = RELIEF.next(found.state, event)
        if event in CHECKS and by.pk in desks.looked_already(found):
            raise Refusal(
                "same_person", _("You have checked this application already. Somebody else looks now.")
            )
        yield Line(found, event, target, by, at or clock.now())
