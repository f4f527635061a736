"""The gate against mediating violence away: what is found ends it, only she herself and a leader open it again, and
the database says the same to whoever passes by the verbs."""

from datetime import timedelta

import psycopg
import pytest

from cases.mediation import agreements, consenting, opening, screening, sessions
from cases.mediation.models import Mediation
from cases.mediation.screen import CODES, EXCEPTED, found_by, may_be_excepted
from cases.protection import danger, orders, shelter
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting
from tests.mediation.conftest import (
    CLEAR,
    DISPUTE,
    agrees,
    arranged,
    consented,
    flags,
    heard,
    named,
    requested,
    sitting,
    state,
)
from tests.stories import does, matter

ASKED = {
    "adult": True,
    "informed": True,
    "subjects": ["visits"],
    "separate_rooms": True,
    "no_bargaining": True,
    "request": "我想自己谈孩子探望的事，分开谈",
}
ORDER = {
    "applicant": "herself",
    "will": "wants",
    "measures": ["no_violence"],
    "court": "双辽市人民法院",
    "respondent": "某男",
    "facts": "又动手",
}


def _sealed_and_unsuitable():
    """She said that she is afraid; the matter is sealed."""
    case, row = requested()
    heard(case, row, fear="yes")
    does("lin", danger.begin_protection, case)
    return case, row


def _asks(case, row, **changed):
    return does(
        "lin", screening.ask_exception, case, row=row, **(ASKED | {"asked_on": clock.today()} | changed)
    )


def _excepted():
    case, row = _sealed_and_unsuitable()
    _asks(case, row)
    does("gao", screening.approve_exception, case, row=row, note="她知情并自愿")
    return case, row


def test_only_a_plain_no_clears_a_question():
    assert found_by(CLEAR) == []
    for code in CODES:
        assert found_by(CLEAR | {code: "yes"}) == [code] == found_by(CLEAR | {code: "unknown"})
        assert found_by({key: value for key, value in CLEAR.items() if key != code}) == [code]
        assert may_be_excepted([code]) is (code in EXCEPTED)
    assert set(EXCEPTED) == {"violence", "fear", "control"}


@pytest.mark.parametrize("side", ["hers", "other"])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_any_such_answer_of_either_side_makes_it_unsuitable_in_the_same_moment(house, side, code, answer):
    case, row = requested()
    if side == "other":
        heard(case, row)
    heard(case, row, side, **{code: answer})
    assert state(house, row) == "unsuitable" and flags(house, row) == [code]
    for step in (lambda: agrees(case, row, "hers"), lambda: heard(case, row, "other")):
        with pytest.raises(Refusal) as refused:
            step()
        assert refused.value.code == "unsuitable" and "不得调解" in str(refused.value)


def test_each_side_is_heard_alone_and_asked_everything(house):
    case, row = requested()
    with pytest.raises(Refusal) as refused:
        does("lin", screening.screen_side, case, row=row, side="hers", alone=False, answers=CLEAR)
    assert refused.value.code == "alone"
    with pytest.raises(Refusal) as refused:
        does(
            "lin", screening.screen_side, case, row=row, side="hers", alone=True, answers=CLEAR | {"fear": ""}
        )
    assert refused.value.code == "fear"
    heard(case, row)
    named(case, row)
    with pytest.raises(Refusal) as refused:
        agrees(case, row, "hers")
    assert refused.value.code == "screen" and state(house, row) == "screening"


def test_nobody_is_talked_into_it_and_only_one_is_open(house):
    case = matter("lin")
    with pytest.raises(Refusal) as refused:
        does("lin", opening.request_mediation, case, kind="family", dispute=DISPUTE, willing=False)
    assert refused.value.code == "willing"
    requested(case)
    with pytest.raises(Refusal) as refused:
        requested(case)
    assert refused.value.code == "open"


def test_a_matter_of_violence_ends_at_the_first_hearing_even_when_she_says_no_to_everything(house):
    case, row = requested(matter("lin", safety="violence"))
    assert flags(house, row) == ["violence"]
    heard(case, row)
    assert state(house, row) == "unsuitable"


@pytest.mark.parametrize("safety", ["urgent", "minor"])
def test_danger_and_children_are_refused_at_once(house, safety):
    with pytest.raises(Refusal) as refused:
        requested(matter("lin", safety=safety))
    assert refused.value.code == "danger" and "不得调解" in str(refused.value)


def _an_order(case):
    does("lin", danger.begin_protection, case)
    does("lin", orders.draft_order, case, **ORDER, despite=True)


def _danger_now(case):
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)


def _a_safe_place(case):
    does("lin", danger.begin_protection, case)
    does("lin", shelter.start_stay, case, place="", started_on=clock.today(), despite=True)


@pytest.mark.parametrize("protects", [_an_order, _danger_now, _a_safe_place])
def test_under_protection_no_mediation_begins_and_none_goes_on(house, protects):
    fresh = matter("lin")
    protects(fresh)
    with pytest.raises(Refusal) as refused:
        requested(fresh)
    assert refused.value.code == "danger" and str(refused.value)
    case, row = consented()
    arranged(case, row)
    protects(case)
    with pytest.raises(Refusal) as refused:
        does("lin", sessions.begin_mediation, case, row=row, no_relative=True)
    assert refused.value.code == "danger" and state(house, row) == "scheduled"
    does("lin", screening.find_unsuitable, case, row=row, found=["violence"], note="危险")
    assert state(house, row) == "unsuitable"


