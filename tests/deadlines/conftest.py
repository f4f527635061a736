"""Clocks about drills: a subject kind of the tests, whose recusals and loans a test decides itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from network.deadlines import clocks, subjects
from network.deadlines.models import Clock, Rung
from network.notifications.models import OutboxMessage
from sisterhood.lib import clock
from tests.house import House, person


@dataclass
class Drills:
    """Who is barred, and what the ladder lent."""

    barred: set[tuple[UUID, int]] = field(default_factory=set)
    lent: list[tuple[UUID, int, datetime]] = field(default_factory=list)

    def bar(self, row: Clock, *usernames: str) -> None:
        """From now on these people must not be told of the clock's subject."""
        self.barred |= {(row.subject_id, person(name).pk) for name in usernames}


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai: 2026-10-09 00:00."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def start(
    username: str, limit: str = "petition.notice", *, on: str = "2026-09-16", hour: str = "09:00"
) -> Clock:
    """A clock that somebody of the cast owns at her own unit."""
    owner = person(username)
    unit = owner.appointments.select_related("unit").get().unit
    return clocks.start(
        limit,
        subject=("drill", uuid4()),
        unit=unit,
        owner=owner,
        by=owner,
        at=at(f"{on} {hour}"),
        start_on=date.fromisoformat(on),
    )


def rungs(row: Clock) -> list[tuple[int, str, str | None]]:
    """(step, seat, user name) of everything that rang, in order."""
    rows = Rung.objects.filter(clock=row).select_related("recipient").order_by("step", "id")
    return [(r.step, r.seat, r.recipient.username if r.recipient else None) for r in rows]


def posted(kind: str) -> list[str]:
    """User names of everybody to whom a message of a kind was posted."""
    rows = OutboxMessage.objects.filter(kind=kind).order_by("recipient__username")
    return list(rows.values_list("recipient__username", flat=True))


@pytest.fixture
def drills() -> Iterator[Drills]:
    """The registry knows drills for one test."""
    answers = Drills()
    subjects.register(
        subjects.SubjectKind(
            "drill",
            barred=lambda pairs: set(pairs) & answers.barred,
            lend_cards=answers.lent.extend,
        )
    )
    yield answers
    subjects._kinds.pop("drill")


@pytest.fixture
def night(fresh_house: House, drills: Drills) -> Iterator[House]:
    """A house of its own in which the worker is on duty."""
    with fresh_house.login("worker"):
        yield fresh_house
