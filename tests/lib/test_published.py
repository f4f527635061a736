from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.published import (
    HOLIDAY_LABELS,
    OFFICIAL_YEARS,
    PublishedCalendar,
    guessed_days,
    official_days,
)
from sisterhood.lib.workdays import CalendarMissing, DayKind


def test_the_published_years_run_from_2004_to_2026_at_least():
    assert set(range(2004, 2027)) <= set(OFFICIAL_YEARS)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_published_year_has_a_kind(year):
    days = official_days(year)
    assert len(days) == (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert all(name in ("", *HOLIDAY_LABELS) for _, name in days.values())
    assert all(
        (kind in (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY)) == bool(name) for kind, name in days.values()
    )


def test_2026_is_as_the_state_council_published_it():
    days = official_days(2026)
    makeup = [day for day, (kind, _) in days.items() if kind is DayKind.MAKEUP_WORKDAY]
    assert makeup == [date(2026, *each) for each in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]
    holidays = [day for day, (kind, _) in days.items() if kind is DayKind.HOLIDAY]
    spans = [((1, 1), 3), ((2, 15), 9), ((4, 4), 3), ((5, 1), 5), ((6, 19), 3), ((9, 25), 3), ((10, 1), 7)]
    assert holidays == [
        date(2026, *first) + timedelta(days=offset) for first, length in spans for offset in range(length)
    ]
    assert days[date(2026, 9, 20)] == (DayKind.MAKEUP_WORKDAY, "National Day")


def test_an_unpublished_year_is_not_passed_off_as_official():
    with pytest.raises(CalendarMissing):
        official_days(max(OFFICIAL_YEARS) + 1)


@pytest.mark.parametrize("year", range(2004, 2036))
def test_a_guessed_year_is_complete_and_invents_no_make_up_day(year):
    days = guessed_days(year)
    assert len(days) == (date(year + 1, 1, 1) - date(year, 1, 1)).days
    assert DayKind.MAKEUP_WORKDAY not in {kind for kind, _ in days.values()}


def test_the_guess_for_2027_knows_the_statutory_days_by_name():
    days = guessed_days(2027)
    assert days[date(2027, 1, 1)] == (DayKind.HOLIDAY, "New Year's Day")
    assert days[date(2027, 2, 6)] == (DayKind.HOLIDAY, "Spring Festival")
    assert days[date(2027, 10, 1)] == (DayKind.HOLIDAY, "National Day")
    assert days[date(2027, 1, 22)] == (DayKind.WORKDAY, "")
    assert days[date(2027, 1, 23)] == (DayKind.RESTDAY, "")
    assert {name for kind, name in days.values() if kind is DayKind.HOLIDAY} <= set(HOLIDAY_LABELS)


@given(st.dates(date(2004, 1, 1), date(2035, 12, 31)))
def test_any_date_from_2004_to_2035_has_an_answer(day):
    calendar = PublishedCalendar()
    assert isinstance(calendar.kind(day), DayKind)
    assert calendar.is_provisional(day) is (day.year not in OFFICIAL_YEARS)


@given(st.dates())
def test_no_date_at_all_breaks_the_calendar(day):
    assert isinstance(PublishedCalendar().kind(day), DayKind)
