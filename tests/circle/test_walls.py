"""Walls: nobody outside the matter finds a row, and without leave the words are rows that are not there, ORM or no ORM."""

import pytest
from django.db import DatabaseError

from cases.casefile import wards
from cases.circle import plans
from cases.circle.models import MinorContactCircle, MinorSupportPlan
from cases.minors.models import Guardian
from tests.circle.conftest import NOTE, child, leave, meets, member, opened, review, running
from tests.house import acting, browser_of, plain_sql
from tests.minors.test_access import body
from tests.stories import does

CONTENT = ("minorcontactcircle", "circlemember", "minorsupportplan")
SHUT = ("comingofage", "circlecontact", "plangoal", "planstep", "planreview")
# The neighbour township's head, the township's own, another county, the superior, village, station, the three administrators.
OTHERS = ("sun", "tian", "feng", "zheng", "zhou", "gao", "xu", "luo", "he", "sysadmin", "secadmin", "auditor")


@pytest.fixture(scope="module")
def whole(house):
    """A matter with a circle, a visit, a plan and a review; lin has leave."""
    case, plan, _step = running(house)
    with acting("lin"):
        mother = Guardian.objects.get(case=case).pk
    circle = opened(case, mother)
    member(case, circle)
    meets(case, circle, note=NOTE)
    does("lin", plans.review_plan, case, **review(plan))
    return case


def counted(case, tables=CONTENT + SHUT) -> dict[str, int]:
    return {
        t: plain_sql(f"select count(*) from cases_{t} where case_id = %s", [case.pk])[0][0] for t in tables
    }


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_outside_the_matter_finds_a_row_of_it(whole, username):
    with acting(username) as (_user, scope):
        assert set(counted(whole).values()) == {0}
        assert not MinorContactCircle.objects.all().visible_to(scope).exists()
        assert not MinorSupportPlan.objects.all().visible_to(scope).exists()
    for place in ("", "open_circle/"):
        assert browser_of(username).get(f"/cases/{whole.pk}/circle/{place}").status_code in (403, 404)


def test_with_leave_the_owner_finds_each_row(whole):
    with acting("lin"):
        assert 0 not in counted(whole).values()


def test_row_security_holds_alone_when_the_orm_forgets_that_it_is_shut(house, monkeypatch):
    case, mother = child()
    circle = opened(case, mother)
    meets(case, circle, note=NOTE)
    monkeypatch.setattr(wards, "grants", lambda cases, scope: {})
    with acting("lin"):
        found = counted(case)
        assert {found[t] for t in SHUT} == {0} and found["minorcontactcircle"] == 1
    assert NOTE not in body(browser_of("lin"), f"/cases/{case.pk}/circle/")


def test_the_orm_holds_alone_where_row_security_does_not(house):
    case, mother = child()
    circle = opened(case, mother)
    member(case, circle)
    meets(case, circle, note=NOTE)
    with house.login("migrator"):
        page = body(browser_of("lin"), f"/cases/{case.pk}/circle/")
        assert NOTE not in page and "令狐老师" not in page
        assert browser_of("sun").get(f"/cases/{case.pk}/circle/").status_code == 404


def test_leave_that_ends_takes_every_word_away_again(house):
    case, plan, _step = running(house)
    with acting("lin"):
        assert counted(case, ("plangoal",)) == {"plangoal": 1}
    rows = house.raw("select id from cases_minoraccessgrant where case_id = %s", [case.pk])
    house.raw(
        "update cases_minoraccessgrant set until = now() - interval '1 minute' where id = %s", [rows[0][0]]
    )
    with acting("lin"):
        assert counted(case, ("plangoal", "planstep")) == {"plangoal": 0, "planstep": 0}
    assert browser_of("lin").get(f"/cases/{case.pk}/circle/{plan}/set_step/").status_code == 200


def test_a_row_in_somebody_elses_name_is_refused(house):
    case, mother = child()
    circle = opened(case, mother)
    insert = """insert into cases_circlecontact (id, case_id, entered_by_id, entered_at, circle_id, kind, held_on, outcome, was_alone)
        values (gen_random_uuid(), %s, {by}, now(), %s, 'visit', current_date, 'well', false)"""
    for username, by in (("lin", "app_user() + 1"), ("sun", "app_user()"), ("gao", "app_user()")):
        with pytest.raises(DatabaseError) as told, acting(username):
            plain_sql(insert.format(by=by) + " returning 1", [case.pk, circle])
        assert told.value.__cause__.sqlstate == "42501", username


def test_what_was_written_once_is_not_rewritten(whole, house):
    for statement in (
        "update cases_minorcontactcircle set minor_id = minor_id where case_id = %s returning 1",
        "update cases_circlemember set role = 'relative' where case_id = %s returning 1",
        "update cases_planstep set due_on = due_on where case_id = %s returning 1",
        "update cases_circlecontact set held_on = held_on where case_id = %s returning 1",
        "delete from cases_plangoal where case_id = %s returning 1",
    ):
        with pytest.raises(DatabaseError) as told, acting("lin"):
            plain_sql(statement, [whole.pk])
        assert told.value.__cause__.sqlstate == "42501", statement


def test_the_leader_who_gave_leave_writes_nothing_in_it(house):
    case, mother = child()
    circle = opened(case, mother)
    leave(house, case)
    answer = browser_of("gao").get(f"/cases/{case.pk}/circle/{circle}/hold_contact/")
    assert answer.status_code == 404
