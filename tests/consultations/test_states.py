"""Every event in every state of a session and a shift: what leads where, and that everything else is refused."""

import pytest

from cases.consultations.states import COUNSELLING, LEGAL
from network.duty.rota.states import SHIFT
from sisterhood.lib.states import IllegalTransition

LAW = {
    "booked": {"walk_in": "walked_in", "check_in": "checked_in", "no_show": "no_show", "cancel": "cancelled"},
    "walked_in": {"check_in": "checked_in", "cancel": "cancelled"},
    "checked_in": {"begin": "in_session", "press_crisis": "crisis", "cancel": "cancelled"},
    "in_session": {"complete": "completed", "press_crisis": "crisis"},
    "completed": {"plan_follow_up": "follow_up", "close": "closed"},
    "crisis": {"plan_follow_up": "follow_up", "close": "closed"},
    "no_show": {"plan_follow_up": "follow_up", "close": "closed"},
    "cancelled": {},
    "follow_up": {"close": "closed"},
    "closed": {},
}
MIND = LAW | {
    "checked_in": {"sign_consent": "consented", "press_crisis": "crisis", "cancel": "cancelled"},
    "consented": {"begin": "in_session", "press_crisis": "crisis"},
    "in_session": LAW["in_session"] | {"advise_medical": "medical_advised"},
    "crisis": LAW["crisis"] | {"advise_medical": "medical_advised"},
    "medical_advised": {"plan_follow_up": "follow_up", "close": "closed"},
}
DUTY = {
    "planned": {"offer": "offered"},
    "offered": {"confirm": "confirmed", "decline": "planned"},
    "confirmed": {"take_over": "substituted", "start_duty": "on_duty", "miss": "missed"},
    "on_duty": {"finish_duty": "done"},
    "missed": {"start_duty": "on_duty"},
    "done": {},
    "substituted": {},
}


@pytest.mark.parametrize(("table", "told"), [(LEGAL, LAW), (COUNSELLING, MIND), (SHIFT, DUTY)])
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(table, told):
    assert set(table.states) == set(told)
    events = {each.event for each in table.transitions}
    for state in table.states:
        for event in events:
            if event in told[state]:
                assert table.next(state, event) == told[state][event], (state, event)
            else:
                with pytest.raises(IllegalTransition) as refused:
                    table.next(state, event)
                assert str(refused.value)


def test_no_way_into_a_counselling_session_leads_past_the_signed_sheet():
    into = {
        source for each in COUNSELLING.transitions if each.target == "in_session" for source in each.sources
    }
    assert into == {"consented"}
    assert {each.event for each in COUNSELLING.transitions if each.target == "consented"} == {"sign_consent"}
