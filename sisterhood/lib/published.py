"""What has been published about Chinese holidays, and a guess for the years nobody has published yet.

The only module that imports the two holiday libraries. Official: State Council notices as carried by
`chinesecalendar`. Guess: Monday to Friday plus the statutory days of `holidays`, no make-up days.
"""

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from chinese_calendar.constants import holidays as _days_off
from chinese_calendar.constants import workdays as _makeup_days
from django.utils.translation import gettext_lazy as _
from holidays.countries import China

from .workdays import CalendarMissing, DayKind

Days = dict[date, tuple[DayKind, str]]

_PUBLISHED_AT_LEAST = 7

OFFICIAL_YEARS = tuple(
    sorted(
        year for year, count in Counter(day.year for day in _days_off).items() if count >= _PUBLISHED_AT_LEAST
    )
)

HOLIDAY_LABELS = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "National Day": _("National Day"),
    "Anti-Fascist 70th Day": _("Anti-Fascist 70th Day"),
}

_GUESSED_NAMES = (
    ("Chinese New Year", "Spring Festival"),
    ("New Year's Day", "New Year's Day"),
    ("Tomb-Sweeping", "Tomb-sweeping Day"),
    ("Labor Day", "Labour Day"),
    ("Dragon Boat", "Dragon Boat Festival"),
    ("Mid-Autumn", "Mid-autumn Festival"),
    ("National Day", "National Day"),
)


def official_days(year: int) -> Days:
    """Every day of a published year: its kind and the holiday's name, a key of HOLIDAY_LABELS or "".

    A make-up working day carries the name of the holiday it makes up for. A weekend inside a published
    holiday is a HOLIDAY. An unpublished year raises CalendarMissing.
    """
    if year not in OFFICIAL_YEARS:
        raise CalendarMissing(date(year, 1, 1))
    return {day: _official(day) for day in _days_of(year)}


def guessed_days(year: int) -> Days:
    """Every day of any year, guessed: Monday to Friday less the statutory days, no make-up days.

    Names are keys of HOLIDAY_LABELS, "" on ordinary days.
    """
    statutory = China(years=year, language="en_US")
    return {day: _guess(day, statutory.get(day, "")) for day in _days_of(year)}


class PublishedCalendar:
    """A calendar without a database: official where published, else the guess, marked provisional."""

    def kind(self, day: date, /) -> DayKind:
        return _year(day.year)[day][0]

    def is_provisional(self, day: date, /) -> bool:
        return day.year not in OFFICIAL_YEARS


@lru_cache(maxsize=64)
def _year(year: int) -> MappingProxyType[date, tuple[DayKind, str]]:
    return MappingProxyType(official_days(year) if year in OFFICIAL_YEARS else guessed_days(year))


def _official(day: date) -> tuple[DayKind, str]:
    if day in _days_off:
        return DayKind.HOLIDAY, str(_days_off[day])
    if day in _makeup_days and _is_weekend(day):
        return DayKind.MAKEUP_WORKDAY, str(_makeup_days[day])
    return (DayKind.RESTDAY if _is_weekend(day) else DayKind.WORKDAY), ""


def _guess(day: date, statutory: str) -> tuple[DayKind, str]:
    if statutory:
        return DayKind.HOLIDAY, next((ours for theirs, ours in _GUESSED_NAMES if theirs in statutory), "")
    return (DayKind.RESTDAY if _is_weekend(day) else DayKind.WORKDAY), ""


def _is_weekend(day: date) -> bool:
    return day.weekday() > 4


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1)]
