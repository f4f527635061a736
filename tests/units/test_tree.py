"""五级站点: each sees the tree below her own units, and who sits where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.units.models import Unit
from tests.house import browser_of

SHUANGLIAO, TIEDONG, WOHU_TOWN, WOHU = "220382000000", "220303000000", "220382102000", "220382102200"


def _pk(code: str, level: int) -> int:
    return Unit.objects.current().get(code=code, level=level).pk


def test_a_county_leader_sees_her_townships_with_their_chairs(house):
    page = browser_of("gao").get("/network/units/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "卧虎镇" in text and "田丽" in text
    assert "山门镇" not in text and "梨树县" not in text


def test_the_tree_goes_down_to_the_hamlets_one_level_for_each_request(house):
    client = browser_of("gao")
    assert "卧虎村" in client.get(f"/network/units/?unit={_pk(WOHU_TOWN, 3)}").content.decode()
    text = client.get(f"/network/units/?unit={_pk(WOHU, 4)}").content.decode()
    assert "何桂芳" in text


def test_a_vacant_post_is_called_vacant(house):
    text = browser_of("gao").get(f"/network/units/?unit={_pk(WOHU_TOWN, 3)}").content.decode()
    assert "vacant" in text or "空缺" in text


@pytest.mark.parametrize("who", ["gao", "lin", "tian", "luo"])
def test_another_countys_unit_does_not_exist_for_her(house, who):
    client = browser_of(who)
    there = _pk(TIEDONG, 2)
    assert client.get(f"/network/units/?unit={there}").status_code == 404
    assert client.get(f"/network/units/{there}/").status_code == 404


@pytest.mark.parametrize("odd", ["x", "-1", "0", "99999999999999999999", "1 or 1", "１"])
def test_an_odd_unit_is_not_found_and_breaks_nothing(house, odd):
    assert browser_of("gao").get("/network/units/", {"unit": odd}).status_code == 404


@pytest.mark.parametrize("who", ["he", "duan", "sysadmin", "auditor", "bai"])
def test_who_has_no_tree_is_told_so(house, who):
    page = browser_of(who).get("/network/units/")
    assert page.status_code == 403
    assert page.content


def test_a_unit_page_shows_people_posts_and_vacancies(house):
    text = browser_of("zhou").get(f"/network/units/{_pk(SHUANGLIAO, 2)}/").content.decode()
    assert "高洁" in text and "许佳" in text and "0434-5550201" in text


def test_a_closed_unit_is_gone_from_the_tree(house):
    house.raw("update network_unit set valid_to = current_date + 1 where code = %s", [WOHU + "003"])
    pk = Unit.objects.get(code=WOHU + "003").pk
    assert browser_of("gao").get(f"/network/units/{pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_tree(house):
    client = browser_of("zhou")
    client.get("/network/units/")
    counts = []
    for code, level in ((WOHU, 4), (SHUANGLIAO, 2), (WOHU_TOWN, 3)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/network/units/?unit={_pk(code, level)}").status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] < 22  # two of them ask for the cover, one whether family support is on
