"""Nobody destroys alone: who may be the first, who the second, and what happens when two try at once."""

import threading
from datetime import date

import pytest
from django.db import connection

from cases.casefile import recusals
from cases.casefile.models import Case
from cases.retention import deciding, holds, sweep
from cases.retention.models import DestructionList, Restriction
from cases.vocabulary.reading import RecusalSource
from network.access.gate import Refusal
from network.staff.appointments import appoint
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person
from tests.retention.conftest import (
    LEADER,
    NOTE,
    OFFICER,
    WHY,
    appraised,
    decides,
    destroyed,
    listed,
    old,
    phase,
    proposes,
    soon,
    state,
    the_list,
)
from tests.stories import does

CITY = "zhou"


def _refused(username, verb, row, **said) -> Refusal:
    with pytest.raises((Refusal, IllegalTransition, DestructionList.DoesNotExist)) as refusal:
        decides(username, verb, row, **said)
    return refusal.value


def _appoints(house, username: str, role: str) -> None:
    """One more post at the unit of her first."""
    with house.login("migrator"):
        user = person(username)
        unit = user.appointments.get().unit
        appoint(user, unit=unit, role=role, by=None, starts_on=date(2024, 3, 1), is_primary=False)


def test_a_leader_appraises_and_a_privacy_officer_destroys(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    assert (state(fresh_house, row), phase(fresh_house, case)) == ("appraised", "restricted")
    decides(OFFICER, deciding.confirm_destruction, row)
    assert (state(fresh_house, row), phase(fresh_house, case)) == ("destroyed", "destroyed")
    told = fresh_house.raw(
        "select appraised_by_id, confirmed_by_id, destroyed from cases_destructionlist where id = %s", [row]
    )
    assert told == [(person(LEADER).pk, person(OFFICER).pk, 1)]


def test_nobody_alone_destroys_whatever_posts_she_has(fresh_house):
    _appoints(fresh_house, LEADER, "privacy_officer")
    row = appraised(fresh_house, old(fresh_house))
    assert _refused(LEADER, deciding.confirm_destruction, row).code == "second"
    assert state(fresh_house, row) == "appraised"


def test_the_owner_cannot_be_the_second(fresh_house):
    case = old(fresh_house)
    fresh_house.raw("update cases_case set owner_id = %s", [person(OFFICER).pk])
    row = appraised(fresh_house, case)
    assert _refused(OFFICER, deciding.confirm_destruction, row).code == "second"
    fresh_house.raw(
        "update cases_case set owner_id = %s, registered_by_id = %s", [person("lin").pk, person(OFFICER).pk]
    )
    assert _refused(OFFICER, deciding.confirm_destruction, row).code == "second"
    assert phase(fresh_house, case) == "restricted"


def test_the_second_step_does_not_come_first(fresh_house):
    case = old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    assert isinstance(_refused(OFFICER, deciding.confirm_destruction, row), DestructionList.DoesNotExist)
    assert isinstance(_refused(CITY, deciding.confirm_destruction, row), Refusal)


@pytest.mark.parametrize(
    "username", ["lin", "feng", "tian", "he", "sysadmin", "secadmin", "auditor", "tong", "wu"]
)
def test_whoever_does_not_decide_finds_no_list_and_no_number(fresh_house, username):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    for place in (
        "",
        f"{row}/",
        f"{row}/record/",
        f"{row}/appraise_destruction/",
        f"{row}/confirm_destruction/",
    ):
        answer = browser_of(username).get(f"/retention/{place}")
        assert answer.status_code in (403, 404) or case.number not in answer.content.decode()
    with acting(username):
        assert not DestructionList.objects.exists() and not Restriction.objects.exists()


def test_without_the_password_nothing_is_destroyed(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    bai = browser_of(OFFICER)
    for password in ("", "sisters-at-home"):
        page = bai.post(f"/retention/{row}/confirm_destruction/", {"password": password}).content.decode()
        assert phase(fresh_house, case) == "restricted" and "密码" in page
    answer = bai.post(f"/retention/{row}/confirm_destruction/", {"password": PASSWORD})
    assert answer.status_code == 302 and phase(fresh_house, case) == "destroyed"


def test_an_appraisal_needs_its_note(fresh_house):
    case = old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    assert _refused(LEADER, deciding.appraise_destruction, row, note="  ").code == "note"
    assert phase(fresh_house, case) == "closed"


def test_what_came_up_since_stops_the_whole_list_until_it_is_kept(fresh_house):
    case, other = old(fresh_house), old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    does("lin", holds.place_hold, case, issuer="双辽市人民检察院", reason="抗诉审查")
    refusal = _refused(LEADER, deciding.appraise_destruction, row, note=NOTE)
    assert refusal.code == "barred" and case.number in str(refusal) and "暂缓" in str(refusal)
    action = fresh_house.raw("select id from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    decides(LEADER, deciding.keep_from_destruction, row, action=action, until=soon(), why=WHY)
    decides(LEADER, deciding.appraise_destruction, row, note=NOTE)
    assert (phase(fresh_house, case), phase(fresh_house, other)) == ("closed", "restricted")
    fresh_house.raw(
        """insert into cases_legalhold (id, case_id, entered_by_id, entered_at)
           select gen_random_uuid(), id, owner_id, now() from cases_case where id = %s""",
        [other.pk],
    )
    assert _refused(OFFICER, deciding.confirm_destruction, row).code == "barred"
    assert phase(fresh_house, other) == "restricted"


def test_what_is_kept_is_what_it_was_before(fresh_house):
    case, other = old(fresh_house), old(fresh_house)
    row = appraised(fresh_house, case, other)
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 404
    action = fresh_house.raw("select id from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    decides(OFFICER, deciding.keep_from_destruction, row, action=action, until=soon(), why=WHY)
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 200
    decides(OFFICER, deciding.confirm_destruction, row)
    assert (phase(fresh_house, case), phase(fresh_house, other)) == ("closed", "destroyed")
    stored = fresh_house.raw("select why from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    assert WHY.encode() not in bytes(stored)


def test_the_last_one_kept_ends_the_list_and_so_does_calling_it_off(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    action = fresh_house.raw("select id from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    decides(LEADER, deciding.keep_from_destruction, row, action=action, until=soon(), why=WHY)
    assert state(fresh_house, row) == "called_off"
    first, second = old(fresh_house), old(fresh_house)
    row = appraised(fresh_house, first, second)
    decides(LEADER, deciding.call_off_destruction, row, until=soon(), why=WHY)
    assert state(fresh_house, row) == "called_off" and listed(fresh_house) == []
    assert {phase(fresh_house, each) for each in (first, second)} == {"closed"}
    running = fresh_house.raw(
        "select count(*) from network_clock where subject_kind = 'destruction' and state = 'running'"
    )
    assert running == [(0,)]


@pytest.mark.parametrize("said", [{"until": None, "why": WHY}, {"until": "future", "why": " "}])
def test_keeping_needs_a_day_to_come_and_a_reason(fresh_house, said):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    until = soon() if said["until"] else clock.today()
    refusal = _refused(LEADER, deciding.call_off_destruction, row, until=until, why=said["why"])
    assert refusal.code in ("until", "why") and phase(fresh_house, case) == "restricted"


def test_whoever_is_recused_from_one_of_its_matters_has_no_list(fresh_house):
    case = old(fresh_house)
    with acting("lin") as (lin, _scope):
        found = Case.objects.get(pk=case.pk)
        recusals.keep_away(
            found, [person(LEADER).pk], source=RecusalSource.OWNER, by=lin, at=clock.now(), reason="亲属"
        )
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    gao = browser_of(LEADER)
    assert gao.get(f"/retention/{row}/").status_code == 404
    assert case.number not in gao.get("/retention/").content.decode()
    with acting(LEADER):
        assert not DestructionList.objects.exists()
    decides(CITY, deciding.appraise_destruction, row, note=NOTE)
    assert state(fresh_house, row) == "appraised"


def test_another_county_sees_nothing_and_a_township_only_its_own(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    for username in ("tian", "sun"):
        assert browser_of(username).get(f"/retention/{row}/").status_code == 404
    there = old(fresh_house, "zheng")
    proposes(fresh_house)
    other = the_list(fresh_house, there)
    assert browser_of(LEADER).get(f"/retention/{other}/").status_code == 404
    assert there.number not in browser_of(LEADER).get("/retention/").content.decode()
    assert browser_of(CITY).get(f"/retention/{other}/").status_code == 200


def test_two_at_once_one_wins_and_the_other_is_told(fresh_house):
    _appoints(fresh_house, "wu", "privacy_officer")
    row = appraised(fresh_house, old(fresh_house), old(fresh_house))
    start, answers = threading.Barrier(2), {}

    def confirm(username):
        try:
            with acting(username) as (user, scope):
                found = DestructionList.objects.visible_to(scope).get(pk=row)
                start.wait(20)
                deciding.confirm_destruction(found, by=user)
            answers[username] = "destroyed"
        except (Refusal, IllegalTransition) as refusal:
            answers[username] = str(refusal)
        finally:
            connection.close()

    racers = [threading.Thread(target=confirm, args=(name,)) for name in (OFFICER, "wu")]
    [racer.start() for racer in racers]
    [racer.join(60) for racer in racers]
    assert sorted(answers.values()).count("destroyed") == 1 and all(answers.values())
    assert fresh_house.raw("select count(*) from cases_event where verb = 'destroy_matter'") == [(2,)]


def test_two_weekly_runs_at_once_list_a_matter_once(fresh_house):
    case = old(fresh_house)
    start = threading.Barrier(2)

    def run():
        try:
            start.wait(20)
            sweep.propose_due()
        finally:
            connection.close()

    with fresh_house.login("worker"):
        racers = [threading.Thread(target=run) for _ in range(2)]
        [racer.start() for racer in racers]
        [racer.join(60) for racer in racers]
    assert listed(fresh_house) == [case.number]


def test_the_record_stays_is_printed_and_is_never_changed(fresh_house):
    first, second = old(fresh_house), old(fresh_house, safety="violence")
    row = destroyed(fresh_house, first, second)
    for username in (LEADER, OFFICER, CITY, "auditor"):
        page = browser_of(username).get(f"/retention/{row}/record/").content.decode()
        for word in (first.number, second.number, NOTE, "高洁", "白静", "家庭暴力个案", "档案法"):
            assert word in page, (username, word)
    for username in (LEADER, OFFICER):
        with acting(username), pytest.raises(Exception) as refused:
            DestructionList.objects.filter(pk=row).update(note=None)
        assert refused.value.__cause__.sqlstate == "42501"


def test_a_list_that_is_not_destroyed_has_no_record(fresh_house):
    row = appraised(fresh_house, old(fresh_house))
    assert browser_of(LEADER).get(f"/retention/{row}/record/").status_code == 404
