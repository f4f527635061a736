"""Each clock of rights assistance over the holidays of autumn 2026 (25 to 27 September, 1 to 7 October; 20 September and
10 October are worked): when it ends, what meets it, and what stops it."""

from datetime import date

import pytest

from cases.assistance import opening, results
from cases.assistance.kinds import KINDS, LIMITS
from network.access.gate import Refusal
from network.deadlines.policy import LIMITS as POLICY
from sisterhood.lib import clock
from tests.assistance.conftest import asked, at, begun, clocks, interviewed, paper, recorded
from tests.stories import does

OURS = {
    "harassment": ("2026-09-24", "2026-10-01"),  # 28, 29, 30 September
    "land": ("2026-09-18", "2026-09-25"),  # Sunday the 20th is worked
    "guardian": ("2026-09-22", "2026-10-14"),
    "lawsuit": ("2026-09-28", "2026-10-11"),  # Saturday the 10th is worked
    "interview": ("2026-09-18", "2026-10-10"),
}
THEIRS = {
    "harassment": ("2026-09-14", "2026-10-11"),
    "land": ("2026-09-17", "2026-10-15"),
    "guardian": ("2026-09-01", "2026-10-09"),  # 1 October rolls forward to the 8th
    "lawsuit": ("2026-09-24", "2026-10-09"),
    "interview": ("2026-09-18", "2026-10-16"),
    "trafficking": ("2026-09-24", "2026-10-09"),
}


def test_every_limit_of_the_table_is_a_row_of_the_policy():
    assert set(LIMITS) == {limit.code for limit in POLICY if limit.code.startswith("assistance.")}


def test_every_kind_is_counted_here():
    assert set(OURS) | {"trafficking"} == set(THEIRS) == set(KINDS)


@pytest.mark.parametrize("kind", OURS)
def test_our_own_days_begin_when_it_is_asked_for(house, day, kind):
    begins, ends = OURS[kind]
    day(f"{begins} 16:00")
    case, _row = asked(kind)
    assert clocks(house, case) == {KINDS[kind].begins: at(f"{ends} 00:00")}


@pytest.mark.parametrize("kind", THEIRS)
def test_in_the_hands_of_the_body_ours_is_met_and_theirs_runs(house, day, kind):
    begins, ends = THEIRS[kind]
    day(f"{begins} 09:00")
    case, row = begun(kind)
    assert clocks(house, case) == {KINDS[kind].answers: at(f"{ends} 00:00")}
    met = "select limit_id from network_clock where part = %s and state = 'met'"
    assert house.raw(met, [row]) == [(KINDS[kind].begins,)]


def test_the_minutes_of_a_report_count_from_the_notice_on_a_holiday_at_night_too(house, day):
    day("2026-10-01 23:40")
    case, row = asked("trafficking", noticed_at=at("2026-10-01 23:30"))
    assert clocks(house, case) == {"assistance.report": at("2026-10-02 00:30")}
    day("2026-10-02 00:10")
    told = {"row": row, "told_at": at("2026-10-02 00:05"), "channel": "phone", "receipt": "110-0077"}
    does("lin", opening.begin_assistance, case, **told)
    assert clocks(house, case) == {"assistance.report_result": at("2026-10-10 00:00")}


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_result_on_paper_meets_the_clock_of_the_body(house, day, kind):
    case, row = begun(kind)
    before = clocks(house, case)
    does("lin", results.ask_after_assistance, case, row=row, note="对方口头说正在办")
    assert clocks(house, case) == before
    with pytest.raises(Refusal) as refused:
        does("lin", results.record_assistance, case, row=row, **paper(in_writing=False))
    assert refused.value.code == "in_writing" and str(refused.value) == str(KINDS[kind].result)
    assert clocks(house, case) == before
    does("lin", results.record_assistance, case, row=row, **paper())
    assert clocks(house, case) == {}
    met = "select count(*) from network_clock where part = %s and state = 'met'"
    assert house.raw(met, [row]) == [(2,)]


@pytest.mark.parametrize("verb", ["refuse", "call_off"])
def test_what_ends_before_a_result_stops_its_clock_unmet(house, day, verb):
    case, row = begun("land")
    if verb == "refuse":
        does("lin", results.refuse_assistance, case, row=row, why="镇里称不属其职责，已告知可以起诉")
    else:
        told = {"row": row, "ended_for": "her_wish", "why": "她想先缓一缓"}
        does("lin", results.call_off_assistance, case, **told)
    assert clocks(house, case) == {}
    left = "select limit_id from network_clock where part = %s and state = 'cancelled'"
    assert house.raw(left, [row]) == [("assistance.land_result",)]


def test_the_year_to_revoke_a_decision_is_warned_of_and_a_past_one_is_not(house, day):
    day("2026-09-14 09:00")
    case, row = asked("land", known_on=date(2025, 10, 1))
    assert clocks(house, case)["assistance.land_revoke"] == at("2026-10-09 00:00")
    rings = "select next_ring_at from network_clock where part = %s and limit_id = 'assistance.land_revoke'"
    assert clock.in_zone(house.raw(rings, [row])[0][0]) <= at("2026-09-14 23:59")
    does("lin", results.call_off_assistance, case, row=row, ended_for="mistake", why="登记错了")
    assert clocks(house, case) == {}
    case, _row = asked("land", known_on=date(2025, 9, 13))
    assert "assistance.land_revoke" not in clocks(house, case)
    with pytest.raises(Refusal) as refused:
        asked("land", known_on=date(2026, 9, 15))
    assert refused.value.code == "known_on"


def test_an_interview_counts_only_once_one_was_held_in_this_matter(house, day):
    case, row = asked("interview")
    with pytest.raises(Refusal) as refused:
        does("lin", opening.begin_assistance, case, row=row, begun_on=clock.today())
    assert refused.value.code == "begun_on" and "联合约谈" in str(refused.value)
    interviewed(case)
    does("lin", opening.begin_assistance, case, row=row, begun_on=clock.today())
    assert set(clocks(house, case)) == {"assistance.interview_result"}


def test_a_closed_one_leaves_nothing_running(house, day):
    case, row = recorded("lawsuit")
    does("lin", results.close_assistance, case, row=row, note="她准备开庭")
    assert clocks(house, case) == {}
