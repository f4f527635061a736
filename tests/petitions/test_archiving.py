"""What ended long ago is put away by itself, once, and nothing that still lives."""

from datetime import date, datetime

import pytest

from cases.petitions import archiving, giving, review, transitions
from network.access.logins import WrongLogin
from sisterhood.lib import clock
from tests.house import House
from tests.stories import does, matter

ENDED_ON = "2026-09-16 15:00"


def at(text: str):
    return clock.moved_to(datetime.fromisoformat(text).replace(tzinfo=clock.ZONE))


def archived(house: House, day: str) -> int:
    with house.login("worker"), at(f"{day} 03:40"):
        return archiving.archive_ended()


def states(house: House, *cases) -> list[tuple[str, str]]:
    return [
        house.raw(
            "select c.stage, p.state from cases_case c join cases_petition p on p.case_id = c.id where c.id = %s",
            [case.pk],
        )[0]
        for case in cases
    ]


def guided(username: str = "lin"):
    case = matter(username)
    does(username, transitions.triage, case, route="R3")
    does(username, giving.guide_out, case, body="双辽市人社局", note="可持合同前往", notice_how="safe_way")
    return case


def test_a_matter_that_ended_is_archived_after_thirty_days_and_once(fresh_house):
    with at(ENDED_ON):
        ended, alive = guided(), matter("lin")
    assert archived(fresh_house, "2026-10-16") == 0
    assert archived(fresh_house, "2026-10-17") == 1
    assert archived(fresh_house, "2026-10-18") == 0
    assert states(fresh_house, ended, alive) == [("archived", "archived"), ("registered", "registered")]
    told = fresh_house.raw(
        "select from_stage, to_stage, by_id from cases_event where case_id = %s and verb = 'archive'",
        [ended.pk],
    )
    assert told == [("guided_out", "archived", None)]


def test_more_matters_than_one_batch_are_archived_in_one_run(fresh_house, monkeypatch):
    monkeypatch.setattr(archiving, "BATCH", 2)
    with at(ENDED_ON):
        ended = [guided() for _n in range(5)]
    assert archived(fresh_house, "2026-11-02") == 5
    assert set(states(fresh_house, *ended)) == {("archived", "archived")}


def test_whoever_comes_again_with_an_archived_matter_is_still_written_down(fresh_house):
    with at(ENDED_ON):
        ended = guided()
    archived(fresh_house, "2026-11-02")
    does("lin", review.log_contact, ended, note="同一事实再访,已告知救助途径")
    assert states(fresh_house, ended) == [("archived", "archived")]


def test_the_web_archives_nothing(fresh_house):
    with pytest.raises(WrongLogin):
        archiving.archive_ended()


def test_the_limit_of_an_administrator_holds(fresh_house):
    with at(ENDED_ON):
        guided()
    fresh_house.raw("update network_limit set length = 3 where code = 'petition.archive'")
    assert archived(fresh_house, str(date(2026, 9, 19))) == 0
    assert archived(fresh_house, str(date(2026, 9, 20))) == 1
