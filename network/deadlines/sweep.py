"""The sweep: rings what is due, set by set, as the login `worker`. Ring twice, nothing happens twice.

A batch locks its clocks (SKIP LOCKED), finds every recipient through the tree and the posts of the day,
writes rungs and messages under unique keys and moves the clocks on, all in one transaction.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from psycopg import errors

from network.access import logins
from network.access.roles import (
    AREA_LEVELS,
    DUTY_OF_LEVEL,
    LEADER_OF_LEVEL,
    OFFICER_OF_LEVEL,
    PRIVACY_OF_LEVEL,
)
from network.deadlines import calculator, subjects, sweep_sql
from network.deadlines.ladder import SEAT_ORDER, Call, Path, seat_of
from network.deadlines.policy import RUNG
from network.deadlines.sweep_sql import ADVANCE, GAPS, HOLDERS, LADDERS, RUNGS
from network.staff.leaves import Away, Leave, stand_in
from sisterhood.lib import clock

CARD = "access.card"
LADDER_ROLES = sorted(
    {
        *LEADER_OF_LEVEL.values(),
        *OFFICER_OF_LEVEL.values(),
        *DUTY_OF_LEVEL.values(),
        *PRIVACY_OF_LEVEL.values(),
    }
)
LOCK_WAIT = "set local lock_timeout = '250ms'"
_LOSING = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)

Holders = dict[tuple[int, str], int]


@dataclass
class Counts:
    """What one run did."""

    reminders: int = 0
    rungs: int = 0
    messages: int = 0
    vacant_skipped: int = 0
    conflict_skipped: int = 0

    def as_dict(self) -> dict[str, int]:
        """For JSON and the job's row."""
        return asdict(self)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: number + getattr(other, name) for name, number in asdict(self).items()})


@dataclass(frozen=True)
class DueClock:
    """A locked clock whose next step is due."""

    id: UUID
    subject_kind: str
    subject: UUID
    limit: str
    version: UUID | None
    round: int
    step: int
    ring_at: datetime
    owner: int | None
    path: Path


def _path(level: int, own: int, *above: int | None) -> Path:
    units = {n: unit for n, unit in enumerate(above, start=1) if unit is not None and n < level}
    return Path(level, units | {level: own})


def _due(cursor: Any, at: datetime, limit: int, passed: list[UUID], danger: bool) -> list[DueClock]:
    statement = sweep_sql.due(but=bool(passed), danger=danger)
    cursor.execute(statement, [at, passed, limit] if passed else [at, limit])
    return [
        DueClock(each, kind, subject, limit_code, version, turn, step, ring_at, owner, _path(*place))
        for each, kind, subject, limit_code, version, turn, step, ring_at, owner, *place in cursor.fetchall()
    ]


def _holders(cursor: Any, due: list[DueClock], at: datetime, away: Away) -> Holders:
    """Of each post the first person who is there, or whoever stands in for her."""
    units = sorted({unit for clock_ in due for unit in clock_.path.units.values()})
    day = clock.local_date(at)
    cursor.execute(HOLDERS, [units, LADDER_ROLES, day, day])
    found: dict[tuple[int, str], int] = {}
    for unit, role, person in cursor.fetchall():
        asked = stand_in(person, away)
        if asked is not None:
            found.setdefault((unit, role), asked)
    return found


def _calls(cursor: Any, due: list[DueClock], holders: Holders, away: Away) -> list[Call]:
    """The seats of every due step, nearest person first."""
    cursor.execute(LADDERS, [sorted({each.limit for each in due})])
    steps: dict[tuple[str, UUID | None, int], list[tuple[str, int, str]]] = defaultdict(list)
    for limit, version, step, recipient, levels_up, kind in cursor.fetchall():
        steps[limit, version, step].append((recipient, levels_up, kind))
    for rows in steps.values():
        rows.sort(key=lambda row: (row[1], SEAT_ORDER[row[0]]))
    return [
        Call(
            each.id,
            each.subject_kind,
            each.subject,
            each.round,
            each.step,
            seat_of(recipient, levels_up),
            kind,
            each.ring_at,
            each.path.places(recipient, levels_up, each.owner, holders, away),
        ).climb()
        for each in due
        for recipient, levels_up, kind in steps[each.limit, each.version, each.step]
    ]


def _settle(calls: list[Call]) -> None:
    """Whoever must not be told is skipped together with her unit, until nobody of that kind is left."""
    open_calls = [call for call in calls if call.person is not None]
    while open_calls:
        pairs: dict[str, set[tuple[UUID, int]]] = defaultdict(set)
        for call in open_calls:
            pairs[call.subject_kind].add((call.subject, call.person or 0))
        barred = {
            (kind, *pair)
            for kind, some in pairs.items()
            for pair in subjects.kind_of(kind).barred(list(some))
        }
        open_calls = [c for c in open_calls if (c.subject_kind, c.subject, c.person) in barred]
        for call in open_calls:
            call.refuse()


