"""Somebody asks to open a matter: one person decides, and nobody decides it again."""

import threading

import pytest
from django.db import connection

from cases.casefile import sharing
from cases.casefile.models import AccessRequest
from network.access.gate import Refusal
from tests.house import acting, browser_of, person
from tests.stories import does, matter


def _asked(case) -> AccessRequest:
    return does("wu", sharing.ask_access, case, reason="complaint")


def test_of_two_who_decide_at_once_one_decides_and_the_other_is_told(fresh_house):
    for n in range(3):
        asked, start, answers = _asked(matter("lin")), threading.Barrier(2), {}

        def decide(who, grant, asked=asked, start=start, answers=answers):
            try:
                with acting(who) as (user, _scope):
                    row = AccessRequest.objects.get(pk=asked.pk)
                    start.wait(20)
                    sharing.decide_access(row, by=user, grant=grant)
                answers[who] = "done"
            except Refusal as refusal:
                answers[who] = refusal.code
            finally:
                connection.close()

        racers = [threading.Thread(target=decide, args=args) for args in (("lin", True), ("gao", False))]
        [racer.start() for racer in racers]
        [racer.join(60) for racer in racers]
        assert sorted(answers.values()) == ["decided", "done"], n
        first = "lin" if answers["lin"] == "done" else "gao"
        stored = "select decided_by_id, granted from cases_accessrequest where id = %s"
        assert fresh_house.raw(stored, [asked.pk]) == [(person(first).pk, first == "lin")]
        lent = "select count(*) > 0 from cases_caseaccess where content_object_id = %s and source = 'lent'"
        assert fresh_house.raw(lent, [asked.case_id]) == [(first == "lin",)]


def test_a_page_that_is_older_than_the_decision_says_so_and_changes_nothing(fresh_house):
    case = matter("lin")
    asked = _asked(case)
    address = f"/cases/{case.pk}/requests/{asked.pk}/"
    with acting("gao") as (gao, _scope):
        sharing.decide_access(asked, by=gao, grant=False)
    page = browser_of("lin").post(address, {"grant": "yes"}, follow=True)
    assert "该申请已有人审批" in page.content.decode()
    assert fresh_house.raw("select granted from cases_accessrequest") == [(False,)]
    assert browser_of("wu").get(f"/cases/{case.pk}/names/").status_code != 200


def test_nobody_decides_for_herself_or_without_the_right_whether_it_is_decided_or_not(fresh_house):
    asked = _asked(matter("lin"))
    for who, code in (("wu", "own"), ("xu", "role"), ("tian", "gone")):
        with acting(who) as (user, _scope), pytest.raises(Refusal) as refusal:
            sharing.decide_access(asked, by=user, grant=True)
        assert refusal.value.code == code, who
