"""She grows up: circle and plan end by themselves on her eighteenth birthday, and their words do not stay."""

from datetime import date

import pytest
from django.db import ProgrammingError

from cases.circle import growing, plans
from cases.people.capacity import Age
from network.access.logins import WrongLogin
from sisterhood.lib import clock
from tests.circle.conftest import (
    NOTE,
    TEACHER,
    agreed,
    at,
    child,
    drafted,
    leave,
    meets,
    member,
    opened,
    running,
    state,
    stepped,
    ticking,
)
from tests.house import House, acting, browser_of, plain_sql
from tests.minors.test_access import body, refused
from tests.stories import does

BORN = date(2008, 10, 3)


def night(house: House, text: str) -> tuple[int, int]:
    """The job, as the worker, at a moment."""
    with house.login("worker"), clock.moved_to(at(text)):
        return growing.end_grown()


@pytest.mark.parametrize(
    ("age", "day"),
    [
        (Age(born=date(2008, 10, 3)), date(2026, 10, 3)),
        (Age(born=date(2008, 2, 29)), date(2026, 3, 1)),
        (Age(stated=17, stated_on=date(2026, 5, 4)), date(2027, 5, 4)),
        (Age(born_in=2008), date(2027, 1, 1)),
        (Age(), None),
    ],
)
def test_the_day_she_comes_of_age_is_the_first_on_which_she_is_surely_an_adult(age, day):
    assert age.comes_of_age() == day
    if day is not None:
        assert age.least(day) == 18
        assert age.least(date.fromordinal(day.toordinal() - 1)) == 17


def test_plan_and_circle_end_at_eighteen_by_themselves_and_the_owner_is_told(fresh_house, day):
    day("2026-09-14 09:00")
    case, mother = child(birth_date=BORN)
    leave(fresh_house, case)
    circle = opened(case, mother)
    plan = drafted(case)
    stepped(case, plan, date(2026, 11, 3))
    assert night(fresh_house, "2026-10-02 23:59") == (0, 0)
    assert night(fresh_house, "2026-10-03 00:15") == (2, 0)
    assert state(fresh_house, "minorsupportplan", plan) == ("ended", "of_age")
    assert state(fresh_house, "minorcontactcircle", circle) == ("ended", "of_age")
    assert ticking(fresh_house, case) == {}
    told = "select recipient_id = (select owner_id from cases_case where id = %s) from network_outboxmessage where kind = 'child_ended'"
    assert fresh_house.raw(told, [case.pk]) == [(True,), (True,)]
    verbs = "select verb from cases_event where case_id = %s and verb like '%%_ends' order by 1"
    assert fresh_house.raw(verbs, [case.pk]) == [("circle_ends",), ("plan_ends",)]
    assert night(fresh_house, "2026-10-03 01:15") == (0, 0)
    page = body(browser_of("lin"), f"/cases/{case.pk}/")
    assert "支持计划自行终止" in page


def test_from_her_birthday_on_no_verb_goes_on_even_before_the_job_has_come_by(fresh_house, day):
    day("2026-09-14 09:00")
    case, mother = child(birth_date=BORN)
    leave(fresh_house, case)
    circle = opened(case, mother)
    plan = drafted(case)
    day("2026-10-03 00:01")
    refused("of_age", meets, case, circle)
    refused("of_age", member, case, circle)
    refused("of_age", stepped, case, plan, date(2026, 11, 3))
    refused("of_age", does, "lin", plans.agree_plan, case, row=plan, **agreed(mother), school="takes_part")


def test_a_plan_ends_when_its_time_is_over(fresh_house, day):
    day("2026-01-05 09:00")
    _case, plan, _step = running(fresh_house)
    assert night(fresh_house, "2027-01-05 08:00") == (0, 0)
    assert night(fresh_house, "2027-01-06 08:00") == (1, 0)
    assert state(fresh_house, "minorsupportplan", plan) == ("ended", "time_over")


def test_words_and_names_are_destroyed_a_while_after_the_end_and_the_counts_stay(fresh_house, day):
    day("2026-09-14 09:00")
    case, mother = child(birth_date=BORN)
    leave(fresh_house, case)
    circle = opened(case, mother)
    member(case, circle)
    meets(case, circle, note=NOTE)
    stepped(case, drafted(case), date(2026, 9, 20))
    night(fresh_house, "2026-10-03 00:15")
    assert night(fresh_house, "2026-11-02 00:15") == (0, 0)
    assert night(fresh_house, "2026-11-03 00:15") == (0, 4)
    left = """select (select count(*) from cases_plangoal where goal is not null), (select count(*) from cases_planstep
        where what is not null), (select count(*) from cases_circlecontact where note is not null),
        (select count(*) from cases_person where role = 'circle' and (name is not null or name_index is not null)),
        (select count(*) from cases_circlecontact), (select count(*) from cases_plangoal)"""
    assert fresh_house.raw(left) == [(0, 0, 0, 0, 1, 1)]
    assert night(fresh_house, "2026-11-03 01:15") == (0, 0)
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/")
    assert "内容已在终止后销毁" in page and TEACHER not in page


def test_the_webs_login_ends_nothing(house):
    with pytest.raises(WrongLogin):
        growing.end_grown()
    with pytest.raises(ProgrammingError), acting("lin"):
        plain_sql("select circles_end(current_date, now())")
