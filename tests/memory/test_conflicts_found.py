"""The other side is one of us: she never sees the matter, whoever wrote it down and wherever she sits."""

import pytest

from cases.petitions.told import Named
from tests.house import browser_of
from tests.memory.asking import intake
from tests.stories import matter


def _recused(house) -> set[str]:
    rows = house.raw(
        """select u.username, r.source from cases_recusal r join network_user u on u.id = r.user_id"""
    )
    assert all(source == "match" for _name, source in rows)
    return {name for name, _source in rows}


def _case(house) -> tuple:
    (row,) = house.raw(
        """select c.number, c.is_sealed, u.username, c.id from cases_case c join network_user u on u.id = c.owner_id"""
    )
    return row


@pytest.mark.parametrize("name", ["高洁", "高 洁", " 高洁 "])
def test_a_leader_named_as_the_other_side_finds_no_row_no_card_and_no_gap(fresh_house, name):
    case = matter("lin", respondent=Named(name=name))
    assert _recused(fresh_house) == {"gao"}
    number, is_sealed, owner, _pk = _case(fresh_house)
    assert is_sealed and number.startswith("M-") and owner == "lin"
    gao = browser_of("gao")
    assert gao.get(f"/cases/{case.pk}/").status_code == 404
    assert number not in gao.get("/").content.decode()
    assert fresh_house.raw(
        "select count(*) from cases_caseaccess where user_id in (select user_id from cases_recusal)"
    ) == [(0,)]
    next_one = matter("lin")
    assert next_one.number.endswith("-0001")  # the series of the unit has no hole


def test_an_office_phone_is_enough(fresh_house):
    answer = browser_of("lin").post("/cases/register/", intake(step="send", respondent_phone="0434 555-0101"))
    assert answer.status_code == 302
    assert _recused(fresh_house) == {"wu"}


def test_a_registrar_who_is_the_other_side_hands_it_on_in_the_same_moment(fresh_house):
    answer = browser_of("lin").post("/cases/register/", intake(step="send", respondent="林晓岚"))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    number, is_sealed, owner, pk = _case(fresh_house)
    assert is_sealed and owner in ("xu", "gao") and _recused(fresh_house) == {"lin"}
    page = browser_of("lin").get("/").content.decode()
    assert number not in page
    assert browser_of("lin").get(f"/cases/{pk}/").status_code == 404
    assert browser_of(owner).get(f"/cases/{pk}/").status_code == 200


def test_a_village_chair_named_to_a_station_is_passed_by(fresh_house):
    case = matter("he", channel="station", respondent=Named(name="罗秀英"))
    _number, is_sealed, owner, _pk = _case(fresh_house)
    assert is_sealed and owner == "lin" and _recused(fresh_house) == {"luo"}
    assert browser_of("luo").get(f"/cases/{case.pk}/").status_code == 404


def test_the_countys_officer_named_to_a_station_is_passed_by_too(fresh_house):
    matter("he", channel="station", respondent=Named(name="林晓岚"))
    _number, _is_sealed, owner, _pk = _case(fresh_house)
    assert owner not in ("lin", "he") and _recused(fresh_house) == {"lin"}


def test_somebody_far_away_is_recused_and_the_matter_stays_an_ordinary_one(fresh_house):
    case = matter("lin", respondent=Named(name="冯梅"))
    _number, is_sealed, owner, _pk = _case(fresh_house)
    assert (is_sealed, owner) == (False, "lin") and _recused(fresh_house) == {"feng"}
    assert browser_of("wu").get(f"/cases/{case.pk}/").status_code == 200


def test_a_name_or_a_short_extension_of_nobody_recuses_nobody(fresh_house):
    matter("lin", respondent=Named(name="查无此人", phone="0101"))
    assert _recused(fresh_house) == set() and not _case(fresh_house)[1]


def test_whoever_may_not_sign_in_any_more_is_no_longer_one_of_us(fresh_house):
    fresh_house.raw("update network_user set is_active = false where username = 'xu'")
    matter("lin", respondent=Named(name="许佳"))
    assert _recused(fresh_house) == set()
