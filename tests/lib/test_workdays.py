from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.published import PublishedCalendar
from sisterhood.lib.workdays import (
    DAY_KIND_LABELS,
    CalendarMissing,
    DayKind,
    PeriodError,
    add_calendar_days,
    add_hours,
    add_months,
    add_working_days,
    count_working_days,
    roll_forward,
)

CALENDAR = PublishedCalendar()
DATES = st.dates(date(2004, 1, 1), date(2034, 6, 30))
LENGTHS = st.integers(min_value=1, max_value=120)
BOTH = pytest.mark.parametrize("add", [add_calendar_days, add_working_days])


@pytest.mark.parametrize(
    ("start", "length", "raw", "due"),
    [
        (date(2026, 9, 16), 15, date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 9, 20), 15, date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 2, 2), 15, date(2026, 2, 17), date(2026, 2, 24)),
        (date(2026, 11, 23), 60, date(2027, 1, 22), date(2027, 1, 22)),
    ],
)
def test_the_worked_examples_in_calendar_days(start, length, raw, due, published):
    period = add_calendar_days(start, length, published)
    assert (period.raw_due_on, period.internal_due_on, period.due_on) == (raw, raw, due)
    assert period.due_at.isoformat() == f"{due + timedelta(days=1)}T00:00:00+08:00"
    assert period.provisional is (due.year == 2027)


def test_an_objection_within_five_working_days_counts_the_make_up_sunday(published):
    period = add_working_days(date(2026, 9, 18), 5, published)
    assert period.due_on == date(2026, 9, 24)
    assert not period.provisional
    kinds = {each.date: (each.kind, each.counted) for each in period.days}
    assert kinds[date(2026, 9, 18)] == (DayKind.WORKDAY, False)
    assert kinds[date(2026, 9, 19)] == (DayKind.RESTDAY, False)
    assert kinds[date(2026, 9, 20)] == (DayKind.MAKEUP_WORKDAY, True)


def test_the_rest_days_after_the_last_day_are_listed_but_not_counted(published):
    period = add_calendar_days(date(2026, 9, 16), 15, published)
    assert sum(each.counted for each in period.days) == 15
    assert [each.date for each in period.days if not each.counted] == [
        date(2026, 9, 16),
        *(date(2026, 10, day) for day in range(2, 9)),
    ]


def test_hours_run_from_the_moment_itself_through_nights_and_holidays():
    period = add_hours(datetime(2026, 10, 1, 22, 30, tzinfo=UTC), 24)
    assert period.due_at.isoformat() == "2026-10-03T06:30:00+08:00"
    assert period.due_on == period.raw_due_on == date(2026, 10, 3)
    assert not period.provisional
    assert period.days == ()


def test_a_period_in_months_ends_on_the_same_day_number_or_the_last_of_the_month(published):
    assert add_months(date(2026, 1, 31), 1, published).raw_due_on == date(2026, 2, 28)
    assert add_months(date(2025, 8, 31), 6, published).raw_due_on == date(2026, 2, 28)
    assert add_months(date(2025, 6, 15), 12, published).raw_due_on == date(2026, 6, 15)
    assert add_months(date(2026, 1, 31), 1, published).due_on == date(2026, 2, 28)
    assert add_months(date(2026, 3, 4), 1, published).due_on == date(2026, 4, 7)


@BOTH
@given(start=DATES, length=LENGTHS)
def test_the_last_day_is_always_a_working_day(add, start, length):
    assert CALENDAR.kind(add(start, length, CALENDAR).due_on).is_working


@BOTH
@given(start=DATES, length=LENGTHS, more=st.integers(0, 40), later=st.integers(0, 40))
def test_more_days_or_a_later_start_never_end_earlier(add, start, length, more, later):
    due_on = add(start, length, CALENDAR).due_on
    assert add(start, length + more, CALENDAR).due_on >= due_on
    assert add(start + timedelta(days=later), length, CALENDAR).due_on >= due_on


@BOTH
@given(start=DATES, length=LENGTHS)
def test_the_list_of_days_has_no_gap_and_counts_exactly_the_length(add, start, length):
    period = add(start, length, CALENDAR)
    days = [each.date for each in period.days]
    assert days == [start + timedelta(days=offset) for offset in range((period.due_on - start).days + 1)]
    assert sum(each.counted for each in period.days) == length
    assert not period.days[0].counted


@given(start=DATES, length=LENGTHS)
def test_working_days_counted_back_give_the_length_again(start, length):
    period = add_working_days(start, length, CALENDAR)
    assert count_working_days(start, period.due_on, CALENDAR) == length
    assert all(each.kind.is_working for each in period.days if each.counted)


@given(start=DATES, length=LENGTHS)
def test_the_raw_date_is_the_start_plus_the_length_and_our_target_is_never_later_than_the_law(start, length):
    period = add_calendar_days(start, length, CALENDAR)
    assert period.raw_due_on == period.internal_due_on == start + timedelta(days=length)
    assert period.raw_due_on <= period.due_on == roll_forward(period.raw_due_on, CALENDAR)


@given(start=DATES, length=LENGTHS)
def test_a_date_is_called_provisional_exactly_when_an_unpublished_year_can_move_it(start, length):
    period = add_calendar_days(start, length, CALENDAR)
    assert period.provisional is (period.due_on + timedelta(days=10) > date(2026, 12, 24))


def test_the_last_week_of_a_published_year_is_provisional_while_the_next_is_unknown(published):
    assert not add_calendar_days(date(2026, 12, 9), 5, published).provisional
    assert add_calendar_days(date(2026, 12, 10), 5, published).provisional
    assert not add_calendar_days(date(2025, 12, 20), 5, published).provisional


@given(
    start=st.datetimes(datetime(2004, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),
    hours=st.integers(1, 2_000),
)
def test_hours_are_exact(start, hours):
    assert add_hours(start, hours).due_at - start == timedelta(hours=hours)


@BOTH
@pytest.mark.parametrize("length", [0, -1, 10**9])
def test_a_length_that_is_none_is_refused_with_a_sentence(add, length, published):
    with pytest.raises(PeriodError) as refusal:
        add(date(2026, 1, 1), length, published)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("add", [add_calendar_days, add_working_days, add_months])
def test_the_end_of_the_calendar_is_refused_with_a_sentence(add, published):
    with pytest.raises(PeriodError):
        add(date(9999, 12, 20), 30, published)


def test_hours_beyond_the_calendar_or_without_length_are_refused():
    for hours in (0, -3, 10**9):
        with pytest.raises(PeriodError):
            add_hours(datetime(2026, 1, 1, tzinfo=UTC), hours)
    with pytest.raises(ValueError):
        add_hours(datetime(2026, 1, 1), 3)


@BOTH
def test_a_moment_is_not_taken_for_a_date(add, published):
    with pytest.raises(TypeError):
        add(datetime(2026, 1, 1, 23, tzinfo=UTC), 5, published)


@BOTH
def test_a_calendar_without_working_days_does_not_search_for_ever(add):
    class Idle:
        def kind(self, day):
            return DayKind.RESTDAY

        def is_provisional(self, day):
            return False

    with pytest.raises(PeriodError):
        add(date(2026, 1, 1), 5, Idle())


def test_a_missing_calendar_says_which_year():
    assert "2031" in str(CalendarMissing(date(2031, 5, 1)))


def test_every_kind_of_day_has_a_label():
    assert set(DAY_KIND_LABELS) == set(DayKind)
