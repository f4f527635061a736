"""The frame of every step of helping hands: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder, holders
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable
from sisterhood.lib.workdays import CalendarMissing


def gone() -> Refusal:
    """The same for what is hidden and what is not there."""
    return Refusal("gone", _("This entry does not exist."))


def not_to_come(name: str, day: date, today: date) -> None:
    """Raises Refusal for a day after today."""
    if day > today:
        raise Refusal(name, _("This day has not come yet."))


def known(name: str, value: str, values: Any) -> None:
    """Raises Refusal for a code that is not on the list."""
    if value not in values:
        raise Refusal(name, _("Choose from the list."))


@dataclass
class Line:
    """One step; `target` is the state it leads to ("" for a row without states)."""

    kind: str
    row: Any
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
        return self.kind, self.row.pk

    def meet(self, limit: str) -> None:
        """An obligation is fulfilled."""
        clocks.meet(self.subject, limit, by=self.by, at=self.at)

    def start(self, limit: str, *, owner: User | None, unit: Unit, on: date, name: str | None = None) -> None:
        """An obligation begins on a day; where no calendar reaches, Refusal at the field `name`."""
        begin(limit, self.subject, owner=owner, unit=unit, on=on, by=self.by, at=self.at, name=name)

    def done(self, *fields: str) -> Any:
        """Write state and fields, and the event into the log."""
        named = list(fields)
        if self.target:
            self.row.state = self.target
            named.append("state")
        if named:
            self.row.save(update_fields=named)
        log(self.kind, self.row, self.event, by=self.by, at=self.at, **self.logged)
        return self.row


def begin(
    limit: str,
    subject: tuple[str, UUID],
    *,
    owner: User | None,
    unit: Unit,
    on: date,
    by: User,
    at: datetime,
    name: str | None = None,
) -> None:
    """A clock; raises Refusal where the calendar does not reach that far."""
    with within_calendar(name or "calendar"):
        clocks.start(limit, subject=subject, unit=unit, owner=owner, by=by, at=at, start_on=on)


@contextmanager
def within_calendar(name: str = "calendar") -> Iterator[None]:
    """Whatever is counted inside; raises Refusal at the field `name` where no calendar reaches."""
    try:
        yield
    except CalendarMissing as missing:
        raise Refusal(name, str(missing)) from missing


def answers(unit: Unit, *, on: date) -> User | None:
    """Whose duty it is at a unit: its leader."""
    return holder(unit, "leader", on=on)


def waits_for(
    limit: str,
    subject: tuple[str, UUID],
    *,
    places: Collection[tuple[int | None, str]],
    without: Collection[int | None],
    by: User,
    at: datetime,
) -> None:
    """A decision waits for the first of these seats that holds somebody who may take it: her clock, and one message.

    `places`: units with "leader" or "officer", the first asked first. With all of them vacant the clock has no owner and
    stands at the first place, so that its ladder says so.
    """
    today = clock.local_date(at)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[pk for pk, _seat in places if pk])}
    asked = [(units[pk], seat) for pk, seat in places if pk in units]
    people = [(unit, pk) for unit, seat in asked for pk in holders(unit, seat, on=today) if pk not in without]
    unit, owner = (people[0][0], User.objects.get(pk=people[0][1])) if people else (asked[0][0], None)
    begin(limit, subject, owner=owner, unit=unit, on=today, by=by, at=at)
    if owner is not None:
        outbox.post("approval", recipient=owner, key=f"{limit}:{subject[1]}", subject=subject, at=at)


def log(about: str, row: Any, verb: str, *, by: User, at: datetime, **more: Any) -> None:
    """The event: ids and codes, never a name."""
    detail = {"verb": verb} | ({"state": row.state} if hasattr(row, "state") else {}) | more
    record.event(Action.CHANGE, by=by, subject=(about, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def made_before(rows: Any, key: UUID | None) -> Any:
    """What the same form has made already; None when nothing. The second sender waits for the first."""
    if key is None:
        return None
    once.take_turn(key)
    return rows.filter(pk=key).first()


@contextmanager
def step(
    kind: str,
    rows: Any,
    pk: UUID,
    event: str,
    *,
    by: User,
    at: datetime | None,
    action: str = "",
    table: StateTable | None = None,
    ground: Callable[[Any], Any] = lambda row: row,
) -> Iterator[Line]:
    """`rows`: a queryset with `visible_to`. Raises Refusal (gone, the gate's) or IllegalTransition."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, action or event)
        found = rows.visible_to(scope).select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None:
            raise gone()
        gate.require(scope, action or event, ground(found))
        target = table.next(found.state, event) if table is not None else ""
        yield Line(kind, found, event, target, by, at or clock.now())
