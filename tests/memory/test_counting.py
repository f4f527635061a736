"""件次, 件, 批次, 人次: counted as defined, whatever is merged, whoever comes in a group, in any order."""

from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.petitions import counting, giving, review, transitions
from cases.petitions.counting import Tally
from cases.petitions.models import Petition
from cases.vocabulary.intake import Channel
from network.units.models import Unit
from tests.house import House, acting
from tests.stories import does, matter

CHANNELS = [str(channel) for channel in Channel]
ROOMS = {"visit", "reception_day", "station", "talk_point", "patrol"}
WOHU, SHUANGLIAO = "220382102000", "220382000000"


@pytest.fixture(scope="module")
def registered(house: House) -> list[Any]:
    """Twelve petitions of lin's, one of them final with contacts to log."""
    cases = [matter("lin", channel=CHANNELS[n % len(CHANNELS)]) for n in range(12)]
    house.raw("update cases_petition set state = 'final' where case_id = %s", [cases[0].pk])
    house.raw("update cases_case set stage = 'final', closed_at = now() where id = %s", [cases[0].pk])
    for _n in range(2):
        does("lin", review.log_contact, cases[0], note="再次来访")
    return cases


ROW = st.tuples(
    st.sampled_from(CHANNELS),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from([None, False, True]),
    st.booleans(),
)


WRITE = """with r as (select * from unnest(%s::uuid[], %s::text[], %s::int[], %s::bool[], %s::text[], %s::bool[],
    %s::bool[]) as r(id, channel, size, collective, state, repeat, skips)),
  c as (update cases_case c set channel = r.channel from r where r.id = c.id)
  update cases_petition p set group_size = r.size, is_collective = r.collective, state = r.state,
    is_repeat = r.repeat, is_skip_level = r.skips from r where r.id = p.case_id"""


def _by_hand(rows: list[tuple], contacts: int) -> Tally:
    rooms = [row for row in rows if row[0] in ROOMS]
    groups = sum(size >= 5 for _c, size, *_rest in rooms)
    repeats = sum(row[3] is True for row in rows)
    return Tally(
        contacts=len(rows) + contacts,
        matters=sum(not row[2] for row in rows),
        batches=len(rooms),
        persons=sum(row[1] for row in rooms),
        first=len(rows) - repeats,
        repeat=repeats + contacts,
        individual=len(rooms) - groups,
        collective=groups,
        skipping=sum(row[4] for row in rows),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=12, max_size=12), chosen=st.sets(st.integers(0, 11)))
def test_the_figures_are_what_a_hand_would_count_and_add_up(registered, house, rows, chosen):
    written = [
        (
            case.pk,
            channel,
            size,
            counting.is_collective(size, group=5),
            "merged" if merged else "final" if case is registered[0] else "registered",
            repeat,
            skips,
        )
        for case, (channel, size, merged, repeat, skips) in zip(registered, rows, strict=True)
    ]
    house.raw(WRITE, list(map(list, zip(*written, strict=True))))
    with acting("lin"):
        some = [registered[n].pk for n in chosen]
        part = counting.tally(Petition.objects.filter(pk__in=some))
        rest = counting.tally(Petition.objects.exclude(pk__in=some))
        whole = counting.tally(Petition.objects.all())
    assert whole == _by_hand(rows, contacts=2)
    assert part == _by_hand([rows[n] for n in sorted(chosen)], contacts=2 if 0 in chosen else 0)
    assert part + rest == rest + part == whole and whole + Tally() == whole
    assert whole.first + whole.repeat == whole.contacts
    assert whole.individual + whole.collective == whole.batches <= whole.persons or not whole.batches
    assert whole.matters <= whole.contacts and min(astuple(whole)) >= 0


@given(size=st.integers(1, 999))
def test_five_people_are_a_group_and_four_are_not(size):
    assert counting.is_collective(size, group=5) == (size >= 5)


def test_the_registration_counts_a_group_by_the_limit_of_the_administrator(fresh_house):
    case = matter("lin", group_size=5)
    matter("lin", group_size=4)
    flags = "select is_collective from cases_petition order by case_id"
    assert fresh_house.raw(flags) == [(True,), (False,)]
    fresh_house.raw("update network_limit set length = 4 where code = 'petition.group'")
    matter("lin", group_size=4)
    assert fresh_house.raw(flags) == [(True,), (False,), (True,)]
    assert case.number


def _given(house: House, code: str, level: int, **facts: Any) -> tuple[Any, bool]:
    case = matter("wu", **facts)
    unit = Unit.objects.current().get(code=code, level=level)
    does("wu", transitions.triage, case, route="R2")
    does("wu", giving.transfer, case, to_unit=unit, reason="属地办理", notice_how="safe_way")
    return case, house.raw("select is_skip_level from cases_petition where case_id = %s", [case.pk])[0][0]


def test_a_visit_to_the_city_about_a_townships_matter_went_over_a_level(fresh_house):
    case, skips = _given(fresh_house, WOHU, 3)
    assert skips
    does("tian", giving.object_to, case, reason="不属于本镇")
    does("wu", giving.uphold_objection, case)
    assert fresh_house.raw("select is_skip_level from cases_petition where case_id = %s", [case.pk]) == [
        (False,)
    ]


def test_a_visit_one_level_up_and_a_letter_to_anybody_are_in_order(fresh_house):
    assert not _given(fresh_house, SHUANGLIAO, 2)[1]
    assert not _given(fresh_house, WOHU, 3, channel="letter")[1]
    assert not _given(fresh_house, WOHU, 3, channel="12338")[1]
