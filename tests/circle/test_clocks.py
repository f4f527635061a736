"""The days between two visits, until a step and until a review, over the holidays of autumn 2026 (25 to 27 September, 1 to 7
October; 20 September and 10 October are worked): who is called when nobody comes."""

from datetime import date, timedelta

import pytest

from cases.circle import circles, plans, steps
from network.deadlines.sweep import ring_due
from sisterhood.lib import clock
from tests.circle.conftest import at, child, meets, opened, review, running, stepped, ticking
from tests.house import House, browser_of
from tests.minors.test_access import body, refused
from tests.stories import does


def rung(house: House, case) -> list[tuple[str, str]]:
    """(kind, who) of everything that rang in a matter."""
    statement = """select r.kind, u.username from network_rung r join network_clock c on c.id = r.clock_id
        join network_user u on u.id = r.recipient_id where c.subject_id = %s and c.limit_id = 'circle.contact' order by r.step, u.username"""
    return house.raw(statement, [case.pk])


def sweep(house: House, text: str) -> None:
    with house.login("worker"), clock.moved_to(at(text)):
        ring_due(at=clock.now(), limit=1000)


def test_the_days_until_the_first_visit_begin_when_the_circle_is_opened(house, day):
    day("2026-09-01 10:00")
    case, mother = child()
    opened(case, mother)
    assert ticking(house, case) == {
        "circle.contact": at("2026-10-09 00:00")
    }  # 8 October, the first day worked


def test_a_visit_meets_the_clock_and_the_next_days_count_from_the_visit(house, day):
    day("2026-09-01 10:00")
    case, mother = child()
    circle = opened(case, mother)
    day("2026-09-30 10:00")
    meets(case, circle, held_on=date(2026, 9, 28))
    assert ticking(house, case) == {"circle.contact": at("2026-10-29 00:00")}
    meets(
        case, circle, held_on=date(2026, 9, 20)
    )  # written down later, and earlier than the last: nothing moves
    assert ticking(house, case) == {"circle.contact": at("2026-10-29 00:00")}
    met = "select count(*) from network_clock where part = %s and state = 'met'"
    assert house.raw(met, [circle]) == [(1,)]


def test_nobody_reached_is_an_attempt_and_the_days_run_on(house, day):
    case, mother = child()
    circle = opened(case, mother)
    before = ticking(house, case)
    day("2026-09-30 10:00")
    meets(case, circle, outcome="missed")
    assert ticking(house, case) == before
    assert house.raw("select last_contact_on from cases_minorcontactcircle where id = %s", [circle]) == [
        (None,)
    ]


def test_a_missed_visit_rings_its_owner_and_her_leader_and_nobody_who_may_not_know_of_the_matter(
    fresh_house, day
):
    day("2026-09-14 09:00")
    case, mother = child()
    opened(case, mother)  # due at the end of 14 October
    sweep(fresh_house, "2026-10-09 09:00")
    assert ("reminder", "lin") in rung(fresh_house, case)
    sweep(fresh_house, "2026-10-15 08:30")
    late = [who for kind, who in rung(fresh_house, case) if kind == "rung"]
    assert set(late) == {"gao", "lin"}
    sweep(
        fresh_house, "2026-10-20 09:00"
    )  # three working days on the city is next: it has no card of a sealed matter
    assert {who for _kind, who in rung(fresh_house, case)} == {"lin", "gao"}


def test_a_visit_lies_neither_ahead_nor_before_anybody_agreed(house, day):
    case, mother = child()
    circle = opened(case, mother)
    refused("held_on", meets, case, circle, held_on=clock.today() + timedelta(days=1))
    refused("held_on", meets, case, circle, held_on=clock.today() - timedelta(days=1))
    refused("parents_on", meets, case, circle, parents_on=clock.today() + timedelta(days=1))


def test_parents_who_are_away_and_silent_for_longer_than_the_law_allows_are_asked_about(house, day):
    case, mother = child()
    circle = opened(case, mother, situation="left_behind")
    meets(case, circle, parents_on=clock.today())
    place = f"/cases/{case.pk}/circle/"
    day("2026-09-21 09:00")
    assert "已超过法律规定的间隔" not in body(browser_of("lin"), place)
    day("2026-09-22 09:00")
    assert "已超过法律规定的间隔" in body(browser_of("lin"), place)


def test_alone_is_said_of_a_child_under_sixteen_only(house):
    case, mother = child(stated_age=16)
    refused("was_alone", meets, case, opened(case, mother), was_alone=True)
    case, mother = child(stated_age=15)
    meets(case, opened(case, mother), was_alone=True)


def test_the_clock_of_a_step_ends_with_the_day_that_was_set(house, day):
    day("2026-09-14 09:00")
    case, plan, step = running(house, due_on=date(2026, 9, 29))
    assert ticking(house, case)["plan.step"] == at("2026-09-30 00:00")
    does("lin", steps.finish_step, case, row=step, became="done", ended_on=clock.today())
    assert "plan.step" not in ticking(house, case)
    later = stepped(case, plan, date(2026, 10, 3))
    assert ticking(house, case)["plan.step"] == at("2026-10-09 00:00")  # the holiday rolls on to the 8th
    does("lin", steps.finish_step, case, row=later, became="dropped", ended_on=clock.today(), note="不需要了")
    left = "select state from network_clock where part = %s"
    assert house.raw(left, [step]) == [("met",)] and house.raw(left, [later]) == [("cancelled",)]


def test_a_plan_is_reviewed_before_its_days_are_over_and_the_next_days_begin(house, day):
    day("2026-07-06 09:00")
    case, plan, step = running(house)
    assert ticking(house, case)["plan.review"] == at("2026-10-09 00:00")  # 4 October rolls on to the 8th
    day("2026-09-28 09:00")
    does("lin", plans.review_plan, case, **review(plan))
    assert ticking(house, case)["plan.review"] == at("2026-12-28 00:00") or ticking(house, case)[
        "plan.review"
    ] == at("2026-12-29 00:00")
    does(
        "lin", plans.end_plan, case, row=plan, ended_for="stepped_down", note="监护人和孩子都同意只保留联系圈"
    )
    assert ticking(house, case) == {}
    left = (
        "select limit_id, state from network_clock where part in (%s, %s) and state = 'cancelled' order by 1"
    )
    assert house.raw(left, [plan, step]) == [("plan.review", "cancelled"), ("plan.step", "cancelled")]


@pytest.mark.parametrize("reason", ["wish", "not_needed", "moved", "mistake"])
def test_an_ended_circle_leaves_nothing_running(house, reason):
    case, mother = child()
    circle = opened(case, mother)
    does("lin", circles.end_circle, case, row=circle, ended_for=reason, note="已告知监护人")
    assert ticking(house, case) == {}
