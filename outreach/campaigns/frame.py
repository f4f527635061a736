"""The frame of every step of a campaign or an activity: lock the row, ask the gate, ask the state table, write, log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.staff.models import User
from outreach.campaigns.activity import Activity, Publicity
from outreach.campaigns.models import Campaign
from outreach.campaigns.states import ACTIVITY, CAMPAIGN
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable
from sisterhood.lib.workdays import CalendarMissing

SUBJECTS = {Campaign: "campaign", Activity: "activity"}
TABLES: dict[Any, StateTable] = {Campaign: CAMPAIGN, Activity: ACTIVITY}
Row = TypeVar("Row", Campaign, Activity)


@dataclass
class Line(Generic[Row]):
    """One step; `target` is the state it leads to ("" for what leads nowhere)."""

    row: Row
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
        return SUBJECTS[type(self.row)], self.row.pk

    def done(self, *fields: str) -> Row:
        """Write state and fields, and the event into the log."""
        if self.target:
            self.row.state = self.target
        self.row.save(update_fields=["state", *fields])
        log(self.row, self.event, by=self.by, at=self.at)
        return self.row


def log(row: Campaign | Activity, verb: str, *, by: User, at: datetime) -> None:
    """The event."""
    detail = {"verb": verb, "state": row.state}
    subject = (SUBJECTS[type(row)], row.pk)
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=row.unit_id, detail=detail, at=at)


def watch(
    code: str,
    row: Campaign | Activity,
    *,
    owner: User | None,
    by: User,
    at: datetime,
    on: date,
    field: str = "",
) -> None:
    """An obligation begins, counted from `on`. Raises Refusal, beside `field`, where no calendar reaches that far."""
    try:
        told: dict[str, Any] = {"unit": row.unit, "owner": owner, "by": by, "at": at, "start_on": on}
        clocks.start(code, subject=(SUBJECTS[type(row)], row.pk), **told)
    except CalendarMissing as missing:
        raise Refusal(field or "calendar", str(missing)) from missing


@contextmanager
def step(model: type[Row], row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Line[Row]]:
    """Raises Refusal (gone, the gate's) or IllegalTransition (the state table's), each with a sentence."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows: Any = model.objects
        found = rows.visible_to(scope).select_for_update(of=("self",)).select_related("unit", "owner")
        first = found.filter(pk=row).first()
        if first is None:
            raise Refusal("gone", _("This does not exist, or it is not open to you."))
        gate.require(scope, event, first)
        table = TABLES[model]
        known = any(each.event == event for each in table.transitions)
        target = table.next(first.state, event) if known else ""
        yield Line(first, event, target, by, at or clock.now())


def no_day_before(field: str, day: date, today: date) -> None:
    """Raises Refusal for a day that is over."""
    if day < today:
        raise Refusal(field, _("Choose today or a day to come."))


def keep(row: Activity | Publicity, name: str, sentence: object) -> None:
    """Write a new row; what somebody else did in the same moment refuses it, as if she had come a moment later."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise Refusal(name, sentence) from taken
