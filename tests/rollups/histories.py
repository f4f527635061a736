"""Matters as bare rows, and an account of them kept by hand beside the database."""

import random
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import psycopg

CATEGORIES = ("marriage_family", "property", "general")
INSERT = """
insert into cases_case (id, number, kind, unit_id, origin_unit_id, channel, category, is_sealed, is_urgent, phase, stage,
    registered_by_id, received_on, opened_at, next_due_at, closed_at, version)
select n.id, left(n.id::text, 32), 'petition', n.unit, n.unit, 'visit', n.category, n.sealed, false, 'open', 'handling', %(by)s,
       n.at::date, n.at, null, null, 1
  from unnest(%(ids)s::uuid[], %(units)s::int[], %(categories)s::text[], %(sealed)s::bool[], %(at)s::timestamptz[])
       n(id, unit, category, sealed, at)
"""
# Folded sums and what waits, in one statement.
SUMS = """
select scope, month, measure, category, sealed, sum(n)::int from (
  select scope_id as scope, month, measure, category, sealed, n from cases_stat
  union all
  select s.scope, d.month, d.measure, d.category, d.sealed, d.n from cases_statdelta d
   cross join lateral unnest(array[d.province, d.city, d.county, d.township]) s(scope) where s.scope is not null) x
 where measure in ('opened', 'closed', 'in_time') group by 1, 2, 3, 4, 5 having sum(n) <> 0
"""
PLACE = "select province_id, city_id, county_id, township_id from network_unit where id = %s"
# The city's sum and the entries behind it, seen in one moment: while anybody folds, they agree.
AT_ONCE = """
select (select coalesce(sum(n), 0) from (
          select n from cases_stat where scope_id = %(city)s and measure = %(measure)s
          union all select n from cases_statdelta where city = %(city)s and measure = %(measure)s) x),
       (select count(*) from cases_statentry where city = %(city)s and measure = %(measure)s)
"""


def month_of(at: datetime) -> str:
    """The month in the zone of the house."""
    return f"{at + timedelta(hours=8):%Y-%m-01}"


class Account:
    """What the sums should be. Entries keep the place of the moment, whatever moves later."""

    def __init__(self, line: psycopg.Connection, units: list[int], by: int, seed: int) -> None:
        self.line, self.units, self.by, self.chance = line, units, by, random.Random(seed)
        self.entries: dict[tuple[uuid.UUID, str], tuple] = {}
        self.cases: dict[uuid.UUID, dict] = {}

    def place(self, unit: int) -> tuple:
        """Where a unit stands now."""
        return tuple(self.line.execute(PLACE, [unit]).fetchone())

    def moment(self) -> datetime:
        """Some time in four months; days near the turn of one among them."""
        return datetime(2026, 6, 29, 12, tzinfo=UTC) + timedelta(hours=self.chance.randrange(24 * 100))

    def register(self, count: int) -> None:
        """Several matters by one statement."""
        rows = [
            {
                "id": uuid.UUID(int=self.chance.getrandbits(128), version=4),
                "unit": self.chance.choice(self.units),
                "category": self.chance.choice(CATEGORIES),
                "sealed": self.chance.random() < 0.2,
                "at": self.moment(),
                "closed": None,
            }
            for _ in range(count)
        ]
        self.line.execute(
            INSERT,
            {
                "by": self.by,
                "ids": [r["id"] for r in rows],
                "units": [r["unit"] for r in rows],
                "categories": [r["category"] for r in rows],
                "sealed": [r["sealed"] for r in rows],
                "at": [r["at"] for r in rows],
            },
        )
        for row in rows:
            self.cases[row["id"]] = row
            self._count(row["id"], "opened", row["at"])

    def _count(self, case: uuid.UUID, measure: str, at: datetime) -> None:
        row, known = self.cases[case], self.entries.get((case, measure))
        place = known[0] if known and known[1] == month_of(at) else self.place(row["unit"])
        self.entries[case, measure] = (place, month_of(at), row["category"], row["sealed"])

    def _again(self, case: uuid.UUID) -> None:
        row = self.cases[case]
        self._count(case, "opened", row["at"])
        for measure in ("closed", "in_time"):
            if row["closed"] is None:
                self.entries.pop((case, measure), None)
            else:
                self._count(case, measure, row["closed"])

    def some(self, most: int = 3) -> list[uuid.UUID]:
        """A few matters."""
        return self.chance.sample(sorted(self.cases), min(len(self.cases), self.chance.randint(1, most)))

    def close(self) -> None:
        """Several end at once."""
        ids, at = self.some(), self.moment()
        self.line.execute("update cases_case set closed_at = %s where id = any (%s)", [at, ids])
        self._changed(ids, closed=at)

    def reopen(self) -> None:
        """They had not ended."""
        ids = self.some()
        self.line.execute("update cases_case set closed_at = null where id = any (%s)", [ids])
        self._changed(ids, closed=None)

    def reclassify(self) -> None:
        """Another class."""
        ids, category = self.some(), self.chance.choice(CATEGORIES)
        self.line.execute("update cases_case set category = %s where id = any (%s)", [category, ids])
        self._changed(ids, category=category)

    def seal(self) -> None:
        """Sealed now."""
        ids = self.some()
        self.line.execute("update cases_case set is_sealed = true where id = any (%s)", [ids])
        self._changed(ids, sealed=True)

    def hand_on(self) -> None:
        """Another unit owes the next step; what was counted stays where it was."""
        ids, unit = self.some(), self.chance.choice(self.units)
        self.line.execute("update cases_case set unit_id = %s where id = any (%s)", [unit, ids])
        for case in ids:
            self.cases[case]["unit"] = unit

    def strike(self) -> None:
        """An import is undone."""
        ids = self.some(1)
        self.line.execute("delete from cases_case where id = any (%s)", [ids])
        for case in ids:
            del self.cases[case]
            for measure in ("opened", "closed", "in_time"):
                self.entries.pop((case, measure), None)

    def destroy(self) -> None:
        """Destroyed or with the archive: it stays counted."""
        ids = self.some(1)
        self.line.execute("update cases_case set phase = 'destroyed' where id = any (%s)", [ids])

    def fold(self) -> None:
        """A few deltas at a time."""
        self.line.execute("select stat_fold(%s)", [self.chance.choice((1, 5, 1000))])

    def _changed(self, ids: list[uuid.UUID], **facts) -> None:
        for case in ids:
            self.cases[case] |= facts
            self._again(case)

    def step(self) -> None:
        """Anything that may happen."""
        if len(self.cases) < 3:
            self.register(2)
            return
        self.chance.choice(
            [
                lambda: self.register(self.chance.randint(1, 4)),
                self.close,
                self.close,
                self.reopen,
                self.reclassify,
                self.seal,
                self.hand_on,
                self.strike,
                self.destroy,
                self.fold,
            ]
        )()

    def expected(self) -> Counter:
        """Every sum by hand."""
        found: Counter = Counter()
        for (_case, measure), (place, month, category, sealed) in self.entries.items():
            for scope in place:
                if scope is not None:
                    found[scope, month, measure, category, sealed] += 1
        return found


def sums(line: psycopg.Connection) -> Counter:
    """Every sum as the database has it."""
    return Counter({(s, str(m), me, c, se): n for s, m, me, c, se, n in line.execute(SUMS).fetchall()})
