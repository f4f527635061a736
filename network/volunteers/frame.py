"""The frame of every step of a volunteer: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator, Mapping
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
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers.models import Volunteer
from network.volunteers.states import ASKS, VOLUNTEER
from sisterhood.lib import clock
from sisterhood.lib.persons import points_at_a_person

SUBJECT, TEAM = "volunteer", "team"


class Hers(Ground):
    """A unit as the gate reads it, and whose the row is."""

    def __init__(self, unit: Unit, user_id: int | None) -> None:
        super().__init__(unit)
        self.owner_id = user_id  # type: ignore[assignment]  # a bare ground is nobody's


def keeper_unit(unit: Unit) -> Unit:
    """The unit whose leader answers for the volunteers of a hamlet, village or township."""
    home = unit.village_id if unit.level == Level.HAMLET else None
    return unit if home is None else Unit.objects.get(pk=home)


def refuse_people(words: Mapping[str, str]) -> None:
    """Raises Refusal for a field that speaks of somebody: what concerns a person goes another, protected way."""
    for name, text in words.items():
        if points_at_a_person(text):
            raise Refusal(
                name,
                _(
                    "No names, no identity or phone numbers here. What concerns a person is told by “Report a matter”."
                ),
            )


def not_to_come(name: str, day: date, today: date) -> None:
    """Raises Refusal for a day after today."""
    if day > today:
        raise Refusal(name, _("This day has not come yet."))


@dataclass
class Line:
    """One step. `target` is the state it leads to; what is named in `done` is saved with it."""

    row: Volunteer
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

    def start(self, limit: str, *, on: date) -> None:
        """An obligation of whoever answers for the volunteers of her unit."""
        unit = keeper_unit(self.row.unit)
        owner = holder(unit, "leader", on=self.today)
        clocks.start(limit, subject=self.subject, unit=unit, owner=owner, by=self.by, at=self.at, start_on=on)

    def done(self, *fields: str) -> Volunteer:
        """Write state and fields, and the event into the log."""
        self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        note(self.row.unit_id, self.subject, self.event, by=self.by, at=self.at, **self.logged)
        return self.row


def note(unit_id: int, subject: tuple[str, UUID], verb: str, *, by: User, at: datetime, **more: Any) -> None:
    """The event of a verb."""
    detail = {"verb": verb} | more
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=unit_id, detail=detail, at=at)


def locked(row: UUID, *, by: User) -> Volunteer:
    """The volunteer, locked, for whoever sees her; raises Refusal."""
    rows = Volunteer.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    found = rows.filter(pk=row).first()
    if found is None:
        raise Refusal("gone", _("This volunteer is not on the list."))
    return found


@contextmanager
def step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        found = locked(row, by=by)
        gate.require(scope, ASKS.get(event, event), Hers(found.unit, found.user_id))
        yield Line(found, event, VOLUNTEER.next(found.state, event), by, at or clock.now())


@contextmanager
def keeping(row: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """A step that leaves the state: for whoever keeps the volunteers of her unit, and only while she has not left."""
    scope = rest.of(by)
    with transaction.atomic():
        found = locked(row, by=by)
        gate.require(scope, "keep_volunteer", Hers(found.unit, found.user_id))
        if found.state == "left":
            raise Refusal("state", _("She has left the volunteers."))
        yield Line(found, verb, found.state, by, at or clock.now())
