"""Which months a page speaks of. Below the county only whole quarters that are over: fixed, and none overlaps another."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.rollups.folding import following, months_to, previous
from cases.rollups.reading import Months

PERIODS = {"month": _("This month"), "quarter": _("This quarter"), "year": _("This year")}
_LENGTH = {"month": 1, "quarter": 3, "year": 12}
TREND, LINE = 12, 7


@dataclass(frozen=True)
class Period:
    """The months from the first of the period to this one, and as many of the period before."""

    code: str
    now: Months
    before: Months

    @property
    def label(self) -> object:
        """What its button says."""
        return PERIODS[self.code]

    @property
    def last_before(self) -> date:
        """The month whose end closed the period before."""
        return previous(self.before[1])


def _begin(day: date, length: int) -> date:
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def period(code: str, today: date) -> Period:
    """Of an address; what is no period is the month."""
    code = code if code in PERIODS else "month"
    begin = _begin(today, _LENGTH[code])
    before = months_to(previous(begin), _LENGTH[code])[0]
    return Period(code, (begin, following(today)), (before, begin))


def whole_quarter(today: date) -> Months:
    """The last quarter that is over."""
    end = _begin(today, 3)
    return months_to(previous(end), 3)[0], end


def span(months: Months) -> list[date]:
    """Every month of it."""
    found, month = [], months[0]
    while month < months[1]:
        found.append(month)
        month = following(month)
    return found
