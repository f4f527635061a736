"""The periods of the tables: years, half-years and quarters as their pages offer them, and no others.

A table of days that somebody chose could be taken twice, and the difference of the two would be one day.
"""

import re
from dataclasses import dataclass
from datetime import date

from outreach.campaigns.figure_views import days_of as quarter_days
from outreach.campaigns.figure_views import label_of as quarter_label
from outreach.needs import periods as half_years
from outreach.threezero.figures import days_of as half_year_days
from sisterhood.lib import clock

YEAR, HALF, QUARTER = re.compile(r"20\d\d"), re.compile(r"20\d\dH[12]"), re.compile(r"20\d\d(?:Q[1-4])?")


@dataclass(frozen=True)
class Period:
    """`until` is its last day, or today while it runs."""

    code: str
    since: date
    until: date
    label: str

    @property
    def year(self) -> int:
        """Of its first day."""
        return self.since.year


def of(code: str, shape: re.Pattern[str], *, today: date | None = None) -> Period | None:
    """None for a code of another shape, or a period that has not begun."""
    if shape.fullmatch(code) is None:
        return None
    on = today or clock.today()
    is_half = "H" in code
    since, until = half_year_days(code) if is_half else quarter_days(code)
    if since > on:
        return None
    return Period(code, since, min(until, on), half_years.label(code) if is_half else quarter_label(code))


def now(shape: re.Pattern[str]) -> str:
    """The code of the period of this shape that runs."""
    return half_years.of(clock.today()) if shape is HALF else str(clock.today().year)


def of_order(since: date, until: date) -> Period:
    """The period an order was made for, by its first and last day."""
    return Period(half_years.of(since), since, until, "")