def _once_each(calls: Iterable[Call]) -> list[Call]:
    """A person who would be called by two seats of one step is called by the nearest."""
    seen: set[tuple[UUID, int]] = set()
    kept = []
    for call in calls:
        if call.person is not None and (call.clock, call.person) in seen:
            continue
        if call.person is not None:
            seen.add((call.clock, call.person))
        kept.append(call)
    return kept


def _write(cursor: Any, calls: list[Call], at: datetime) -> Counts:
    cursor.execute(
        RUNGS,
        {
            "at": at,
            "says": json.dumps(subjects.sentences()),
            **{
                name: [getattr(c, name) for c in calls]
                for name in ("clock", "round", "step", "seat", "kind", "due_at")
            },
            **{name: [getattr(c, name) for c in calls] for name in ("person", "conflicts")},
            "unit": [c.place.unit if c.place else None for c in calls],
            "vacant": [len(c.vacant) for c in calls],
        },
    )
    return Counts(*cursor.fetchone())


def _tell_gaps(cursor: Any, calls: list[Call], holders: Holders, at: datetime) -> int:
    """A vacant post is told to the nearest leader above it; returns how many messages were new."""
    gaps: dict[str, tuple[int, int]] = {}
    for call in calls:
        for n, place in enumerate(call.places[: call.at]):
            if place.person is not None or not place.role:
                continue
            above = call.places[n + 1 :] or [place]
            leaders = (holders.get((p.unit, LEADER_OF_LEVEL[p.level])) for p in above)
            leader = next((person for person in leaders if person is not None), None)
            if leader is not None:
                key = f"data_gap:{place.unit}:{place.role}:{clock.local_date(at):%Y%m%d}"
                gaps[key] = (place.unit, leader)
    if not gaps:
        return 0
    units, people = zip(*gaps.values(), strict=True)
    cursor.execute(GAPS, {"at": at, "key": list(gaps), "unit": list(units), "person": list(people)})
    return int(cursor.rowcount)


def _lend(calls: list[Call], at: datetime) -> None:
    """A rung lends the card, never the story, to those whose post has no area to see it by."""
    called = [
        (call, call.place.person)
        for call in calls
        if call.kind == RUNG
        and call.place
        and call.place.role
        and call.place.person
        and call.place.level not in AREA_LEVELS
    ]
    if not called:
        return
    until = max(at, clock.now()) + timedelta(days=calculator.length_of(CARD))
    loans: dict[str, set[tuple[UUID, int, datetime]]] = defaultdict(set)
    for call, person in called:
        loans[call.subject_kind].add((call.subject, person, until))
    for kind, some in loans.items():
        subjects.kind_of(kind).lend_cards(sorted(some))


@transaction.atomic
def _batch(
    *, at: datetime, limit: int, passed: list[UUID], tried: list[UUID], danger: bool
) -> tuple[int, Counts]:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_WAIT)
        due = _due(cursor, at, limit, passed, danger)
        tried += [each.id for each in due]
        if not due:
            return 0, Counts()
        away = Leave.objects.away(clock.local_date(at))
        holders = _holders(cursor, due, at, away)
        calls = _calls(cursor, due, holders, away)
        _settle(calls)
        calls = _once_each(calls)
        counts = _write(cursor, calls, at) if calls else Counts()
        counts.messages += _tell_gaps(cursor, calls, holders, at)
        _lend(calls, at)
        cursor.execute(ADVANCE, [[each.id for each in due]])
        return len(due), counts


def ring_due(*, at: datetime, limit: int = 1000, danger: bool = False) -> Counts:
    """Ring every step that is due at a moment, in order, each exactly once. A second run counts zero.

    `danger`: only what counts in minutes, for the process that does nothing else.

    A batch that meets the lock of somebody at work yields to her and comes back smaller; the one clock she
    holds waits for the next run. Raises WrongLogin on the web's login, which sees no foreign clock.
    """
    logins.require_worker()
    total, size, passed = Counts(), limit, list[UUID]()
    while True:
        tried: list[UUID] = []
        try:
            moved, counts = _batch(at=at, limit=size, passed=passed, tried=tried, danger=danger)
        except OperationalError as error:
            if not isinstance(error.__cause__, _LOSING) or not tried:
                raise
            if size == 1:
                passed += tried
            size = max(1, size // 10) if size > 1 else limit
            continue
        if not moved:
            return total
        total, size = total + counts, limit