def test_what_comes_to_light_later_stops_it_and_undoes_the_consents(house):
    case, row = sitting()
    does("lin", screening.find_unsuitable, case, row=row, found=["control"], note="他不许她说话")
    assert state(house, row) == "unsuitable" and flags(house, row) == ["control"]
    ended = "select count(*) from cases_mediationconsent where mediation_id = %s and ended_at is null"
    assert house.raw(ended, [row]) == [(0,)]
    assert house.raw("select count(*) from network_clock where part = %s and state = 'running'", [row]) == [
        (0,)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"adult": False},
        {"informed": False},
        {"separate_rooms": False},
        {"no_bargaining": False},
        {"subjects": []},
        {"request": " "},
    ],
)
def test_an_exception_lacks_no_condition(house, changed):
    case, row = _sealed_and_unsuitable()
    with pytest.raises(Refusal) as refused:
        _asks(case, row, **changed)
    assert refused.value.code == next(iter(changed)) and str(refused.value)


def test_an_exception_is_hers_and_after_she_was_heard(house):
    case, row = _sealed_and_unsuitable()
    with pytest.raises(Refusal) as refused:
        _asks(case, row, asked_on=clock.today() - timedelta(days=1))
    assert refused.value.code == "asked_on"
    other, its = requested()
    heard(other, its, fear="yes")
    with pytest.raises(Refusal) as refused:
        _asks(other, its)
    assert refused.value.code == "ordinary"


@pytest.mark.parametrize("code", ["capacity", "minors", "crime"])
def test_a_child_a_crime_and_a_doubtful_will_have_no_exception(house, code):
    case, row = requested()
    heard(case, row, fear="yes", **{code: "yes"})
    does("lin", danger.begin_protection, case)
    with pytest.raises(Refusal) as refused:
        _asks(case, row)
    assert refused.value.code == "flags"


def test_whoever_asked_does_not_decide_and_a_refusal_stays(house):
    case, row = _sealed_and_unsuitable()
    _asks(case, row)
    with pytest.raises(Refusal) as refused:
        does("lin", screening.approve_exception, case, row=row, note="x")
    assert refused.value.code == "role"
    with pytest.raises(Refusal) as refused:
        does("lin", screening.redirect_mediation, case, row=row, ways=["court"])
    assert refused.value.code == "waits"
    does("gao", screening.refuse_exception, case, row=row, note="风险仍在")
    assert state(house, row) == "unsuitable"
    does("lin", screening.redirect_mediation, case, row=row, ways=["court", "order"])
    assert state(house, row) == "redirected"


def test_the_exception_leads_to_separate_rooms_and_nowhere_else(house):
    case, row = _excepted()
    assert state(house, row) == "screening"
    named(case, row)
    heard(case, row, "other")
    for side in ("hers", "other"):
        agrees(case, row, side, one_room=True)
    assert state(house, row) == "consented" and flags(house, row) == ["fear"]
    with pytest.raises(Refusal) as refused:
        arranged(case, row, one_room=True)
    assert refused.value.code == "one_room"
    arranged(case, row)
    does("lin", sessions.begin_mediation, case, row=row, no_relative=True)
    assert state(house, row) == "in_session"


def test_what_the_other_side_says_afterwards_voids_the_exception(house):
    case, row = _excepted()
    named(case, row)
    heard(case, row, "other", violence="yes")
    assert state(house, row) == "unsuitable" and flags(house, row) == ["violence", "fear"]
    assert house.raw("select exception_id from cases_mediation where id = %s", [row]) == [(None,)]


def test_one_room_needs_the_word_of_each_side(house):
    case, row = consented()
    with pytest.raises(Refusal) as refused:
        arranged(case, row, one_room=True)
    assert refused.value.code == "one_room"
    case, row = consented(one_room=True)
    arranged(case, row, one_room=True)
    assert state(house, row) == "scheduled"


def test_either_side_ends_it_and_nobody_asks_why(house):
    case, row = sitting()
    does("lin", consenting.end_by_party, case, row=row, side="hers")
    assert state(house, row) == "ended_by_party"
    with pytest.raises(IllegalTransition):
        does("lin", agreements.agree_orally, case, row=row, terms="x")


@pytest.mark.parametrize(
    "change",
    [
        "state = 'consented'",
        "state = 'in_session'",
        "state = 'agreed_written'",
        "state = 'performing'",
        "flags = '[]'",
        "flags = '[]', state = 'consented'",
    ],
)
def test_the_database_holds_the_gate_alone(house, change):
    case, row = requested()
    heard(case, row, fear="yes")
    with pytest.raises(psycopg.errors.CheckViolation):
        house.raw(f"update cases_mediation set {change} where id = %s", [row])


def test_the_database_wants_both_heard_a_second_person_and_no_order(house):
    case, row = requested()
    heard(case, row)
    with pytest.raises(psycopg.errors.CheckViolation):
        house.raw("update cases_mediation set state = 'consented' where id = %s", [row])
    hurt, its = _sealed_and_unsuitable()
    _asks(hurt, its)
    by_herself = """update cases_mediationexception set granted = true, decided_by_id = entered_by_id
                     where mediation_id = %s"""
    with pytest.raises(psycopg.errors.CheckViolation):
        house.raw(by_herself, [its])
    going, on = consented()
    _an_order(going)
    with pytest.raises(psycopg.errors.CheckViolation):
        house.raw("update cases_mediation set state = 'scheduled' where id = %s", [on])


def test_nothing_of_a_screening_is_rewritten(house):
    case, row = requested()
    heard(case, row, fear="yes")
    with acting("lin"):
        assert Mediation.objects.get(pk=row).screens.count() == 1
    privilege = "select has_table_privilege('app', 'cases_mediationscreen', 'update')"
    assert house.raw(privilege) == [(False,)]
