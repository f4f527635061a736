"""Every event in every state of a circle and of a plan, and for every role: what leads where, and that the rest is refused."""

import pytest

from cases.circle.buttons import OF_CIRCLE, OF_PLAN, ROW_STEPS, STEPS
from cases.circle.lists import SEATS, CircleState, MemberRole, PlanState
from cases.circle.states import CIRCLE, LABELS, PLAN
from network.access.roles import ROLES
from sisterhood.lib.states import IllegalTransition

STANDS = ("hold_contact", "name_member", "renew_member_check", "end_member", "renew_circle_consent")
TOLD = {
    CIRCLE: {"standing": dict.fromkeys(STANDS, "standing") | {"end_circle": "ended"}, "ended": {}},
    PLAN: {
        "drafted": {
            "set_goal": "drafted",
            "set_step": "drafted",
            "agree_plan": "running",
            "end_plan": "ended",
        },
        "running": {
            **dict.fromkeys(("set_goal", "set_step", "finish_step", "review_plan"), "running"),
            "end_plan": "ended",
        },
        "ended": {},
    },
}
OWNERS = {"city_leader", "city_officer", "county_leader", "county_officer", "township_chair"}
CELLS = [(table, state) for table, states in TOLD.items() for state in states]


@pytest.mark.parametrize(("table", "state"), CELLS, ids=lambda x: x if isinstance(x, str) else x.name)
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(table, state):
    for event in {each.event for each in table.transitions}:
        if event in TOLD[table][state]:
            assert table.next(state, event) == TOLD[table][state][event], (state, event)
        else:
            with pytest.raises(IllegalTransition) as refused:
                table.next(state, event)
            assert str(refused.value)


def test_the_tables_know_every_state():
    assert set(TOLD[CIRCLE]) == set(CircleState.values) and set(TOLD[PLAN]) == set(PlanState.values)


@pytest.mark.parametrize("action", [*STEPS, *ROW_STEPS])
def test_for_every_role_each_step_is_hers_or_is_not(action):
    assert {role for role, row in ROLES.items() if action in row.may} == OWNERS


def test_every_step_has_its_button_and_its_word_in_the_timeline():
    events = {each.event for table in TOLD for each in table.transitions}
    assert set(ROW_STEPS) == events and set(STEPS) | events <= set(LABELS)
    assert set(OF_CIRCLE) | set(OF_PLAN) | {"renew_member_check", "end_member", "finish_step"} == events


@pytest.mark.parametrize("verb", [verb for verb, step in (STEPS | ROW_STEPS).items() if step.needs_leave])
def test_whatever_works_on_words_needs_leave(verb):
    assert verb == "draft_plan" or verb in {each.event for each in PLAN.transitions}


@pytest.mark.parametrize("role", MemberRole.values)
def test_every_role_stands_in_the_table_with_its_law(role):
    assert "《" in SEATS[role].source and "条" in SEATS[role].source
