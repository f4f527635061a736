"""Who is a left-behind or a migrant child follows from facts, and from nothing anybody thinks of a family."""

from datetime import date, timedelta

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from outreach.beneficiaries.definitions import (
    Bounds,
    Facts,
    age,
    birthday,
    is_left_behind,
    is_migrant,
    lacking,
)
from outreach.donations.shown import capitals
from sisterhood.lib.money import yuan

ON = date(2026, 11, 27)
FACTS = st.builds(
    Facts,
    born_on=st.dates(date(2005, 1, 1), date(2027, 12, 31)),
    parents_away=st.sampled_from(("both", "one", "none")),
    other_able=st.booleans(),
    with_parents=st.booleans(),
    months_away=st.integers(0, 60),
    across_counties=st.booleans(),
)


@given(FACTS)
def test_a_left_behind_child_meets_every_condition_and_one_missing_is_enough_to_be_none(facts):
    years = (ON - facts.born_on).days // 365.2425
    every = (
        facts.born_on <= ON
        and birthday(facts.born_on, 16) > ON
        and facts.months_away >= 6
        and facts.across_counties
        and not facts.with_parents
        and (facts.parents_away == "both" or (facts.parents_away == "one" and not facts.other_able))
    )
    assert is_left_behind(facts, on=ON) == every
    if every:
        assert years < 16
    missing = lacking("left_behind", facts, on=ON, bounds=Bounds())
    assert (missing is None) == every and (missing is None or missing[0] in Facts.__dataclass_fields__)


@given(FACTS)
def test_nobody_is_left_behind_and_migrant_at_once(facts):
    assert not (is_left_behind(facts, on=ON) and is_migrant(facts, on=ON))


@given(FACTS, st.integers(0, 8000))
def test_once_sixteen_never_again(facts, days):
    later = ON + timedelta(days=days)
    if not is_migrant(facts, on=ON) and facts.born_on <= ON and age(facts.born_on, ON) >= 16:
        assert not is_migrant(facts, on=later) and not is_left_behind(facts, on=later)


@given(FACTS, st.integers(0, 60))
def test_a_month_more_away_takes_no_child_out(facts, more):
    longer = Facts(**(facts.__dict__ | {"months_away": facts.months_away + more}))
    assert not is_left_behind(facts, on=ON) or is_left_behind(longer, on=ON)


def test_the_category_ends_on_the_sixteenth_birthday_itself():
    facts = Facts(date(2010, 11, 28), "both", False, False, 6, True)
    assert is_left_behind(facts, on=date(2026, 11, 27)) and not is_left_behind(facts, on=date(2026, 11, 28))
    assert birthday(date(2012, 2, 29), 16) == date(2028, 2, 29)
    assert (
        birthday(date(2012, 2, 29), 17) == date(2029, 3, 1)
        and age(date(2012, 2, 29), date(2029, 2, 28)) == 16
    )


def test_amounts_read_as_a_receipt_writes_them():
    for cents, said in (
        (100, "壹元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (105, "壹元零伍分"),
        (123450, "壹仟贰佰叁拾肆元伍角整"),
        (1_000_000, "壹万元整"),
        (10_000_000_00, "壹仟万元整"),
        (100_050_00, "壹拾万零伍拾元整"),
        (20_003_00, "贰万零叁元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_2345_6789_01, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
    ):
        assert capitals(cents) == said
    assert yuan(123450) == "1,234.50" and yuan(-5) == "-0.05"


@given(st.integers(1, 10**14))
def test_no_two_amounts_read_the_same(cents):
    assert capitals(cents) != capitals(cents + 1) and "零零" not in capitals(cents)


def test_money_below_nothing_reads_as_it_is_everywhere():
    shown = Template("{{ cents|yuan }}").render(Context({"cents": -50}))
    assert shown == yuan(-50) == "-0.50" and yuan(-123450) == "-1,234.50" and yuan(None) == ""
