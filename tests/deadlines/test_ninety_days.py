"""Ninety days of a whole network: every rung exactly once, at its minute, to the right person.

Holidays, vacancies, deputies, closed accounts, leaves with substitutes and conflicts of interest come from a seed;
`oracle.py` counts the same by hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid4

import pytest

from network.deadlines import calendar, clocks
from network.deadlines.models import CalendarDay, Clock, Rung
from network.deadlines.policy import LADDERS, LIMITS
from network.deadlines.sweep import Counts, ring_due
from network.notifications.models import OutboxMessage
from network.staff.leaves import Leave
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from sisterhood.lib.workdays import DayKind
from tests.deadlines.conftest import Drills
from tests.deadlines.oracle import DAY, LEADERS, OFFICERS, ON_DUTY, PRIVACY, WORKING, Oracle, Post, Task
from tests.house import House, person

FIRST, DAYS = date(2027, 2, 1), 90
LAST = FIRST + DAYS * DAY
RUNGS = (time(), time(8, 30), time(23, 59, 59))  # the sweep looks at each day three times


def random_year(chance: Random) -> dict[date, tuple[DayKind, str]]:
    """A notice nobody ever published: long and short holidays anywhere, weekends that are worked."""
    days: dict[date, tuple[DayKind, str]] = {}
    for _holiday in range(12):
        start = date(2027, 1, 1) + chance.randrange(355) * DAY
        for n in range(chance.randint(1, 8)):
            days[start + n * DAY] = (DayKind.HOLIDAY, "假")
    for week in chance.sample(range(51), 12):
        weekend = date(2027, 1, 2) + week * 7 * DAY
        days.setdefault(weekend, (DayKind.MAKEUP_WORKDAY, "班"))
    return days


def lines() -> list[list[Unit]]:
    """Units from the city down to a hamlet, two counties, several townships and villages each."""
    city, found = Unit.objects.current().get(code=cast.SIPING, level=1), []
    for county in Unit.objects.current().filter(parent=city).order_by("code")[:3]:
        for township in Unit.objects.current().filter(parent=county).order_by("code")[:3]:
            for village in Unit.objects.current().filter(parent=township).order_by("code")[:3]:
                hamlets = Unit.objects.current().filter(parent=village).order_by("code")[:1]
                found.append([city, county, township, village, *hamlets])
    return found


@dataclass
class Staffing:
    """Puts people into posts, some of which fall vacant, change hands or have a deputy."""

    chance: Random
    made: int = 0

    def somebody(self) -> User:
        """A new colleague."""
        self.made += 1
        return User.objects.create(username=f"n{self.made}", display_name=f"员{self.made}", password="!")

    def fill(self, unit: Unit, role: str) -> None:
        """One post over the ninety days."""
        taken = Appointment.objects.filter(unit=unit, role=role, is_primary=True, ends_on=None).exists()
        kind = self.chance.random()
        if kind > 0.15 and not taken:
            ends = FIRST + self.chance.randrange(DAYS) * DAY if kind < 0.45 else None
            self.seat(unit, role, date(2026, 1, 1), ends)
            if ends and kind < 0.35:
                self.seat(unit, role, ends + self.chance.randint(1, 25) * DAY, None)
        if self.chance.random() < 0.3:
            starts = FIRST + self.chance.randint(-30, 60) * DAY
            self.seat(unit, role, starts, None, is_primary=False, is_deputy=self.chance.random() < 0.7)

    def seat(self, unit: Unit, role: str, first: date, last: date | None, **more: bool) -> None:
        """One row."""
        Appointment.objects.create(
            user=self.somebody(), unit=unit, role=role, starts_on=first, ends_on=last, **more
        )


def give_leave(chance: Random) -> list[tuple[int, int, date, date, tuple[int, ...]]]:
    """Leaves that follow each other, overlap in chains, and now and then lead in a circle.

    Most substitutes work at the unit or above it when the leave is granted; some have lost that post by then.
    """
    by, rows, at, working = person("zhou"), [], {}, {}
    for post in Appointment.objects.select_related("unit").order_by("pk"):
        at.setdefault(post.user_id, []).append(post.unit)
        if post.role in WORKING:
            working.setdefault(post.user_id, set()).add(post.unit_id)
    people = list(User.objects.filter(pk__in=at).order_by("pk"))
    for user in chance.sample(people, len(people) // 2):
        day, unit = FIRST + chance.randint(-5, 30) * DAY, chance.choice(at[user.pk])
        others = [other for other in people if other != user]
        above = set(unit.ancestor_ids)
        near = [other for other in others if not above.isdisjoint(working.get(other.pk, ()))]
        for _leave in range(chance.randint(1, 3)):
            ends = day + chance.randint(0, 25) * DAY
            substitute = chance.choice(near if near and chance.random() < 0.85 else others)
            row = Leave.objects.create(
                user=user, substitute=substitute, unit=unit, starts_on=day, ends_on=ends,
                proposed_by=user, proposed_at=clock.now(), decided_by=by, decided_at=clock.now(), granted=True,
            )  # fmt: skip
            if chance.random() < 0.2 and ends > day:
                row.ended_on = ends = day + (ends - day) // 2
                row.save(update_fields=["ended_on"])
            rows.append((user.pk, substitute.pk, day, ends, tuple(unit.ancestor_ids)))
            day = ends + chance.randint(1, 20) * DAY
    return rows


def start_all(number: int, chance: Random, drills: Drills, posts: list[Post]) -> list[Task]:
    """Clocks of every kind with a ladder, at every level, of people who hold posts there or once did."""
    kinds = [row for row in LIMITS if LADDERS[row.code]]
    everybody = [post.person for post in posts]
    tasks, paths = [], lines()
    units = {unit.pk: unit for path in paths for unit in path}
    by = person("zhou")
    for _n in range(number):
        path, limit = chance.choice(paths), chance.choice(kinds)
        path = path[: chance.randint(1, len(path))]
        own = [post.person for post in posts if post.unit == path[-1].pk] or everybody
        begun = datetime.combine(FIRST + chance.randrange(70) * DAY, time(), clock.ZONE)
        begun += timedelta(minutes=chance.randrange(24 * 60))
        owner, subject = chance.choice(own), uuid4()
        row = clocks.start(
            limit.code, subject=("drill", subject), unit=units[path[-1].pk],
            owner=User(pk=owner), by=by, at=begun, start_on=begun.date(),
        )  # fmt: skip
        if chance.random() < 0.25:
            near = [post.person for post in posts if post.unit in {unit.pk for unit in path}]
            drills.barred |= {(subject, who) for who in chance.sample([*near, owner], min(3, len(near)))}
        tasks.append(Task(row.pk, limit.code, subject, owner, tuple(u.pk for u in path), begun))
    return tasks


def ninety_days(night: House, drills: Drills, *, number: int, seed: int) -> tuple[Counts, Oracle, int]:
    """Furnish, sweep day by day, compare; answers what the engine counted and what was expected."""
    chance = Random(seed)
    with night.login("migrator"):
        calendar.load_official(2027, random_year(chance), notice_no="演练", by=None)
        staffing = Staffing(chance)
        for unit in {unit.pk: unit for path in lines() for unit in path}.values():
            on_duty = (*ON_DUTY[unit.level : unit.level + 1], *PRIVACY[unit.level : unit.level + 1])
            for role in dict.fromkeys((LEADERS[unit.level], OFFICERS[unit.level], *on_duty)):
                staffing.fill(unit, role)
        leaves = give_leave(chance)
    posts = [
        Post(p.unit_id, p.role, p.user_id, p.starts_on, p.ends_on,
             (not p.is_primary, p.is_deputy, p.starts_on, p.pk))
        for p in Appointment.objects.all()
    ]  # fmt: skip
    closed = {
        who: FIRST + chance.randrange(DAYS) * DAY for who in chance.sample([p.person for p in posts], 8)
    }
    tasks = start_all(number, chance, drills, posts)
    oracle = Oracle(
        working=dict(CalendarDay.objects.values_list("date", "is_working")),
        posts=posts, leaves=leaves, closed=closed, barred=drills.barred, first=FIRST,
    )  # fmt: skip
    total, day = Counts(), FIRST
    while day < LAST:
        with night.login("migrator"):
            User.objects.filter(pk__in=[who for who, on in closed.items() if on == day]).update(
                is_active=False
            )
        for hour in RUNGS:
            total += ring_due(at=datetime.combine(day, hour, clock.ZONE))
        day += DAY
    until = datetime.combine(LAST - DAY, RUNGS[-1], clock.ZONE)
    expected = set().union(*(oracle.rungs(task, until) for task in tasks))
    compare(expected, oracle)
    assert ring_due(at=until) == Counts()
    return total, oracle, len(expected)


def compare(expected: set[tuple], oracle: Oracle) -> None:
    """Nothing is missing, nothing too much, nothing late, nothing to anybody else; every vacancy was told."""
    rows = list(Rung.objects.values_list("clock_id", "step", "seat", "due_at", "recipient_id"))
    happened = {(key, step, seat, clock.in_zone(at), who) for key, step, seat, at, who in rows}
    assert len(rows) == len(happened), "a rung stands twice"
    wrong = sorted(expected ^ happened, key=str)
    kinds = dict(Clock.objects.values_list("pk", "limit_id"))
    assert not wrong, [(kinds[w[0]], "expected" if w in expected else "happened", *w) for w in wrong[:12]]
    told = OutboxMessage.objects.filter(key__startswith="rung:").values_list("recipient_id", flat=True)
    assert sorted(told) == sorted(who for *_rest, who in expected if who is not None)
    gaps = {f"data_gap:{unit}:{role}:{day:%Y%m%d}" for unit, role, day in oracle.gaps}
    alarms = set(OutboxMessage.objects.filter(kind="data_gap").values_list("key", flat=True))
    assert alarms == gaps


@pytest.mark.parametrize("seed", [1, 2])
def test_in_ninety_days_every_rung_rings_once_at_its_minute_for_the_right_person(night, drills, seed):
    total, oracle, expected = ninety_days(night, drills, number=240, seed=seed)
    assert total.reminders + total.rungs == expected > 600
    assert min(oracle.vacant, oracle.conflicts, oracle.stand_ins, len(oracle.gaps)) > 15


@pytest.mark.long
def test_five_thousand_matters_over_ninety_days(night, drills, capsys):
    total, oracle, expected = ninety_days(night, drills, number=5000, seed=90)
    assert total.reminders + total.rungs == expected > 15_000
    with capsys.disabled():
        print(f"\n{expected} rungs, {total.as_dict()}, {len(oracle.gaps)} alarms of vacancies")  # noqa: T201
