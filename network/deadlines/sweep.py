"""The sweep: rings what is due, set by set, as the login `worker`. Ring twice, nothing happens twice.

A batch locks its clocks (SKIP LOCKED), finds every recipient through the tree and the posts of the day,
writes rungs and messages under unique keys and moves the clocks on, all in one transaction.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from network.deadlines import subjects
from network.deadlines.sweep_sql import ADVANCE, ALTERNATIVES, CANDIDATES, MESSAGES, RUNGS

CARD_DAYS = 60


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


@dataclass(frozen=True)
class Seat:
    """One seat of one due step and who was found for it."""

    clock: Any
    subject_kind: str
    subject: Any
    step: int
    seat: str
    recipient: str
    levels_up: int
    kind: str
    due_at: datetime
    user: int | None
    unit: int | None
    level: int | None
    vacant: int
    conflict: int = 0


def _rows(cursor: Any, statement: str, params: dict[str, Any]) -> list[tuple]:
    cursor.execute(statement, params)
    return cursor.fetchall()


def _barred(seats: list[Seat]) -> set[tuple[Any, int]]:
    pairs: dict[str, set[tuple[Any, int]]] = {}
    for seat in seats:
        if seat.user is not None:
            pairs.setdefault(seat.subject_kind, set()).add((seat.subject, seat.user))
    out: set[tuple[Any, int]] = set()
    for kind, some in pairs.items():
        out |= subjects.kind_of(kind).barred(sorted(some, key=str))
    return out


def _settle(cursor: Any, seats: list[Seat], at: datetime) -> list[Seat]:
    """Replace barred recipients by the next person up who may be told; nobody is left with user None."""
    barred = _barred(seats)
    settled = []
    for seat in seats:
        if seat.user is None or (seat.subject, seat.user) not in barred:
            settled.append(seat)
            continue
        others = [
            Seat(
                **{
                    **seat.__dict__,
                    "user": user,
                    "unit": unit,
                    "level": level,
                    "conflict": seat.conflict + n + 1,
                }
            )
            for n, (user, unit, level) in enumerate(
                _rows(
                    cursor,
                    ALTERNATIVES,
                    {"clock": seat.clock, "recipient": seat.recipient, "up": seat.levels_up, "at": at},
                )
            )
        ]
        refused = _barred(others) | {(seat.subject, seat.user)}
        free = [other for other in others if (other.subject, other.user) not in refused]
        nobody = Seat(**{**seat.__dict__, "user": None, "conflict": seat.conflict + 1})
        settled.append(free[0] if free else nobody)
    return settled


def _column(seats: list[Seat], name: str) -> list[Any]:
    return [getattr(seat, name) for seat in seats]


def _write(cursor: Any, seats: list[Seat], counts: Counts) -> None:
    cursor.execute(
        RUNGS,
        [
            _column(seats, n)
            for n in ("clock", "step", "seat", "kind", "due_at", "user", "unit", "vacant", "conflict")
        ],
    )
    for kind, vacant, conflict in cursor.fetchall():
        counts.reminders += kind == "reminder"
        counts.rungs += kind == "rung"
        counts.vacant_skipped += vacant
        counts.conflict_skipped += conflict
    told = [seat for seat in seats if seat.user is not None]
    gaps = [seat for seat in told if seat.vacant]
    rows = [(f"rung:{s.clock}:{s.step}:{s.user}", s.kind, s) for s in told]
    rows += [(f"gap:{s.clock}:{s.step}:{s.seat}", "data_gap", s) for s in gaps]
    cursor.execute(
        MESSAGES,
        [
            [uuid.uuid4() for _row in rows],
            [key for key, _kind, _seat in rows],
            [kind for _key, kind, _seat in rows],
            *(
                [getattr(s, n) for _k, _kind, s in rows]
                for n in ("user", "subject_kind", "subject", "due_at")
            ),
        ],
    )
    counts.messages += cursor.rowcount


def _lend(seats: list[Seat], at: datetime) -> None:
    """Village and hamlet posts have no area: a rung lends them the card."""
    loans: dict[str, set[tuple[Any, int, datetime]]] = {}
    for seat in seats:
        if (
            seat.user is not None
            and seat.kind == "rung"
            and seat.recipient != "owner"
            and (seat.level or 0) >= 4
        ):
            until = at + timedelta(days=CARD_DAYS)
            loans.setdefault(seat.subject_kind, set()).add((seat.subject, seat.user, until))
    for kind, some in loans.items():
        subjects.kind_of(kind).lend_cards(list(some))


@transaction.atomic
def ring_batch(*, at: datetime, limit: int, counts: Counts) -> int:
    """One batch of at most `limit` clocks; returns how many clocks it moved on."""
    with connection.cursor() as cursor:
        rows = _rows(cursor, CANDIDATES, {"at": at, "limit": limit})
        if not rows:
            return 0
        clocks = list({row[0] for row in rows})
        seats = [Seat(*row) for row in rows if row[4] is not None]
        seats = _settle(cursor, seats, at)
        if seats:
            _write(cursor, seats, counts)
            _lend(seats, at)
        cursor.execute(ADVANCE, [clocks])
        return len(clocks)


def ring_due(*, at: datetime, limit: int = 1000) -> Counts:
    """Ring every step that is due at a moment, in order, each exactly once. A second run counts zero."""
    counts = Counts()
    while ring_batch(at=at, limit=limit, counts=counts):
        continue
    return counts
