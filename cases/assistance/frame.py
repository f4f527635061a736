"""The frame of every act on one assistance: as of any work on a matter, in the hands of the matter's owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.assistance.models import WRITTEN, RightsAssistance
from cases.assistance.states import ASSISTANCE
from cases.casefile.models import Case, Event
from cases.coordination import frame
from cases.coordination.frame import Act, act, enter, one, past, require
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.models import User
from sisterhood.lib import clock


@dataclass
class Line(frame.Line):
    """One act on one assistance; `key` is the event's, made of the form that asked for it."""

    row: RightsAssistance
    key: UUID | None = None

    called = "assistance"

    def done(self, *, note: str = "", detail: dict | None = None) -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save(update_fields=WRITTEN)
        return self.s.write(note=note, detail={self.called: str(self.row.pk)} | (detail or {}), key=self.key)

    def end(self, *, note: str, detail: dict | None = None) -> Event:
        """Nothing of it runs any more."""
        self.s.drop(self.row.pk)
        self.row.ended_at = self.s.at
        return self.done(note=note, detail=detail)


@contextmanager
def on(
    case: Case, row: UUID, verb: str, *, by: User, at: datetime | None, key: UUID | None = None
) -> Iterator[Line]:
    """Raises Refusal (gate, gone, closed) or IllegalTransition (state table), all with a sentence."""
    with act(case, verb, by=by, at=at) as s:
        found: RightsAssistance = one(s, RightsAssistance, row)
        yield Line(s, found, ASSISTANCE.next(found.state, verb), key)


def check_between(s: Act, day: date, first: date, field: str) -> None:
    """Raises Refusal for a day to come, and for one before `first`."""
    if day > s.today:
        raise Refusal(field, _("That day lies in the future."))
    if day < first:
        raise Refusal(field, _("That day lies before what came first. Correct it."))


def start_at(s: Act, code: str, part: UUID, moment: datetime) -> None:
    """An obligation in minutes begins at a moment that is not the act's own."""
    clocks.start(code, subject=s.subject, unit=s.case.unit, owner=s.case.owner, by=s.by, at=moment, part=part)


def noticed(s: Act, moment: datetime) -> None:
    """Raises Refusal for a notice to come, and for one before the matter itself: minutes would be late by years."""
    past(s, moment, "noticed_at")
    if clock.local_date(moment) < s.case.received_on:
        raise Refusal("noticed_at", _("That was before the matter was received. Correct the day."))


__all__ = [
    "Act",
    "Line",
    "act",
    "check_between",
    "enter",
    "noticed",
    "on",
    "one",
    "past",
    "require",
    "start_at",
]
