"""A talk about the law with whoever used violence waits for her safety (反家庭暴力法 art. 22)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from cases.casefile.models import Case
from cases.petitions import transitions
from cases.protection import contact, danger
from cases.protection.screen import ITEMS
from cases.support import education
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.protection.conftest import on_duty
from tests.stories import does, matter
from tests.support.conftest import switched

CONTENT, SAFE = "讲解了反家庭暴力法和告诫制度", "她说这周住在姐姐家，谈话后不回去"
CHECK = {"checked_how": "meeting", "is_safe": True, "agrees": True, "check_note": SAFE}


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code and str(refusal.value)


@pytest.fixture(scope="module")
def on(house):
    on_duty(house)
    switched()
    return house


def sealed(by: str = "lin") -> Case:
    case = matter(by)
    does(by, danger.begin_protection, case)
    return case


def screened(by: str = "lin") -> Case:
    """A sealed matter in which a person has signed her safety screen."""
    case = sealed(by)
    does(by, contact.sign_screen, case, **SCREEN)
    return case


SCREEN = {"answers": {item.code: "no" for item in ITEMS}, "level": "high", "reason": "按现场情况"}


def planned(case: Case | None = None, **changed) -> tuple[Case, UUID]:
    case = case or screened()
    told = {"partner": "police", "planned_on": clock.today()} | changed
    return case, UUID(does("lin", education.plan_education, case, **told).detail["education"])


def checked() -> tuple[Case, UUID]:
    case, row = planned()
    does("lin", education.check_survivor, case, row=row, checked_on=clock.today(), **CHECK)
    return case, row


def held(case, row, **changed):
    told = {"held_on": clock.today(), "without_her": True, "content": CONTENT} | changed
    return does("lin", education.hold_education, case, row=row, **told)


def state(house, row):
    return house.raw("select state from cases_educationsession where id = %s", [row])[0][0]


def test_no_talk_is_planned_before_a_person_has_signed_her_safety_screen(on):
    case = sealed()
    refused("partner", planned, case)
    page = browser_of("lin").get(f"/cases/{case.pk}/education/new/").content.decode()
    assert "她的安全在先" in page and '<form method="post" class="form' not in page
    insert = """insert into cases_educationsession (id, case_id, entered_by_id, entered_at, state, partner, planned_on,
        checked_how) values (gen_random_uuid(), %s, app_user(), now(), 'planned', 'police', current_date, '') returning 1"""
    with pytest.raises(DatabaseError), acting("lin"), transaction.atomic():
        plain_sql(insert, [case.pk])


def test_no_talk_is_held_before_her_safety_was_checked_for_it(on):
    case, row = planned()
    refused("held_on", held, case, row)
    sent = {"held_on": clock.today().isoformat(), "without_her": "on", "content": CONTENT}
    place = f"/cases/{case.pk}/education/{row}/hold_education/"
    page = browser_of("lin").post(place, sent).content.decode()
    assert "请先就这次谈话核实她的安全" in page and CONTENT in page
    assert state(on, row) == "planned"
    for change in ("state = 'held', held_on = current_date", "state = 'checked'"):
        with pytest.raises(DatabaseError), acting("lin"), transaction.atomic():
            plain_sql(f"update cases_educationsession set {change} where id = %s returning 1", [row])


def test_while_she_is_not_safe_or_does_not_want_it_there_is_none(on):
    case, row = planned()
    for code in ("is_safe", "agrees"):
        told = CHECK | {code: False}
        refused(code, does, "lin", education.check_survivor, case, row=row, checked_on=clock.today(), **told)
    assert state(on, row) == "planned"
    does("lin", education.call_off_education, case, row=row, why="她不愿意")
    assert state(on, row) == "called_off"


def test_it_is_held_without_her_and_not_before_the_check(on):
    case, row = checked()
    refused("without_her", held, case, row, without_her=False)
    refused("held_on", held, case, row, held_on=clock.today() - timedelta(days=1))
    refused("content", held, case, row, content=" ")
    held(case, row)
    assert state(on, row) == "held"
    page = browser_of("lin").get(f"/cases/{case.pk}/education/{row}/").content.decode()
    assert CONTENT in page and SAFE in page


def test_one_talk_at_a_time_and_never_by_one_of_ours_alone(on):
    case, _row = planned()
    refused("partner", planned, case)
    with pytest.raises(ValueError):
        planned(screened(), partner="alone")


def test_an_ordinary_matter_has_no_such_page(on):
    case = matter("lin")
    assert browser_of("lin").get(f"/cases/{case.pk}/education/new/").status_code == 404
    refused("gone", does, "lin", education.plan_education, case, partner="police", planned_on=clock.today())


def test_for_whoever_does_not_hold_the_matter_it_does_not_exist(on):
    case, row = planned()
    for username in ("tian", "luo", "he", "wu", "zheng", "feng", "bai", "auditor", "sysadmin"):
        assert browser_of(username).get(f"/cases/{case.pk}/education/{row}/").status_code == 404, username
        with acting(username):
            assert plain_sql("select 1 from cases_educationsession where id = %s", [row]) == [], username


def test_a_matter_that_ends_calls_it_off(on):
    case, row = planned()
    does("lin", transitions.withdraw, case, reason="她撤回")
    assert state(on, row) == "called_off"


def test_switched_off_the_matter_knows_nothing_of_it(fresh_house):
    on_duty(fresh_house)
    switched()
    case, row = planned()
    assert "法治教育" in browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    switched(turns_on=False)
    assert browser_of("lin").get(f"/cases/{case.pk}/education/{row}/").status_code == 404
    with acting("lin"):
        assert plain_sql("select 1 from cases_educationsession where id = %s", [row]) == []
