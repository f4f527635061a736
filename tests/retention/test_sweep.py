"""The weekly run proposes, and nothing else; what is held, asked about or worked on is never proposed."""

from datetime import timedelta

import pytest

from cases.people.models import Person
from cases.petitions import supervision, transitions
from cases.petitions.told import Named
from cases.privacy import breaking, naming, requests
from cases.protection import danger
from cases.retention import deciding, holds, sweep
from network.access.logins import WrongLogin
from sisterhood.lib import clock
from tests.house import acting
from tests.privacy.conftest import REASON, told
from tests.retention.conftest import (
    LEADER,
    WHY,
    aged,
    decides,
    ended,
    listed,
    old,
    phase,
    proposes,
    soon,
    the_list,
)
from tests.stories import does, matter


def test_a_matter_whose_period_is_over_stands_on_the_list_of_its_unit_and_nothing_else_happens(fresh_house):
    case, young = old(fresh_house), old(fresh_house, years=9)
    assert proposes(fresh_house) == {"lists": 1, "matters": 1}
    assert listed(fresh_house) == [case.number]
    assert (phase(fresh_house, case), phase(fresh_house, young)) == ("closed", "closed")
    assert fresh_house.raw("select count(*) from cases_casekey where case_id = %s", [case.pk]) == [(1,)]
    row = fresh_house.raw("select kind, years, basis, due_on < current_date from cases_retentionaction")[0]
    assert row[:2] == ("petition", 10) and "档案法" in row[2] and row[3]
    assert told(fresh_house, "destruction_drawn") == [LEADER]
    events = fresh_house.raw("select count(*) from cases_event where verb = 'propose_destruction'")
    assert events == [(1,)]


def test_a_second_run_counts_none_and_a_third_matter_joins_the_same_list(fresh_house):
    first = old(fresh_house)
    proposes(fresh_house)
    assert proposes(fresh_house) == {"lists": 0, "matters": 0}
    second = old(fresh_house)
    assert proposes(fresh_house) == {"lists": 0, "matters": 1}
    assert the_list(fresh_house, first) == the_list(fresh_house, second)
    assert told(fresh_house, "destruction_drawn") == [LEADER]


def test_each_unit_has_its_own_list(fresh_house):
    here, there = old(fresh_house), old(fresh_house, "zheng")
    assert proposes(fresh_house) == {"lists": 2, "matters": 2}
    assert the_list(fresh_house, here) != the_list(fresh_house, there)


def test_the_last_day_belongs_to_the_period(fresh_house):
    case = ended()
    fresh_house.raw(
        "update cases_case set closed_at = %s where id = %s",
        [clock.start_of_day(clock.today().replace(year=clock.today().year - 10)), case.pk],
    )
    assert proposes(fresh_house)["matters"] == 0
    assert proposes(fresh_house, at=clock.now() + timedelta(days=1))["matters"] == 1


def test_the_years_are_the_rule_in_force(fresh_house):
    old(fresh_house, years=9)
    fresh_house.raw("update network_limit set length = 8 where code = 'retention.petition'")
    assert proposes(fresh_house)["matters"] == 1


def test_the_web_proposes_nothing(fresh_house):
    old(fresh_house)
    with pytest.raises(WrongLogin):
        sweep.propose_due()
    with pytest.raises(WrongLogin):
        sweep.forget_notes()
    with pytest.raises(WrongLogin):
        sweep.erase_files()


def _open(house):
    return aged(house, matter("lin"))


def _held(house):
    case = ended()
    does("lin", holds.place_hold, case, issuer="双辽市人民法院", reason="再审调卷")
    return aged(house, case)


def _held_until(house):
    case = ended()
    does("lin", holds.place_hold, case, issuer="双辽市人民法院", reason="再审调卷", until=soon())
    return aged(house, case)


def _asked_about(house):
    case = ended()
    with acting("lin"):
        person = Person.objects.filter(case=case.pk).get().pk
    told_us = {"person": person, "right": "see", "asked": "想看留存的信息", "received_on": clock.today()}
    does("lin", requests.register_request, case, **told_us)
    return aged(house, case)


def _clock(house):
    case = _asked_about(house)
    house.raw("update cases_datarequest set state = 'done'")
    return case


