"""A leader's desk: whatever waits for her word stands there in the order of its clock, duties in minutes first."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.petitions import transitions
from cases.protection.reports import notice_duty
from sisterhood.lib import clock
from tests.house import browser_of, person
from tests.leave.test_leave import ask, grant, today
from tests.papers.roads import accepted, draw
from tests.reception.days import proposed
from tests.stories import does, matter


def test_leave_papers_and_reception_days_stand_on_her_desk_and_a_report_in_minutes_before_them(fresh_house):
    paper = draw("lin", accepted(), "notice_accepted")
    ask("lin", "xu")  # it begins today, so its own moment has passed
    proposed(clock.today() + timedelta(days=40), at=clock.now())
    case = matter("lin")
    does("lin", notice_duty, case, noticed_at=clock.now(), note="孩子身上有伤")
    fresh_house.raw("update cases_case set owner_id = %s where id = %s", [person("gao").pk, case.pk])
    page = browser_of("gao").get("/").content.decode()
    assert "3件等您决定" in page
    places = [page.index(words) for words in ("立即办理", case.number, "已超期", "请假待批", "接访日待批")]
    assert places == sorted(places)
    assert "文书待批" in page and paper.case.number in page
    mine = browser_of("lin").get("/").content.decode()
    assert "请假待批" not in mine and "接访日待批" not in mine


def test_what_she_has_decided_leaves_her_desk_and_a_desk_without_decisions_says_nothing_of_them(fresh_house):
    leave = ask("lin", "xu", first=today(3))
    assert "请假待批" in browser_of("gao").get("/").content.decode()
    grant(leave, "gao")
    page = browser_of("gao").get("/").content.decode()
    assert "请假待批" not in page and "等您决定" not in page


def test_the_page_of_a_matter_asks_little(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    client = browser_of("lin")
    client.get(f"/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/cases/{case.pk}/").status_code == 200
    assert len(asked) <= 76, "a new part of the page asks once; what stands here asks no more than before"
