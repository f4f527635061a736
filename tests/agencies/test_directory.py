"""部门与联系人: each body has a liaison and a fallback, officers keep their own division's list, stations see nothing."""

from datetime import date

import pytest

from network.access.gate import Refusal
from network.agencies import verbs
from network.agencies.models import Agency, AgencyContact
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql

COURT = "双辽市人民法院"
HOSPITAL = "双辽市中心医院"
FACTS = {"kind": "court", "name": "铁东区人民法院", "phone": "0434-5557777"}


def the(name: str) -> int:
    with acting("sysadmin"):
        return Agency.objects.get(name=name).pk


def test_the_list_shows_who_answers_and_what_is_missing(house):
    page = browser_of("lin").get("/network/agencies/").content.decode()
    assert COURT in page and "苏婉清" in page
    row = page[page.index(HOSPITAL) : page.index("</tr>", page.index(HOSPITAL))]
    assert "缺备用联系人" in row and "缺联络员" not in row
    other = browser_of("zheng").get("/network/agencies/").content.decode()
    assert "名录中尚缺" in other and "人民法院" in other and COURT not in other


@pytest.mark.parametrize("who", ["he", "luo", "shi", "duan", "tong", "bai", "secadmin", "auditor"])
def test_station_heads_and_others_without_the_right_see_no_name_and_no_phone(house, who):
    client = browser_of(who)
    assert client.get("/network/agencies/").status_code == 403
    assert client.get(f"/network/agencies/{the(COURT)}/").status_code == 403
    with acting(who):
        for table in ("network_agency", "network_agencycontact"):
            assert plain_sql(f"select count(*) from {table}") == [(0,)]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lin", 200),
        ("gao", 200),
        ("tian", 200),
        ("zhou", 200),
        ("wu", 200),
        ("sysadmin", 200),
        ("zheng", 404),
        ("feng", 404),
        ("qian", 404),
    ],
)
def test_a_body_is_found_along_the_line_and_not_in_the_next_county(house, who, status):
    assert browser_of(who).get(f"/network/agencies/{the(COURT)}/").status_code == status


def test_an_officer_enters_a_body_and_names_its_contacts_through_the_pages(fresh_house):
    zheng = browser_of("zheng")
    answer = zheng.post("/network/agencies/new/", FACTS | {"active": "on"})
    assert answer.status_code == 302
    place = answer["Location"]
    told = {"act": "seat", "contact-seat": "liaison", "contact-name": "沈静", "contact-phone": "0434-5557778"}
    assert zheng.post(place, told | {"contact-starts_on": "2026-01-05"}).status_code == 302
    follower = told | {"contact-name": "于海", "contact-starts_on": "2026-03-01"}
    assert zheng.post(place, follower).status_code == 302
    held = fresh_house.raw(
        "select name, ends_on from network_agencycontact where name in ('沈静', '于海') order by 1"
    )
    assert sorted(held) == sorted([("沈静", date(2026, 2, 28)), ("于海", None)])
    early = zheng.post(place, told | {"contact-starts_on": "2026-02-01"})
    assert early.status_code == 200 and "不早于该日" in early.content.decode()
    twice = zheng.post("/network/agencies/new/", FACTS)
    assert twice.status_code == 200 and "同名单位" in twice.content.decode()


@pytest.mark.parametrize("who", ["zheng", "wu", "gao", "tian", "sysadmin"])
def test_nobody_but_the_officers_of_the_division_writes_its_list(house, who):
    with acting("lin"):
        court = Agency.objects.get(name=COURT)
    with acting(who) as (user, _scope):
        with pytest.raises(Refusal):
            verbs.change(court, facts={"phone": "1"}, by=user)
        with pytest.raises(Refusal):
            verbs.seat_contact(court, seat="liaison", name="x", phone="1", starts_on=clock.today(), by=user)
        with pytest.raises(Refusal):
            verbs.enter(court.unit, facts=FACTS, by=user)
        # the second wall alone: plain statements under her scope change nothing
        assert Agency.objects.filter(pk=court.pk).update(phone="1") == 0
        assert AgencyContact.objects.filter(agency=court).update(phone="1") == 0
    assert house.raw("select phone from network_agency where id = %s", [court.pk]) == [("0434-5556002",)]


def test_a_post_on_a_page_of_another_county_is_refused_without_a_trace(house):
    answer = browser_of("zheng").post(f"/network/agencies/{the(COURT)}/", {"act": "change"} | FACTS)
    assert answer.status_code == 404
    answer = browser_of("wu").post(f"/network/agencies/{the(COURT)}/", {"act": "change"} | FACTS)
    assert answer.status_code == 200 and "本区划" in answer.content.decode()


@pytest.mark.parametrize("typed", ["abc", "1e3", "²", "", "9" * 40])
def test_a_contact_that_is_no_number_is_answered_with_a_sentence(house, typed):
    client, address = browser_of("lin"), f"/network/agencies/{the(COURT)}/"
    answer = client.post(address, {"act": "end", "contact": typed}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "请选择本页" in page, page[page.index("<body") :][:6000]


def test_a_body_out_of_use_is_offered_no_more_and_stays_on_old_papers(fresh_house):
    with acting("lin") as (lin, _scope):
        court = Agency.objects.get(name=COURT)
        verbs.change(court, facts={"active": False}, by=lin)
        offered = Agency.objects.for_case_of(Unit.objects.get(code=cast.SHUANGLIAO, level=2))
        assert COURT not in {row.name for row in offered} and len(offered) > 10
        assert Agency.objects.filter(name=COURT).exists()