def _ordered(house):
    case = matter("lin")
    does("zhou", supervision.supervise, case, reason="delayed")
    does("lin", transitions.withdraw, case, reason="她自己要求")
    house.raw("update network_clock set state = 'cancelled' where subject_id = %s", [case.pk])
    return aged(house, case)


def _in_danger(house):
    case = matter("lin", safety="violence")
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
    house.raw("update network_clock set state = 'cancelled' where subject_id = %s", [case.pk])
    house.raw("update cases_case set phase = 'closed', closed_at = now() where id = %s", [case.pk])
    return aged(house, case)


def _read_in_an_emergency(house):
    case = ended()
    with acting("wu") as (wu, _scope):
        breaking.break_glass(naming.by_card(case.pk), category="danger", reason=REASON, by=wu)
    return aged(house, case)


def _child(house):
    case = ended()
    house.raw(
        """insert into cases_minor (id, case_id, entered_by_id, entered_at, person_id, stated_age, stated_on, own_labour)
           select gen_random_uuid(), c.id, c.owner_id, now(), p.id, 3, current_date - 3653, false
             from cases_case c join cases_person p on p.case_id = c.id where c.id = %s""",
        [case.pk],
    )
    return aged(house, case)


@pytest.mark.parametrize(
    "what",
    [_open, _held, _held_until, _asked_about, _clock, _ordered, _in_danger, _read_in_an_emergency, _child],
    ids=lambda what: what.__name__.strip("_"),
)
def test_what_is_worked_on_held_or_asked_about_is_never_proposed(fresh_house, what):
    case = what(fresh_house)
    fresh_house.raw(
        "update network_limit set length = 1 where code like 'retention.%' and count_in = 'pieces'"
    )
    fresh_house.raw("update network_limit set length = 200 where code = 'retention.most'")
    plain = old(fresh_house)
    proposes(fresh_house)
    assert listed(fresh_house) == [plain.number]
    assert case.number not in listed(fresh_house)


def test_a_hold_that_was_released_or_is_over_does_not_hold(fresh_house):
    case = ended()
    hold = does("lin", holds.place_hold, case, issuer="双辽市人民法院", reason="再审调卷")
    aged(fresh_house, case)
    assert proposes(fresh_house)["matters"] == 0
    does(LEADER, holds.release_hold, case, hold=hold.pk, reason="法院已退卷")
    assert proposes(fresh_house)["matters"] == 1
    over = ended()
    does("lin", holds.place_hold, over, issuer="双辽市人民法院", reason="再审调卷", until=soon())
    aged(fresh_house, over)
    fresh_house.raw("update cases_legalhold set until = current_date - 1 where until is not null")
    assert proposes(fresh_house)["matters"] == 1


def test_the_longest_period_of_a_matter_counts(fresh_house):
    violent = old(fresh_house, safety="violence", years=12)
    quiet = old(fresh_house, petitioner=Named(name="小雨", is_alias=True, gender="female"), years=3)
    fresh_house.raw("update cases_petition set route = 'R10' where case_id = %s", [quiet.pk])
    opinion = old(fresh_house, years=12)
    fresh_house.raw(
        """insert into cases_handlingopinion (id, case_id, stage, outcome, drafted_by_id, drafted_at, approved_at,
             delivered_how) select gen_random_uuid(), id, 'handling', 'support', owner_id, now(), now(), '' from cases_case
            where id = %s""",
        [opinion.pk],
    )
    proposes(fresh_house)
    kinds = dict(fresh_house.raw("select number, kind from cases_retentionaction"))
    assert kinds == {violent.number: "violence", quiet.number: "consultation"}
    aged(fresh_house, opinion, 20)
    proposes(fresh_house)
    assert dict(fresh_house.raw("select number, years from cases_retentionaction"))[opinion.number] == 30


def test_what_was_kept_comes_again_when_its_day_is_over(fresh_house):
    case, other = old(fresh_house), old(fresh_house)
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    action = fresh_house.raw("select id from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    decides(LEADER, deciding.keep_from_destruction, row, action=action, until=soon(), why=WHY)
    assert proposes(fresh_house)["matters"] == 0 and listed(fresh_house) == [other.number]
    later = clock.now() + timedelta(days=401)
    assert proposes(fresh_house, at=later)["matters"] == 1
