"""The table of states: what leads where, who may, and that no button asks for what the table does not know."""

import pytest

from network.access.roles import ROLES
from network.selection.states import ASKS, BEFORE, LINE, SELECTION, STATES
from network.selection.terms import EVENTS
from network.selection.views import STEPS
from sisterhood.lib.states import IllegalTransition

HANDS = {"village_chair", "township_chair"}
TOWN_ALONE = {
    "settle_objection",
    "confirm_head",
    "record_training",
    "sign_pledge",
    "begin_term",
    "succeed_head",
}
# State by state, every event that is possible there and where it leads.
WANTED = {
    "announced": {"nominate": "nominated", "call_off_selection": "called_off"},
    "nominated": {
        "nominate": "nominated",
        "hold_meeting": "meeting_held",
        "call_off_selection": "called_off",
    },
    "meeting_held": {"publish_notice": "public_notice", "call_off_selection": "called_off"},
    "public_notice": {
        "enter_objection": "objection",
        "confirm_head": "confirmed",
        "call_off_selection": "called_off",
    },
    "objection": {
        "enter_objection": "objection",
        "settle_objection": "objection",
        "dismiss_objection": "public_notice",
        "uphold_objection": "nominated",
        "call_off_selection": "called_off",
    },
    "confirmed": {
        "record_training": "confirmed",
        "sign_pledge": "confirmed",
        "begin_term": "in_term",
        "call_off_selection": "called_off",
    },
    "in_term": {"renew": "renewed", "follow": "term_over", "resign": "resigned", "remove": "removed"},
    "renewed": {},
    "term_over": {},
    "resigned": {},
    "removed": {},
    "called_off": {},
}


@pytest.mark.parametrize("state", STATES)
def test_every_event_in_every_state_leads_where_it_should_or_is_refused_in_words(state):
    for event in {each.event for each in SELECTION.transitions}:
        if event in WANTED[state]:
            assert SELECTION.next(state, event) == WANTED[state][event]
        else:
            with pytest.raises(IllegalTransition) as refused:
                SELECTION.next(state, event)
            assert str(refused.value)


def test_the_village_organises_and_the_township_decides():
    for each in SELECTION.transitions:
        action = ASKS.get(each.event, each.event)
        assert set(each.actors) == ({"township_chair"} if action in TOWN_ALONE else HANDS), each.event


def test_every_button_and_every_end_of_a_term_is_an_event_and_known_to_somebody():
    events = {each.event for each in SELECTION.transitions}
    assert set(STEPS) <= events and set(EVENTS.values()) <= events
    assert all(any(verb in row.may for row in ROLES.values()) for verb in STEPS)
    assert set(LINE) <= set(STATES) and set(BEFORE) <= set(STATES)
