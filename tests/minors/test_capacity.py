"""What the law lets a child do by herself (民法典 art. 17-20): computed on the day, from what is known of her age."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people.capacity import Age, capacity, is_minor, needs_guardian, years_between
from cases.vocabulary.intake import Capacity

DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))
ORDER = [Capacity.NONE, Capacity.LIMITED, Capacity.FULL]
NONE, LIMITED, FULL = ORDER


@pytest.mark.parametrize(
    ("born", "on", "own_labour", "expected"),
    [
        ("2018-11-28", "2026-11-27", False, NONE),  # eight tomorrow
        ("2018-11-27", "2026-11-27", False, LIMITED),
        ("2010-11-27", "2026-11-27", True, FULL),  # sixteen today, lives on her own labour
        ("2010-11-28", "2026-11-27", True, LIMITED),
        ("2010-11-27", "2026-11-27", False, LIMITED),
        ("2008-11-28", "2026-11-27", False, LIMITED),
        ("2008-11-27", "2026-11-27", False, FULL),
        ("2008-02-29", "2026-02-28", False, LIMITED),  # no such day in 2026: she is eighteen on 1 March
        ("2008-02-29", "2026-03-01", False, FULL),
        ("2026-11-27", "2026-11-27", False, NONE),
    ],
)
def test_a_birthday_decides_by_the_day(born, on, own_labour, expected):
    age = Age(born=date.fromisoformat(born))
    assert capacity(age, date.fromisoformat(on), own_labour=own_labour) is expected


@given(born=DAYS, first=DAYS, later=st.integers(0, 20_000), own=st.booleans())
def test_capacity_never_shrinks_with_time(born, first, later, own):
    age = Age(born=born)
    before, after = (capacity(age, day, own_labour=own) for day in (first, first + timedelta(days=later)))
    assert ORDER.index(after) >= ORDER.index(before)


@given(born=DAYS, on=DAYS)
def test_own_labour_changes_nothing_below_sixteen_and_nothing_from_eighteen(born, on):
    age, years = Age(born=born), Age(born=born).least(on)
    plain, own = (capacity(age, on, own_labour=each) for each in (False, True))
    assert (plain is own) is (not 16 <= years < 18)


@given(born=DAYS, told=DAYS, on=DAYS)
def test_a_stated_age_never_makes_her_older_than_she_is(born, told, on):
    if not born <= told <= on:
        return
    stated = Age(stated=years_between(born, told), stated_on=told)
    exact = Age(born=born)
    assert stated.least(on) <= exact.least(on) <= stated.least(on) + 1


@given(born=DAYS, on=DAYS)
def test_a_year_alone_never_makes_her_older_than_she_is(born, on):
    if born <= on:
        by_year = Age(born_in=born.year).least(on)
        assert by_year <= Age(born=born).least(on) <= by_year + 1


@given(born=DAYS, on=DAYS)
def test_whoever_is_a_minor_has_no_full_capacity_unless_she_lives_on_her_labour(born, on):
    age = Age(born=born)
    assert is_minor(age, on) is needs_guardian(age, on)
    assert is_minor(age, on) is (age.least(on) < 18)


def test_nothing_known_means_nothing_said():
    assert capacity(Age(), date(2026, 11, 27)) is None
    assert not is_minor(Age(), date(2026, 11, 27)) and not needs_guardian(Age(), date(2026, 11, 27))


def test_the_most_exact_of_what_is_known_counts():
    on = date(2026, 11, 27)
    age = Age(born=date(2012, 1, 1), stated=17, stated_on=on, born_in=2000)
    assert age.is_exact and age.least(on) == 14
    assert Age(stated=17, stated_on=on, born_in=2000).least(on) == 17
