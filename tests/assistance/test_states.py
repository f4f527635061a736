"""Every event in every state of an assistance, and for every role: what leads where, and that the rest is refused."""

import pytest

from cases.assistance.buttons import BUTTONS, FIRST
from cases.assistance.kinds import KINDS
from cases.assistance.lists import AssistanceKind, AssistanceState
from cases.assistance.states import ASSISTANCE
from network.access.roles import ROLES
from sisterhood.lib.states import IllegalTransition

ENDS = {"refuse_assistance": "refused", "call_off_assistance": "called_off"}
TOLD = {
    "asked": {"begin_assistance": "under_way"} | ENDS,
    "under_way": {"ask_after_assistance": "under_way", "record_assistance": "recorded"} | ENDS,
    "recorded": {"close_assistance": "closed"},
    "closed": {},
    "refused": {},
    "called_off": {},
}
OWNERS = {"city_leader", "city_officer", "county_leader", "county_officer", "township_chair"}


@pytest.mark.parametrize("state", AssistanceState.values)
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(state):
    for event in {each.event for each in ASSISTANCE.transitions}:
        if event in TOLD[state]:
            assert ASSISTANCE.next(state, event) == TOLD[state][event], (state, event)
        else:
            with pytest.raises(IllegalTransition) as refused:
                ASSISTANCE.next(state, event)
            assert str(refused.value)


@pytest.mark.parametrize("action", [*BUTTONS, "ask_assistance", "see_assistance"])
def test_for_every_role_each_step_is_hers_or_is_not(action):
    assert {role for role, row in ROLES.items() if action in row.may} == OWNERS


def test_every_step_has_its_button_and_every_state_that_goes_on_its_first_step():
    assert set(BUTTONS) == {each.event for each in ASSISTANCE.transitions}
    assert set(FIRST) == {state for state, events in TOLD.items() if events}


def test_no_result_without_its_body_and_no_end_without_a_result_or_a_reason():
    into = {
        each.target: set(each.sources)
        for each in ASSISTANCE.transitions
        if each.event != "ask_after_assistance"
    }
    assert into["recorded"] == {"under_way"} and into["closed"] == {"recorded"}


@pytest.mark.parametrize("kind", AssistanceKind.values)
def test_every_kind_stands_in_the_table_with_its_law(kind):
    assert "《" in KINDS[kind].source and "条" in KINDS[kind].source
    assert KINDS[kind].begins != KINDS[kind].answers
