"""When the steps of a ladder ring, in the database's own arithmetic, and whom a step calls.

Moments are the first place where a calendar is needed by the thousand, so they are SQL over `work_no`: the
running count of working days. People are found by walking up the tree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from network.access.roles import DUTY_OF_LEVEL, LEADER_OF_LEVEL, OFFICER_OF_LEVEL, PRIVACY_OF_LEVEL
from network.deadlines.policy import CITY, DUTY, LEADER, OFFICER, OWNER, PRIVACY
from network.staff.leaves import Away, stand_in

_MORNING = "time '08:30'"
_AHEAD = "coalesce(v.remind_before, l.remind_before)"
_INTERNAL = "((o.internal_due_at - interval '1 second') at time zone 'Asia/Shanghai')::date"


def _workday(day: str, steps: str) -> str:
    """The date `steps` working days from a date; plain days where the calendar ends, rather early than never."""
    return f"""coalesce(
        (select t.date from network_calendarday d
           join network_calendarday t on t.is_working and t.work_no = d.work_no + ({steps}) where d.date = {day}),
        {day} + ({steps}))"""


_MOMENT = f"""
case when l.count_in in ('hours', 'working_hours') and s.step = 0 then o.internal_due_at - make_interval(hours => {_AHEAD})
     when l.count_in in ('hours', 'working_hours') then o.due_at + make_interval(hours => s.after)
     when l.count_in = 'minutes' and s.step = 0 then o.internal_due_at - make_interval(mins => {_AHEAD})
     when l.count_in = 'minutes' then o.due_at + make_interval(mins => s.after)
     when s.step = 0 and l.count_in = 'working_days' then
       ({_workday(_INTERNAL, f"-{_AHEAD}")} + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.step = 0 then ({_INTERNAL} - {_AHEAD} + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.kind = 'reminder' then
       ({_workday(_INTERNAL, "s.after::int")} + {_MORNING}) at time zone 'Asia/Shanghai'
     when s.after = 0 then o.due_at
     else ({_workday("o.due_on", "s.after::int")} + 1)::timestamp at time zone 'Asia/Shanghai' end
"""
# The first step after o.last_step. A step never rings later than one that follows it.
NEXT_RING = f"""
  select min(s.step) as step, min({_MOMENT}) as ring_at
    from network_ladderstep s join network_limit l on l.code = s.limit_id
    left join network_limitversion v on v.id = o.version_id
   where s.limit_id = o.limit_id and s.version_id is not distinct from o.version_id and s.step > o.last_step
"""
_FIRST = f"""
select n.step, n.ring_at
  from (select %s::text as limit_id, %s::uuid as version_id, -1 as last_step, %s::timestamptz as internal_due_at, %s::date as due_on,
               %s::timestamptz as due_at) o
  cross join lateral ({NEXT_RING}) n
"""


def first_ring(
    limit_code: str, version: UUID | None, *, internal_due_at: datetime, due_on: date, due_at: datetime
) -> tuple[int, datetime | None]:
    """Number and moment of a new clock's first step; no moment when the limit has no ladder."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [limit_code, version, internal_due_at, due_on, due_at])
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

        An owner's stand-ins are leaders; above the city only the city's leader is left. On duty are people of
        counties and the city alone, the privacy officer that of the city.
        """
        wanted = self.level - levels_up
        if recipient == DUTY:
            on_duty = [level for level in DUTY_OF_LEVEL if level <= max(1, wanted) and level in self.units]
            return [(self.units[level], level, DUTY_OF_LEVEL[level]) for level in on_duty]
        if recipient == PRIVACY:
            named = [level for level in PRIVACY_OF_LEVEL if level in self.units]
            return [(self.units[level], level, PRIVACY_OF_LEVEL[level]) for level in named]
        to_officer = recipient == OFFICER and (wanted >= 1 or levels_up >= CITY)
        by_level = OFFICER_OF_LEVEL if to_officer else LEADER_OF_LEVEL
        levels = range(max(1, wanted), 0, -1)
        return [(self.units[level], level, by_level[level]) for level in levels if level in self.units]

    def places(
        self,
        recipient: str,
        levels_up: int,
        owner: int | None,
        holders: Mapping[tuple[int, str], int],
        away: Away,
    ) -> list[Place]:
        """Where a step looks, in order. An owner who may not be told takes her whole unit with her.

        For an owner on leave her substitute is called; when that one may not be told, the owner herself after all.
        """
        found = [
            Place(unit, level, role, holders.get((unit, role)))
            for unit, level, role in self.roles(recipient, levels_up)
        ]
        if recipient != OWNER:
            return found
        unit = self.units.get(self.level, 0)
        asked = owner if owner is None else stand_in(owner, away)
        own = [Place(unit, self.level, "", asked)]
        if asked is None:
            return own + found
        if asked != owner:
            own.append(Place(unit, self.level, "", owner))
        return own + [place for place in found if place.level < self.level]


@dataclass(slots=True)
class Call:
    """One seat of one due step of one clock, while somebody is looked for who holds it and may be told."""

    clock: UUID
    subject_kind: str
    subject: UUID
    round: int
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


SEAT_ORDER = {OWNER: 0, DUTY: 1, PRIVACY: 2, OFFICER: 3, LEADER: 4}


def seat_of(recipient: str, levels_up: int) -> str:
    """The name of a seat within a step, as in the unique key of a rung."""
    return f"{recipient}+{levels_up}" if levels_up else recipient
