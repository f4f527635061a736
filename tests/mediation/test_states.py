"""Every event in every state of a mediation, and for every role: what leads where, and that the rest is refused."""

import pytest

from cases.mediation.buttons import BUTTONS
from cases.mediation.lists import MediationState
from cases.mediation.states import BEYOND, MEDIATION
from network.access.roles import ROLES
from sisterhood.lib.states import IllegalTransition

STOPS = {"find_unsuitable": "unsuitable", "end_by_party": "ended_by_party"}
TALKS = STOPS | {"report_to_police": "reported_to_police"}
COURT = ("ask_confirmation", "record_confirmation")
TOLD = {
    "requested": {"name_mediator": "requested", "screen_side": "screening"} | STOPS,
    "screening": {
        "name_mediator": "screening",
        "screen_side": "screening",
        "take_consent": "screening",
        "both_consented": "consented",
    }
    | STOPS,
    "unsuitable": {
        "redirect_mediation": "redirected",
        "ask_exception": "unsuitable",
        "approve_exception": "screening",
        "refuse_exception": "unsuitable",
    },
    "consented": dict.fromkeys(("name_mediator", "extend_mediation"), "consented")
    | {"schedule_session": "scheduled"}
    | TALKS,
    "scheduled": dict.fromkeys(("name_mediator", "extend_mediation"), "scheduled")
    | {"begin_mediation": "in_session"}
    | TALKS,
    "in_session": dict.fromkeys(("name_mediator", "extend_mediation"), "in_session")
    | {
        "adjourn_session": "adjourned",
        "agree_in_writing": "agreed_written",
        "agree_orally": "agreed_oral",
        "fail_mediation": "failed",
    }
    | TALKS,
    "adjourned": dict.fromkeys(("name_mediator", "extend_mediation"), "adjourned")
    | {"schedule_session": "scheduled", "resume_session": "in_session", "fail_mediation": "failed"}
    | TALKS,
    "agreed_written": dict.fromkeys((*COURT, "draw_agreement"), "agreed_written")
    | {"begin_performance": "performing"},
    "agreed_oral": dict.fromkeys(COURT, "agreed_oral") | {"begin_performance": "performing"},
    "performing": dict.fromkeys((*COURT, "draw_agreement", "follow_agreement"), "performing")
    | {"confirm_performed": "performed", "declare_breached": "breached"},
    **dict.fromkeys(
        ("redirected", "failed", "ended_by_party", "reported_to_police", "performed", "breached"),
        {"close_mediation": "closed"},
    ),
    "closed": {},
}
LEADERS = ("city_leader", "county_leader")
COUNTY = (*LEADERS, "city_officer", "county_officer")
OWNERS = (*COUNTY, "township_chair")
MAY = {
    "request_mediation": OWNERS,
    "name_mediator": OWNERS,
    "draw_agreement": OWNERS,
    "ask_exception": COUNTY,
    "approve_exception": LEADERS,
    "refuse_exception": LEADERS,
}


@pytest.mark.parametrize("state", MediationState.values)
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(state):
    for event in {each.event for each in MEDIATION.transitions}:
        if event in TOLD[state]:
            assert MEDIATION.next(state, event) == TOLD[state][event], (state, event)
        else:
            with pytest.raises(IllegalTransition) as refused:
                MEDIATION.next(state, event)
            assert str(refused.value)


@pytest.mark.parametrize("action", [*BUTTONS, "request_mediation"])
def test_for_every_role_each_step_is_hers_or_is_not(action):
    may = {role for role, row in ROLES.items() if action in row.may}
    assert may == set(MAY.get(action, (*OWNERS, "mediator")))


def test_the_state_table_names_the_same_roles():
    for each in MEDIATION.transitions:
        action = "take_consent" if each.event == "both_consented" else each.event
        assert set(each.actors) == set(MAY.get(action, (*OWNERS, "mediator"))), each.event


def test_no_way_leads_out_of_unsuitable_but_the_leaders_word():
    out = {each.event: each.target for each in MEDIATION.allowed("unsuitable") if each.target != "unsuitable"}
    assert out == {"redirect_mediation": "redirected", "approve_exception": "screening"}
    assert "township_chair" not in next(
        e.actors for e in MEDIATION.transitions if e.event == "approve_exception"
    )


def test_no_way_leads_to_both_sides_together_past_the_consent_of_both():
    into = {
        each.event
        for each in MEDIATION.transitions
        if each.target in BEYOND and set(each.sources) - set(BEYOND)
    }
    assert into == {"both_consented"}
    assert set(MEDIATION.transition("screening", "both_consented").sources) == {"screening"}
