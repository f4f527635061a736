"""The ladder a second time, by hand: from the tables of policy and plain rows, never from the engine.

`Oracle.rungs` answers, for one clock, every ring until a moment: step, seat, minute and person.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from network.deadlines.policy import LADDERS, LIMITS
from sisterhood.lib.clock import ZONE

DAY = timedelta(days=1)
LIMIT = {row.code: row for row in LIMITS}
LEADERS = ("", "city_leader", "county_leader", "township_chair", "village_chair", "station_head")
OFFICERS = ("", "city_officer", "county_officer", "township_chair", "village_chair", "station_head")
ON_DUTY = ("", "duty_officer", "duty_officer")
PRIVACY = ("", "privacy_officer")
RANK = {"owner": 0, "duty": 1, "privacy": 2, "officer": 3, "leader": 4}
WORKING = {*LEADERS[1:], *OFFICERS[1:], "executive_member", "duty_officer"}
ADMINISTERING = {"system_admin", "security_admin", "audit_admin"}


@dataclass(frozen=True)
class Post:
    """A row of posts: unit, role, person, first and last day, and what decides who comes first."""

    unit: int
    role: str
    person: int
    first: date
    last: date | None
    order: tuple


@dataclass(frozen=True)
class Task:
    """A clock: what it is about, whose it is, where (units by level, 1 at the city), since when."""

    name: object
    limit: str
    subject: object
    owner: int
    units: tuple[int, ...]
    begun: datetime


def midnight(day: date) -> datetime:
    """24:00 of a day."""
    return datetime.combine(day + DAY, time(), ZONE)


class Oracle:
    """Everything the ladder depends on, as plain values."""

    def __init__(self, *, working, posts, leaves, closed, barred, first) -> None:
        self.first = first  # the day of the first sweep: what was due before rings then, to whoever holds the post then
        self.working, self.leaves, self.closed, self.barred = working, leaves, closed, barred
        self.posts, self.held = defaultdict(list), defaultdict(list)
        for post in sorted(posts, key=lambda post: post.order):
            self.posts[post.unit, post.role].append(post)
            self.held[post.person].append(post)
        self.gaps: set[tuple[int, str, date]] = set()
        self.vacant = self.conflicts = self.stand_ins = 0

    # --- time

    def shifted(self, day: date, steps: int) -> date:
        """So many working days from a day; going back from a day of rest, its last working day is the first."""
        while steps > 0:
            day += DAY
            steps -= self.working[day]
        if steps < 0:
            while not self.working[day]:
                day -= DAY
        while steps < 0:
            day -= DAY
            steps += self.working[day]
        return day

    def moments(self, task: Task) -> dict[int, datetime]:
        """When each step rings; none later than one that follows it."""
        limit, day = LIMIT[task.limit], task.begun.date()
        if limit.count_in in ("hours", "minutes", "working_hours"):
            unit = timedelta(minutes=1) if limit.count_in == "minutes" else timedelta(hours=1)
            due = task.begun + limit.length * unit
            if limit.count_in == "working_hours":
                due = self.office(task.begun, 60 * limit.length)
            found = {
                row.step: due - limit.remind_before * unit if row.step == 0 else due + row.after * unit
                for row in LADDERS[task.limit]
            }
        else:
            if limit.count_in == "calendar_days":
                ours = last = day + limit.length * DAY
                while not self.working[last]:
                    last += DAY
            else:
                ours = last = self.shifted(day, limit.length)
            found = {}
            for row in LADDERS[task.limit]:
                if row.step == 0 and limit.count_in == "calendar_days":
                    on = ours - limit.remind_before * DAY
                elif row.step == 0:
                    on = self.back(ours, limit.remind_before)
                elif row.kind == "reminder":
                    on = self.back(ours, -row.after)
                else:
                    found[row.step] = midnight(self.shifted(last, row.after) if row.after else last)
                    continue
                found[row.step] = datetime.combine(on, time(8, 30), ZONE)
        return {step: min(found[other] for other in found if other >= step) for step in found}

    def office(self, begun: datetime, minutes: int) -> datetime:
        """So many minutes later, when only 8:30–11:30 and 13:30–17:00 of working days pass; one at a time."""
        at = begun
        while minutes:
            now = at.hour * 60 + at.minute
            minutes -= self.working[at.date()] and (510 <= now < 690 or 810 <= now < 1020)
            at += timedelta(minutes=1)
        return at

    def back(self, day: date, steps: int) -> date:
        """So many working days before a day, or before the last working day when it is a day of rest."""
        while not self.working[day]:
            day -= DAY
        return self.shifted(day, -steps)

    # --- people

    def reach(self, person: int, day: date) -> int | None:
        """Herself, or whoever stands in for her that day, three deep at most."""
        seen = [person]
        while True:
            away = [
                (sub, units)
                for who, sub, first, last, units in self.leaves
                if who == seen[-1] and first <= day <= last
            ]
            if not away:
                return seen[-1]
            substitute, units = away[0]
            if substitute in seen or len(seen) == 4 or not self.may_stand_in(substitute, units, day):
                return None
            seen.append(substitute)

    def may_stand_in(self, person: int, units: tuple[int, ...], day: date) -> bool:
        """Whether she works that day at the unit of the leave or above it, and administers nothing."""
        if self.is_closed(person, day):
            return False
        held = [
            post
            for post in self.held[person]
            if post.first <= day and (post.last is None or day <= post.last)
        ]
        if any(post.role in ADMINISTERING for post in held):
            return False
        return any(post.role in WORKING and post.unit in units for post in held)

    def is_closed(self, person: int, day: date) -> bool:
        """Whether her account is closed by that day."""
        return person in self.closed and self.closed[person] <= day

    def holder(self, unit: int, role: str, day: date) -> int | None:
        """Who answers for a post on a day."""
        for post in self.posts[unit, role]:
            if post.first <= day and (post.last is None or day <= post.last):
                if self.is_closed(post.person, day):
                    continue
                found = self.reach(post.person, day)
                if found is not None:
                    self.stand_ins += found != post.person
                    return found
        return None

    def call(self, task: Task, recipient: str, up: int, day: date) -> tuple[int | None, list]:
        """Whom one seat reaches, and the vacant posts that were passed by."""
        level = len(task.units)
        passed: list[tuple[int, str, date]] = []
        barred = {person for subject, person in self.barred if subject == task.subject}
        if recipient == "owner":
            owner = None if self.is_closed(task.owner, day) else task.owner
            asked = None if owner is None else self.reach(owner, day)
            if asked is not None:
                for person in dict.fromkeys((asked, owner)):
                    if person not in barred:
                        return person, passed
                    self.conflicts += 1
                level -= 1
        elif recipient == "officer" and level - up < 1 and up < 9:
            recipient, level = "leader", 1
        elif recipient == "duty":
            level = min(2, max(1, level - up))
        elif recipient == "privacy":
            level = 1
        else:
            level = max(1, level - up)
        roles = {"officer": OFFICERS, "duty": ON_DUTY, "privacy": PRIVACY}.get(recipient, LEADERS)
        for at in range(level, 0, -1):
            person = self.holder(task.units[at - 1], roles[at], day)
            if person is None:
                passed.append((task.units[at - 1], roles[at], day))
                self.vacant += 1
            elif person in barred:
                self.conflicts += 1
            else:
                return person, passed
        return None, passed

    def alarm(self, passed: list, task: Task) -> None:
        """A vacancy is told when anybody leads above it, or at the top its own leader."""
        for unit, role, day in passed:
            at = task.units.index(unit) + 1
            above = range(at - 1, 0, -1) if at > 1 else (1,)
            if any(self.holder(task.units[n - 1], LEADERS[n], day) is not None for n in above):
                self.gaps.add((unit, role, day))

    def rungs(self, task: Task, until: datetime) -> set[tuple]:
        """(clock, step, seat, minute, person) of everything that rings by then."""
        found, moments = set(), self.moments(task)
        rows = sorted(LADDERS[task.limit], key=lambda row: (row.step, row.levels_up, RANK[row.recipient]))
        told: set[tuple[int, int]] = set()
        for row in rows:
            minute = moments[row.step]
            if minute > until:
                continue
            day = max(self.first, minute.date())
            person, passed = self.call(task, row.recipient, row.levels_up, day)
            if person is not None and (row.step, person) in told:
                continue
            told.add((row.step, person or 0))
            self.alarm(passed, task)
            seat = f"{row.recipient}+{row.levels_up}" if row.levels_up else row.recipient
            found.add((task.name, row.step, seat, minute, person))
        return found
