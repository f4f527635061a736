"""The list of circles: whoever may open the matter finds it there, with no name; to others there is none."""

from tests.circle.conftest import MOTHER, TEACHER, child, member, opened
from tests.house import browser_of


def test_circles_stand_on_a_list_without_a_name(fresh_house, day):
    case, mother = child()
    circle = opened(case, mother)
    member(case, circle)
    page = browser_of("lin").get("/circles/").content.decode()
    assert case.number in page and f"/cases/{case.pk}/circle/" in page
    assert MOTHER not in page and TEACHER not in page
    for who in ("gao", "xu", "wu", "tian", "feng"):
        assert case.number not in browser_of(who).get("/circles/").content.decode(), who
    for who in ("he", "luo", "bai", "sysadmin", "auditor"):
        assert browser_of(who).get("/circles/").status_code == 403, who
    looked = "select count(*) from network_auditevent where action = 'list' and subject_id = %s"
    assert fresh_house.raw(looked, [str(case.pk)]) == [(1,)]
