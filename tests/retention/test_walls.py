"""The database holds alone: whatever the code above forgets, nobody destroys, shuts away or opens by herself."""

import pytest

from tests.house import acting, person, plain_sql
from tests.retention.conftest import (
    LEADER,
    NOTE,
    OFFICER,
    appraised,
    ended,
    old,
    phase,
    proposes,
    state,
    the_list,
)

REFUSED = "42501"


def _refused(username: str, statement: str, values: list) -> None:
    with pytest.raises(Exception) as refused, acting(username):
        plain_sql(statement, values)
    assert refused.value.__cause__.sqlstate == REFUSED, username


def test_the_function_that_destroys_refuses_everybody_but_the_second(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    for username in (LEADER, "zhou", "lin", "wu", "feng", "tian", "sysadmin", "secadmin", "auditor", "tong"):
        _refused(username, "select destruction_carry_out(%s, now())", [row])
    assert phase(fresh_house, case) == "restricted"


def test_without_the_first_there_is_no_second(fresh_house):
    case = old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    _refused(OFFICER, "select destruction_carry_out(%s, now())", [row])
    assert (phase(fresh_house, case), state(fresh_house, row)) == ("closed", "drawn_up")


def test_the_owner_is_not_the_second_even_in_the_database(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    fresh_house.raw("update cases_case set owner_id = %s where id = %s", [person(OFFICER).pk, case.pk])
    _refused(OFFICER, "select destruction_carry_out(%s, now())", [row])


def test_nobody_reaches_the_inner_functions(fresh_house):
    case = old(fresh_house)
    row = appraised(fresh_house, case)
    for call, values in (
        ("matter_destroy(%s, now())", [case.pk]),
        ("shut_away(%s, 'law', null, now())", [case.pk]),
        ("open_again(%s, now())", [case.pk]),
        ("retention_propose(now(), 10)", []),
        ("process_notes_forget(now(), 10)", []),
        ("files_are_away('{}')", []),
    ):
        for username in (LEADER, OFFICER, "lin"):
            _refused(username, f"select {call}", values)
    assert state(fresh_house, row) == "appraised"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'destroyed'",
        "state = 'drawn_up'",
        "state = 'called_off'",
        "wrapped = null",
        "confirmed_by_id = app_user()",
        "destroyed = 9",
        "number = 'x'",
        "unit_id = unit_id",
    ],
)
def test_a_list_is_not_rewritten(fresh_house, change):
    row = appraised(fresh_house, old(fresh_house))
    for username in (LEADER, OFFICER):
        _refused(username, f"update cases_destructionlist set {change} where id = %s returning 1", [row])


def test_nobody_appraises_in_the_name_of_somebody_else(fresh_house):
    case = old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    statement = (
        "update cases_destructionlist set state = 'appraised', appraised_by_id = %s where id = %s returning 1"
    )
    _refused(LEADER, statement, [person("zhou").pk, row])
    assert NOTE and state(fresh_house, row) == "drawn_up"


def test_the_web_writes_no_line_of_a_list_and_no_restriction(fresh_house):
    row = appraised(fresh_house, old(fresh_house))
    for statement in (
        "update cases_retentionaction set state = 'kept' where destruction_id = %s returning 1",
        "delete from cases_retentionaction where destruction_id = %s returning 1",
        "delete from cases_destructionlist where id = %s returning 1",
        "update cases_restriction set lifted_at = now() where destruction_id = %s returning 1",
    ):
        for username in (LEADER, OFFICER):
            _refused(username, statement, [row])


def test_a_phase_is_changed_by_the_two_functions_alone(fresh_house):
    case = ended()
    for to in ("restricted", "destroyed"):
        _refused("lin", "update cases_case set phase = %s where id = %s returning 1", [to, case.pk])
    assert phase(fresh_house, case) == "closed"


def test_row_security_alone_shows_a_list_to_whoever_decides_and_to_nobody_else(fresh_house):
    row = appraised(fresh_house, old(fresh_house))
    ask = """select (select count(*) from cases_destructionlist where id = %s),
                    (select count(*) from cases_retentionaction where destruction_id = %s),
                    (select count(*) from network_clock where subject_id = %s)"""
    for username, seen in ((LEADER, 1), ("zhou", 1), (OFFICER, 1)):
        with acting(username):
            assert plain_sql(ask, [row] * 3)[0][:2] == (seen, seen), username
    for username in (
        "lin",
        "xu",
        "wu",
        "feng",
        "zheng",
        "qian",
        "tian",
        "he",
        "sysadmin",
        "secadmin",
        "auditor",
        "tong",
    ):
        with acting(username):
            assert plain_sql(ask, [row] * 3) == [(0, 0, 0)], username
