"""When the steps of a ladder ring, in the database's own arithmetic, and whom a step calls.

Moments are the first place where a calendar is needed by the thousand, so they are SQL over `work_no`: the
running count of working days. People are found by walking up the tree (domain.md 6.8, rules 1 and 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.deadlines.policy import LEADER, OFFICER, OWNER

_MORNING = "time '08:30'"
_INTERNAL = "((o.internal_due_at - interval '1 second') at time zone 'Asia/Shanghai')::date"


def _workday(day: str, steps: str) -> str:
    """The date `steps` working days from a date; plain days where the calendar ends, rather early than never."""
    return f"""coalesce(
        (select t.date from network_calendarday d
           join network_calendarday t on t.is_working and t.work_no = d.work_no + ({steps}) where d.date = {day}),
        {day} + ({steps}))"""


_MOMENT = f"""
case when l.count_in = 'hours' and s.step = 0 then o.internal_due_at - make_interval(hours => l.remind_before)
     when l.count_in = 'hours' then o.due_at + make_interval(hours => s.after)
     when s.step = 0 and l.count_in = 'working_days' then
       ({_workday(_INTERNAL, "-l.remind_before")} + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.step = 0 then ({_INTERNAL} - l.remind_before + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.kind = 'reminder' then
       ({_workday(_INTERNAL, "s.after::int")} + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.after = 0 then o.due_at
     else ({_workday("o.due_on", "s.after::int")} + 1)::timestamp at time zone 'Asia/Shanghai' end
"""
# The first step after o.last_step. A step never rings later than one that follows it.
NEXT_RING = f"""
  select min(s.step) as step, min({_MOMENT}) as ring_at
    from network_ladderstep s join network_limit l on l.code = s.limit_id
   where s.limit_id = o.limit_id and s.step > o.last_step
"""
_FIRST = f"""
select n.step, n.ring_at
  from (select %s::text as limit_id, -1 as last_step, %s::timestamptz as internal_due_at, %s::date as due_on,
               %s::timestamptz as due_at) o
  cross join lateral ({NEXT_RING}) n
"""


def first_ring(
    limit_code: str, *, internal_due_at: datetime, due_on: date, due_at: datetime
) -> tuple[int, datetime | None]:
    """Number and moment of a new clock's first step; no moment when the limit has no ladder."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [limit_code, internal_due_at, due_on, due_at])
        step, ring_at = cursor.fetchone()
    return step or 0, ring_at


@dataclass(frozen=True, slots=True)
class Place:
    """One stop on the way up: a unit, the role that is called there ("" for the owner), and who holds it."""

    unit: int
    level: int
    role: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Path:
    """A unit and its ancestors by level, from the city down."""

    level: int
    units: Mapping[int, int]

    def roles(self, recipient: str, levels_up: int) -> list[tuple[int, int, str]]:
        """(unit, level, role) of the posts a step may call, nearest first.

        An owner's stand-ins are leaders; above the city only the city's leader is left.
        """
        wanted = self.level - levels_up
        by_level = OFFICER_OF_LEVEL if recipient == OFFICER and wanted >= 1 else LEADER_OF_LEVEL
        levels = range(max(1, wanted), 0, -1)
        return [(self.units[level], level, by_level[level]) for level in levels if level in self.units]

    def places(
        self, recipient: str, levels_up: int, owner: int | None, holders: Mapping[tuple[int, str], int]
    ) -> list[Place]:
        """Where a step looks, in order. An owner who may not be told takes her whole unit with her."""
        found = [
            Place(unit, level, role, holders.get((unit, role)))
            for unit, level, role in self.roles(recipient, levels_up)
        ]
        if recipient != OWNER:
            return found
        own = Place(self.units.get(self.level, 0), self.level, "", owner)
        return [own, *(found if owner is None else [p for p in found if p.level < self.level])]


@dataclass(slots=True)
class Call:
    """One seat of one due step of one clock, while somebody is looked for who holds it and may be told."""

    clock: UUID
    subject_kind: str
    subject: UUID
    step: int
    seat: str
    kind: str
    due_at: datetime
    places: list[Place]
    at: int = 0
    conflicts: int = 0

    def climb(self) -> "Call":
        """Pass by vacant posts."""
        while self.at < len(self.places) and self.places[self.at].person is None:
            self.at += 1
        return self

    def refuse(self) -> None:
        """Whoever was found must not be told: leave her and her unit, and look further up."""
        self.conflicts += 1
        self.at += 1
        self.climb()

    @property
    def place(self) -> Place | None:
        """Where the call arrived; None when nobody up to the city can be called."""
        return self.places[self.at] if self.at < len(self.places) else None

    @property
    def person(self) -> int | None:
        """Who is called."""
        return self.place.person if self.place else None

    @property
    def vacant(self) -> list[Place]:
        """What was passed by because nobody holds it."""
        return [place for place in self.places[: self.at] if place.person is None]


SEAT_ORDER = {OWNER: 0, OFFICER: 1, LEADER: 2}


def seat_of(recipient: str, levels_up: int) -> str:
    """The name of a seat within a step, as in the unique key of a rung."""
    return f"{recipient}+{levels_up}" if levels_up else recipient
