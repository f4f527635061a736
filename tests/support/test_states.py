"""Every event in every state, and for every role: what leads where, and that the rest is refused."""

import pytest

from cases.support.buttons import FILE_BUTTONS, FIRST_OF_FILE, NOTE_BUTTONS, VISIT_BUTTONS
from cases.support.education_views import BUTTONS as TALKS
from cases.support.states import CONCERN, EDUCATION, FILE, OUTREACH
from network.access.roles import ROLES
from sisterhood.lib.states import IllegalTransition

DARK = {"darken_file": "restricted"}
OBJECTS = {"take_objection": "paused"}
TOLD = {
    CONCERN: {
        "noted": {"review_note": "reviewed", "step_aside": "noted"},
        "reviewed": {
            "redirect_note": "redirected",
            "propose_file": "opened",
            "dismiss_note": "dismissed",
            "step_aside": "reviewed",
        },
        "dismissed": {},
        "redirected": {},
        "opened": {},
    },
    FILE: {
        "proposed": {"sign_file": "signed", "refuse_file": "refused"} | DARK,
        "signed": {"approve_file": "active", "refuse_file": "refused"} | DARK,
        "active": dict.fromkeys(
            ("give_notice", "name_worker", "ask_longer", "grant_longer", "refuse_longer"), "active"
        )
        | {"write_review": "reviewed"}
        | OBJECTS
        | DARK,
        "reviewed": {"continue_file": "active", "end_file": "restricted", "return_review": "active"}
        | OBJECTS
        | DARK,
        "paused": {"accept_objection": "restricted", "answer_objection": "active"} | DARK,
        "restricted": {"propose_destruction": "restricted", "destroy_file": "destroyed"},
        "destroyed": {},
        "refused": {},
    },
    OUTREACH: {
        "asked": {
            "record_outreach": "visited",
            "decline_outreach": "declined",
            "call_off_outreach": "called_off",
        },
        "visited": {},
        "declined": {},
        "called_off": {},
    },
    EDUCATION: {
        "planned": {"check_survivor": "checked", "call_off_education": "called_off"},
        "checked": {"hold_education": "held", "call_off_education": "called_off"},
        "held": {},
        "called_off": {},
    },
}
NEAR = {"station_head", "village_chair", "volunteer"}
WORKS = {"county_officer", "township_chair", "executive_member"}
HANDLES = {"county_leader", "county_officer", "township_chair"}
LEADER, PRIVACY, CITY = {"county_leader"}, {"privacy_officer"}, {"city_leader"}
WHO = {
    **dict.fromkeys(("note_concern", "ask_visit"), NEAR),
    **dict.fromkeys(("record_outreach", "decline_outreach", "call_off_outreach"), NEAR | WORKS),
    **dict.fromkeys(("plan_visit", "give_notice", "write_review"), WORKS),
    "take_objection": WORKS | PRIVACY,
    **dict.fromkeys(("review_note", "step_aside"), {"township_chair", "county_officer"}),
    **dict.fromkeys(("redirect_note", "dismiss_note", "propose_file"), {"county_officer"}),
    **dict.fromkeys(("sign_file", "ask_longer", "accept_objection", "answer_objection"), PRIVACY),
    "propose_destruction": PRIVACY,
    "propose_switch": PRIVACY,
    "refuse_file": PRIVACY | LEADER,
    **dict.fromkeys(("approve_file", "name_worker", "continue_file", "end_file", "return_review"), LEADER),
    "destroy_file": LEADER,
    **dict.fromkeys(("grant_longer", "refuse_longer"), CITY),
    "decide_switch": LEADER | CITY,
    "see_switches": LEADER | CITY | PRIVACY,
    "see_support": NEAR | WORKS | LEADER | CITY | PRIVACY,
    "darken_file": set(),
    **dict.fromkeys(("plan_education", "check_survivor", "hold_education", "call_off_education"), HANDLES),
}


@pytest.mark.parametrize(
    ("table", "state"),
    [(table, state) for table, states in TOLD.items() for state in states],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_event_in_every_state_leads_where_it_is_written_and_nowhere_else(table, state):
    assert set(table.states) == set(TOLD[table])
    for event in {each.event for each in table.transitions}:
        if event in TOLD[table][state]:
            assert table.next(state, event) == TOLD[table][state][event], (state, event)
        else:
            with pytest.raises(IllegalTransition) as refused:
                table.next(state, event)
            assert str(refused.value)


@pytest.mark.parametrize("action", WHO)
def test_for_every_role_each_step_is_hers_or_is_not(action):
    assert {role for role, row in ROLES.items() if action in row.may} == WHO[action]


def test_every_event_stands_in_the_table_of_roles():
    events = {each.event for table in TOLD for each in table.transitions}
    assert events <= set(WHO)


def test_every_step_of_a_person_has_its_button():
    steps = {each.event for table in TOLD for each in table.transitions if each.actors}
    assert steps | {"plan_visit"} == set(NOTE_BUTTONS | FILE_BUTTONS | VISIT_BUTTONS | TALKS)
    assert set(FIRST_OF_FILE.values()) <= set(FILE_BUTTONS)


def test_whoever_notes_a_concern_decides_nothing_about_it():
    for role in NEAR:
        assert not {"review_note", "propose_file", "sign_file", "approve_file"} & ROLES[role].may.keys()
