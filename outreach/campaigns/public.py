"""/events/: what everybody reads without an account, and how many come. The database answers alone; no name, no address is kept."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import connection

from outreach.campaigns.lists import ActivityKind, Topic
from sisterhood.lib import clock


def _rows(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


@dataclass(frozen=True)
class Event:
    """One announced activity as everybody reads it."""

    code: str
    title: str
    kind: str
    planned_on: date
    begins: time | None
    venue: str
    place: str
    organiser: str
    topic: str = ""
    partners: tuple[str, ...] = ()
    surveyed: bool = False

    @property
    def kind_label(self) -> Any:
        """In words."""
        return ActivityKind(self.kind).label

    @property
    def topic_label(self) -> Any:
        """In words; "" where it is not told."""
        return Topic(self.topic).label if self.topic else ""

    @property
    def is_today(self) -> bool:
        """Whether people may say now that they are here."""
        return self.planned_on == clock.today()

    @property
    def is_over(self) -> bool:
        """Whether its day has gone by."""
        return self.planned_on < clock.today()


def coming() -> list[Event]:
    """What is announced from today on, the nearest first."""
    return [Event(*row) for row in _rows("select * from event_list(%s)", [clock.today()])]


def shown(code: str) -> Event | None:
    """The activity of a code while it is public; None for every other code, with no word of why."""
    found = _rows("select * from event_shown(%s, %s)", [code, clock.today()])
    if not found:
        return None
    title, kind, topic, planned_on, begins, venue, place, organiser, partners, surveyed = found[0]
    told = (code, title, kind, planned_on, begins, venue, place, organiser, topic)
    return Event(*told, partners=tuple(partners), surveyed=surveyed)


def is_over(code: str) -> bool:
    """Whether an event of this code was public once and is over; no word of any other code."""
    return bool(_rows("select event_over(%s)", [code])[0][0])


def come(code: str, *, women: int, men: int, children: int, ident: UUID, mark: bytes) -> str:
    """How many come, or are here: "kept", "wait" (too often from one address), "many", "over" or "gone"."""
    told = [code, ident, women, men, children, mark, clock.today()]
    return str(_rows("select event_come(%s, %s, %s, %s, %s, %s, %s)", told)[0][0])
