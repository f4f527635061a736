"""A plan helps: agreed with guardian, child and school, made of offers, reviewed with those who agreed, and it ends."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from cases.circle import ending, plans, steps
from cases.circle.models import PlanGoal
from cases.minors import behaviours
from cases.petitions import giving, transitions
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.circle.conftest import (
    FATHER,
    GOAL,
    OFFER,
    agreed,
    child,
    drafted,
    goal_of,
    guardian,
    leave,
    member,
    opened,
    review,
    running,
    state,
    stepped,
)
from tests.house import acting, browser_of, plain_sql
from tests.minors.test_access import body, refused
from tests.stories import does

MARK = {"behaviour_of_concern": "truancy", "source": "guardian", "what": "这两周有三天没去学校"}


def test_whoever_has_no_leave_neither_drafts_a_plan_nor_finds_what_it_says(house):
    case, _mother = child()
    refused("shut", drafted, case)
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/draft_plan/")
    assert "批准后才能查阅" in page and "<textarea" not in page.split("<main")[1]
    sent = {"ground": "care", "goal": GOAL}
    answer = browser_of("lin").post(f"/cases/{case.pk}/circle/draft_plan/", sent).content.decode()
    assert GOAL in answer and "批准后才能查阅" in answer


def test_a_plan_about_behaviour_stands_on_one_of_the_eight_items_alone(house):
    case, _mother = child()
    leave(house, case)
    refused("ground", drafted, case, ground="behaviour")
    does("lin", behaviours.note_behaviour, case, **MARK, seen_on=clock.today())
    drafted(case, ground="behaviour")


def test_words_that_the_law_seals_are_refused_beside_the_field_and_nothing_typed_is_lost(house):
    case, _mother = child()
    leave(house, case)
    sent = {"ground": "care", "goal": "防止其犯罪倾向发展"}
    page = browser_of("lin").post(f"/cases/{case.pk}/circle/draft_plan/", sent).content.decode()
    assert "依法封存" in page or "犯罪倾向" in page
    with acting("lin"):
        assert not PlanGoal.objects.filter(case=case.pk).exists()
    refused("goal", drafted, case, goal="防止其犯罪倾向发展")


def test_a_plan_runs_only_with_a_step_and_with_those_who_agreed(house):
    case, mother = child()
    leave(house, case)
    plan = drafted(case)
    told = agreed(mother, school="takes_part")
    refused("steps", does, "lin", plans.agree_plan, case, row=plan, **told)
    stepped(case, plan, clock.today())
    father = guardian(case, relation="father", name=FATHER, is_accused=True, contact_is_safe=False)
    refused("guardian", does, "lin", plans.agree_plan, case, row=plan, **told | {"guardian": father})
    refused("school", does, "lin", plans.agree_plan, case, row=plan, **told | {"school": ""})
    refused("child_voice", does, "lin", plans.agree_plan, case, row=plan, **told | {"child_voice": "small"})
    does("lin", plans.agree_plan, case, row=plan, **told)
    assert state(house, "minorsupportplan", plan) == ("running", "")
    last = house.raw("select ends_by from cases_minorsupportplan where id = %s", [plan])[0][0]
    assert last == clock.today() + timedelta(days=365)


def test_the_database_lets_no_plan_run_without_a_guardian(house):
    case, _mother = child()
    leave(house, case)
    plan = drafted(case)
    with pytest.raises(DatabaseError), acting("lin"):
        plain_sql("update cases_minorsupportplan set state = 'running' where id = %s returning 1", [plan])


def test_a_step_is_an_offer_with_a_day_and_somebody_of_this_childs_circle(house):
    case, mother = child()
    leave(house, case)
    teacher = member(case, opened(case, mother))
    plan = drafted(case)
    refused("due_on", stepped, case, plan, clock.today() - timedelta(days=1))
    refused("what", stepped, case, plan, clock.today(), what=" ")
    stepped(case, plan, clock.today(), member=teacher)
    other, hers = child()
    elsewhere = member(other, opened(other, hers))
    refused("row", stepped, case, plan, clock.today(), member=elsewhere)
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/{teacher}/sheet/")
    assert OFFER in page and GOAL not in page


def test_a_review_hears_guardian_child_and_school(house):
    case, plan, _step = running(house)
    for name in ("guardian_said", "child_said", "school_said", "found"):
        refused(name, does, "lin", plans.review_plan, case, **review(plan, **{name: " "}))
    refused("held_on", does, "lin", plans.review_plan, case, **review(plan, held_on=date(2020, 1, 1)))
    does("lin", plans.review_plan, case, **review(plan, goals_met=[goal_of(plan)]))
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/")
    assert "喜欢去" in page and "达到于" in page


def test_a_plan_whose_guardian_turned_out_accused_is_reviewed_by_nobody(house):
    case, plan, _step = running(house)
    guardian(case, is_accused=True, contact_is_safe=False)  # the same name as the mother who agreed
    refused("consent", does, "lin", plans.review_plan, case, **review(plan))


def test_goals_are_not_said_to_be_reached_while_one_is_open(house):
    case, plan, _step = running(house)
    ending = {"row": plan, "note": "监护人和孩子都满意"}
    refused("ended_for", does, "lin", plans.end_plan, case, **ending, ended_for="goals_met")
    refused("ended_for", does, "lin", plans.end_plan, case, **ending, ended_for="dropped")
    refused("ended_for", does, "lin", plans.end_plan, case, **ending, ended_for="of_age")
    does("lin", plans.review_plan, case, **review(plan, goals_met=[goal_of(plan)]))
    does("lin", plans.end_plan, case, **ending, ended_for="goals_met")
    assert state(house, "minorsupportplan", plan) == ("ended", "goals_met")
    with pytest.raises(IllegalTransition):
        does("lin", plans.review_plan, case, **review(plan))


def test_a_draft_is_given_up_and_another_plan_begins(house):
    case, _mother = child()
    leave(house, case)
    plan = drafted(case)
    refused("child", drafted, case)
    refused("ended_for", does, "lin", plans.end_plan, case, row=plan, ended_for="wish", note="不做了")
    does("lin", plans.end_plan, case, row=plan, ended_for="dropped", note="不做了")
    drafted(case)


def test_a_step_ends_once_and_is_dropped_with_a_reason(house):
    case, _plan, step = running(house)
    told = {"row": step, "ended_on": clock.today()}
    refused("note", does, "lin", steps.finish_step, case, **told, became="dropped")
    refused(
        "ended_on", does, "lin", steps.finish_step, case, row=step, became="done", ended_on=date(2099, 1, 1)
    )
    does("lin", steps.finish_step, case, **told, became="done")
    refused("ended", does, "lin", steps.finish_step, case, **told, became="done")


def test_a_matter_is_not_closed_over_a_circle_and_ends_it_when_it_ends_another_way(house):
    case, plan, _step = running(house)
    with pytest.raises(Refusal) as told, acting("lin"):
        ending.refuse_while_open(case)
    assert told.value.code == "circle"
    does("lin", transitions.triage, case, route="R3")
    told = {"body": "双辽市民政局", "note": "未成年人救助", "notice_how": "safe_way"}
    does("lin", giving.guide_out, case, **told)
    assert state(house, "minorsupportplan", plan) == ("ended", "matter_ended")


def test_every_word_of_it_is_sealed(house):
    case, plan, _step = running(house)
    does("lin", plans.review_plan, case, **review(plan))
    for table in ("plangoal", "planstep", "planreview"):
        for row in house.raw(f"select t::text from cases_{table} t where case_id = %s", [case.pk]):
            for word in (GOAL, OFFER, "喜欢去", "作业按时交"):
                assert word not in row[0] and word.encode().hex() not in row[0]
