"""Months, quarters, half-years and years of the returns: they never overlap, and begin and end in Asia/Shanghai."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases.statistics.shapes import HALF, MONTH, QUARTER, YEAR

_CODE = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?", re.ASCII)
_MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}


@dataclass(frozen=True)
class Period:
    """`since`: its first day; `until`: the day after its last."""

    cycle: str
    since: date
    until: date

    @property
    def code(self) -> str:
        """Such as `2026-10`, `2026Q4`, `2026H2`, `2026`."""
        year, month = self.since.year, self.since.month
        return {
            MONTH: f"{year}-{month:02}",
            QUARTER: f"{year}Q{month // 3 + 1}",
            HALF: f"{year}H{month // 6 + 1}",
            YEAR: f"{year}",
        }[self.cycle]

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The one before."""
        return containing(self.cycle, self.since - timedelta(days=1))

    @property
    def after(self) -> "Period":
        """The next one."""
        return containing(self.cycle, self.until)

    @property
    def months(self) -> list["Period"]:
        """The months in it."""
        first, found = containing(MONTH, self.since), list[Period]()
        while first.since < self.until:
            found.append(first)
            first = first.after
        return found

    @property
    def year_ago(self) -> "Period":
        """The same a year before."""
        return containing(self.cycle, date(self.since.year - 1, self.since.month, 1))

    @property
    def label(self) -> str:
        """In words."""
        year, month = self.since.year, self.since.month
        words = {
            MONTH: _("%(month)d/%(year)d"),
            QUARTER: _("quarter %(part)d of %(year)d"),
            HALF: _("half-year %(part)d of %(year)d"),
            YEAR: _("the year %(year)d"),
        }[self.cycle]
        part = month // 3 + 1 if self.cycle == QUARTER else month // 6 + 1
        return words % {"year": year, "month": month, "part": part}


def containing(cycle: str, day: date) -> Period:
    """The period of a cycle that a day lies in."""
    length = _MONTHS[cycle]
    month = (day.month - 1) // length * length + 1
    since = date(day.year, month, 1)
    end = month + length
    return Period(cycle, since, date(day.year + 1, 1, 1) if end > 12 else date(day.year, end, 1))


def read(code: str) -> Period | None:
    """From its code; None for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year, month, quarter, half = found.groups()
    if month:
        return containing(MONTH, date(int(year), int(month), 1))
    if quarter:
        return containing(QUARTER, date(int(year), int(quarter) * 3, 1))
    if half:
        return containing(HALF, date(int(year), int(half) * 6, 1))
    return containing(YEAR, date(int(year), 1, 1))


def ended(on: date) -> list[Period]:
    """The last period of each cycle that was over before a day."""
    return [containing(cycle, on).before for cycle in (MONTH, QUARTER, HALF, YEAR)]
