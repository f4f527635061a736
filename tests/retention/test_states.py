"""Every event in every state of a list of destruction, and for every role: what leads where, and that the rest is refused."""

import pytest

from cases.retention.buttons import BUTTONS, MATTER
from cases.retention.lists import DestructionState, Kept
from cases.retention.states import DESTRUCTION, FIRST, LABELS
from cases.retention.table import RETENTION
from network.access.roles import ROLES
from network.deadlines.policy import LIMITS, PIECES
from sisterhood.lib.states import IllegalTransition

LEADERS = {"city_leader", "county_leader", "township_chair"}
OFFICERS = {"city_officer", "county_officer"}
TOLD = {
    "drawn_up": {"appraise_destruction": "appraised", "call_off_destruction": "called_off"},
    "appraised": {"confirm_destruction": "destroyed", "call_off_destruction": "called_off"},
    "destroyed": {},
    "called_off": {},
}
WHO = {
    "appraise_destruction": LEADERS,
    "confirm_destruction": {"privacy_officer"},
    "call_off_destruction": LEADERS | {"privacy_officer"},
    "keep_from_destruction": LEADERS | {"privacy_officer"},
    "lift_restriction": LEADERS,
    "see_retention": LEADERS | {"privacy_officer", "audit_admin"},
    "place_hold": LEADERS | OFFICERS,
    "release_hold": LEADERS | OFFICERS,
    "restrict_matter": LEADERS | OFFICERS,
    "see_glass_report": {"city_leader", "county_leader", "privacy_officer", "audit_admin"},
}


@pytest.mark.parametrize("state", DestructionState.values)
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(state):
    for event in {each.event for each in DESTRUCTION.transitions}:
        if event in TOLD[state]:
            assert DESTRUCTION.next(state, event) == TOLD[state][event], (state, event)
        else:
            with pytest.raises(IllegalTransition) as refused:
                DESTRUCTION.next(state, event)
            assert str(refused.value)


@pytest.mark.parametrize("action", WHO)
def test_for_every_role_each_step_is_hers_or_is_not(action):
    assert {role for role, row in ROLES.items() if action in row.may} == WHO[action]


def test_no_role_both_appraises_and_confirms():
    assert not [
        role for role, row in ROLES.items() if {"appraise_destruction", "confirm_destruction"} <= set(row.may)
    ]


def test_nothing_is_destroyed_in_one_step_and_nothing_comes_back():
    into = {(source, each.target) for each in DESTRUCTION.transitions for source in each.sources}
    assert {source for source, target in into if target == "destroyed"} == {"appraised"}
    assert DESTRUCTION.is_final("destroyed") and DESTRUCTION.is_final("called_off")


def test_every_step_has_its_button_and_every_state_that_goes_on_its_first_step():
    assert set(BUTTONS) == {each.event for each in DESTRUCTION.transitions}
    assert set(FIRST) == {state for state, events in TOLD.items() if events}
    assert set(MATTER) <= set(LABELS)


def test_every_kind_of_record_has_its_years_as_a_rule_with_its_law():
    rows = {row.code: row for row in LIMITS}
    assert {rule.kind for rule in RETENTION} == set(Kept)
    for rule in RETENTION:
        assert rows[rule.code].count_in == PIECES and "《" in rows[rule.code].source
