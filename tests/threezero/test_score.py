"""A report filed can never lower the score: over random histories in the database, and through the house's own intake."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.petitions import hand_over
from network.deadlines.models import ClockState
from network.patrols.states import STATES as PATROLS
from network.sites.places import Function
from network.volunteers.lists import TeamKind
from outreach.campaigns.lists import ActivityKind, Topic
from outreach.campaigns.states import ACTIVITY_STATES
from outreach.threezero.facts import facts_of
from outreach.threezero.indicators import FACTS, PARTS, earned, points
from outreach.threezero.lists import Indicator
from outreach.visits.states import STATES as ROUNDS
from sisterhood.lib import clock
from tests import stories
from tests.house import acting, person, plain_sql
from tests.threezero import told
from tests.threezero.told import VILLAGE

KINDS = (
    "station.pass_on",
    "petition.triage",
    "protection.visit",
    "support.visit",
    "mediation.follow_1",
    "visits.round",
)
KNOWN = st.one_of(st.none(), st.integers(0, 12))
DUTY = st.tuples(st.sampled_from(KINDS), st.sampled_from(("met", "late", "overdue", "running", "cancelled")))
DAY = timedelta(days=1)


def test_the_parts_of_the_table_make_a_hundred_as_the_indicators_say():
    by = {code: sum(part.points for part in PARTS if part.indicator == code) for code in Indicator.values}
    assert by == {
        "dv_response": 35,
        "minor_support": 25,
        "prevention": 15,
        "network": 15,
        "family_building": 10,
    }
    assert sum(points({part.fact: part.full for part in PARTS}).values()) == 100


def test_no_fact_counts_reports_matters_or_households():
    words = ("report", "matter", "case", "household", "offence", "incident", "person")
    assert not [fact for fact in FACTS for word in words if word in fact]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    facts=st.fixed_dictionaries(dict.fromkeys(FACTS, KNOWN)),
    name=st.sampled_from(FACTS),
    more=st.integers(1, 5),
)
def test_more_of_anything_never_earns_less(facts, name, more):
    better = facts | {name: (facts[name] or 0) + more}
    if facts[name] is None:  # what is not known is full where the table says so, and stays so
        return
    assert all(points(better)[code] >= told_ for code, told_ in points(facts).items())
    assert all(0 <= earned(part, facts) <= part.points for part in PARTS)


def _total() -> int:
    with acting(VILLAGE):
        return sum(points(facts_of(told.village(), clock.today().year)).values())


def _share() -> int | None:
    with acting(VILLAGE):
        return facts_of(told.village(), clock.today().year)["response"]


def _duties(house, duties) -> None:
    """Rows of clocks as the house keeps them, due today or tomorrow."""
    now, unit, me = clock.now(), told.village().pk, person(VILLAGE).pk
    for kind, what in duties:
        due = now + DAY if what == "running" else now - timedelta(minutes=30)
        met = {"met": due - DAY, "late": now}.get(what)
        state = {"late": "met", "overdue": "running"}.get(what, what)
        house.raw(
            "insert into network_clock (id, subject_kind, subject_id, limit_id, unit_id, owner_id, state, started_at, starts_on,"
            " raw_due_on, internal_due_at, due_on, due_at, provisional, basis, next_step, met_at)"
            " values (gen_random_uuid(), 'case', gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, false, '', 0, %s)",
            [kind, unit, me, state, due - 3 * DAY, due.date(), due.date(), due, due.date(), due, met],
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(DUTY, max_size=14), report=st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
def test_over_any_history_a_report_never_lowers_the_score_while_it_runs_or_when_it_is_met(
    house, history, report
):
    house.raw("delete from network_clock")
    _duties(house, history)
    before = _total()
    _duties(house, [(kind, "running") for kind in report])
    assert _total() >= before
    _duties(house, [(kind, "met") for kind in report])
    assert _total() >= before


def test_few_missed_duties_tell_nothing_and_cost_nothing(house):
    house.raw("delete from network_clock")
    _duties(house, [("station.pass_on", "overdue")] * 4)
    assert _share() is None
    quiet = _total()
    _duties(house, [("visits.round", "late")])
    assert _share() == 0 and _total() == quiet - 30
    _duties(house, [("protection.visit", "met")] * 5)
    assert _share() == 5 and _total() == quiet - 15


def test_a_share_is_of_all_kinds_together_and_never_of_another_village(house):
    house.raw("delete from network_clock")
    _duties(house, [("station.pass_on", "overdue")] * 6)
    with acting("wang"):
        assert set(facts_of(told.village(), clock.today().year).values()) == {None}
    with acting(VILLAGE):
        found = facts_of(told.village(), clock.today().year)
    assert set(found) == set(FACTS)
    assert facts_keys_are_bounded(found)


def facts_keys_are_bounded(found) -> bool:
    """Tenths, small numbers, yes or no."""
    return all(value is None or 0 <= value <= 10 for value in found.values())


def test_through_the_intake_a_report_never_lowers_the_score(fresh_house):
    _duties(fresh_house, [("visits.round", "overdue")] * 5 + [("visits.plan", "met")] * 3)
    before = _total()
    case = stories.matter("he")
    assert fresh_house.raw("select count(*) from network_clock where limit_id = 'station.pass_on'") == [(1,)]
    assert _total() >= before
    stories.does("he", hand_over.pass_on, case, note="请村里接手")
    assert _total() >= before
    stories.does(VILLAGE, hand_over.take_up, case)
    stories.does(VILLAGE, hand_over.pass_on, case, note="请镇里接手")
    assert _total() >= before
    # What lowers it is the duty that nobody did: the same report, left lying.
    for _n in range(9):
        left = stories.matter("he")
        fresh_house.raw(
            "update network_clock set due_at = now() - interval '1 hour' where subject_id = %s and limit_id = 'station.pass_on'",
            [left.pk],
        )
    assert _total() < before


@pytest.mark.parametrize(
    "who, hears", [("he", False), ("feng", False), ("sun", False), ("tian", True), ("zhou", True)]
)
def test_nobody_without_a_post_there_learns_anything(house, who, hears):
    with acting(who):
        rows = plain_sql("select threezero_facts(%s, %s)", [told.village().pk, clock.today().year])
    assert bool(rows and rows[0][0]) is hears


# What stands beside a quoted word says whose list it is of.
LISTS = {
    "e.topic": Topic,
    "topic": Topic,
    "kind": ActivityKind,
    "t.kind": TeamKind,
    "f.function": Function,
}


def test_every_word_by_which_the_facts_are_counted_stands_on_its_list(house):
    ((body,),) = house.raw("select pg_get_functiondef('threezero_facts(int, int)'::regprocedure)")
    asked = re.findall(r"([\w.]+) in \(('[^)]+')\)", body) + re.findall(r"([\w.]+) = ('\w+')", body)
    found = {(column, word) for column, words in asked for word in re.findall(r"'(\w+)'", words)}
    states = {"c.state": ClockState.values, "a.state": ACTIVITY_STATES, "p.state": PATROLS, "r.state": ROUNDS}
    known = {column: each.values for column, each in LISTS.items()} | states
    assert {column for column, _word in found} <= set(known)
    assert ("topic", "minors_law") in found
    assert not [(column, word) for column, word in found if word not in known[column]]
