"""R-7 beside its parts: whoever knows how it is told finds out nothing below five about a township."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.health import figures
from tests.health import told
from tests.house import acting

FEW = st.lists(st.integers(0, 9), min_size=1, max_size=4)


def _told(house, parts: list[int], narrow: int) -> tuple[object, ...]:
    """What a page says of townships with so many applications, of which `narrow` were approved in the county."""
    bands = tuple(n // 5 for n in parts)
    safe = house.raw("select sum_tells_no_part(%s, %s)", [parts, sum(parts)])[0][0]
    return (bands, sum(parts), narrow) if safe else (bands, None, None)


def _rule(parts: tuple[int, ...]) -> bool:
    """The rule by itself, to try thousands of tables; the database must say the same."""
    return 1 <= sum(n % 5 for n in parts) <= 4 * (len(parts) - 1)


def _fits(parts: list[int]) -> list[tuple[int, ...]]:
    """Every table an attentive reader holds possible after reading bands, sum, or that there is no sum."""
    ours = _rule(tuple(parts))
    tables = product(*(range(n // 5 * 5, n // 5 * 5 + 5) for n in parts))
    return [t for t in tables if _rule(t) == ours and (not ours or sum(t) == sum(parts))]


@settings(max_examples=120, deadline=None)
@given(parts=FEW, share=st.floats(0, 1))
def test_no_number_below_five_follows_from_a_sum_or_from_its_absence(house, parts, share):
    narrow = round(sum(parts) * share)
    said = _told(house, parts, narrow)
    assert (said[1] is not None) == _rule(tuple(parts))
    tables = _fits(parts)
    for i, n in enumerate(parts):
        if 1 <= n <= 4:
            assert len({t[i] for t in tables}) > 1, (parts, i)
        if said[2]:
            # Of those who applied somewhere some were approved: how many of them here?
            lows = {max(0, narrow - (sum(t) - t[i])) for t in tables}
            highs = {min(narrow, t[i]) for t in tables}
            assert min(lows) < max(highs), (parts, narrow, i)


@settings(max_examples=120, deadline=None)
@given(came=st.lists(st.integers(0, 12), min_size=1, max_size=4), share=st.floats(0, 1))
def test_no_finding_of_a_township_follows_from_that_of_its_county(house, came, share):
    def rule(found: int) -> bool:
        return sum(1 for n in came if n) > 1 and sum(came) >= 10 and found <= sum(came) - 5

    found = round(sum(came) * share)
    assert house.raw("select findings_tell_no_part(%s, %s)", [came, found])[0][0] == rule(found)
    if not found:
        return
    sums = {found} if rule(found) else {s for s in range(sum(came) + 1) if not rule(s)}
    for i, n in enumerate(came):
        lows = {max(0, s - (sum(came) - n)) for s in sums}
        highs = {min(s, n) for s in sums}
        assert n == 0 or min(lows) < max(highs), (came, found, i)


def test_a_county_says_nothing_where_nobody_applied_or_where_all_follows(fresh_house):
    """Two of one township: the county tells two, since anybody's township may be theirs; a village tells none."""
    told.opened()
    first = told.nominated()
    with acting("gao") as (gao, _scope):
        county = gao.appointments.get().unit
        counted = figures.summed(county, first.window.year)
        assert (counted.pop(None).asked, {row.asked for row in counted.values()}) == (1, {None})
    with acting("tian") as (tian, _scope):
        counted = figures.summed(tian.appointments.get().unit, first.window.year)
        assert {row.asked for row in counted.values()} == {None}
    with acting("feng") as (feng, _scope):
        counted = figures.summed(feng.appointments.get().unit, first.window.year)
        assert {row.asked for row in counted.values()} == {None}
