"""Pages of keeping and destroying, through the door a user uses; nothing typed is lost, no path ends in 500."""

import pytest

from sisterhood.demo.cast import PASSWORD
from tests.house import browser_of
from tests.retention.conftest import (
    LEADER,
    NOTE,
    OFFICER,
    appraised,
    ended,
    listed,
    old,
    phase,
    proposes,
    soon,
    the_list,
)
from tests.stories import NAME, STORY, matter


def body(answer) -> str:
    return answer.content.decode()


def test_a_list_from_the_weekly_run_to_its_record(fresh_house):
    case, other = old(fresh_house), old(fresh_house, safety="violence")
    proposes(fresh_house)
    row = the_list(fresh_house, case)
    gao, bai = browser_of(LEADER), browser_of(OFFICER)
    page = body(gao.get("/retention/"))
    assert "销册〔" in page and "有书面处理意见的信访事项" in page and "档案法" in page
    page = body(gao.get(f"/retention/{row}/"))
    assert case.number in page and other.number in page and "家庭暴力个案" in page
    assert NAME not in page and STORY not in page
    page = body(gao.post(f"/retention/{row}/appraise_destruction/", {"note": ""}))
    assert "请填写" in page or "写" in page
    assert (
        gao.post(f"/retention/{row}/appraise_destruction/", {"note": NOTE})["Location"]
        == f"/retention/{row}/"
    )
    assert f"/retention/{row}/confirm_destruction/" not in body(gao.get(f"/retention/{row}/"))
    assert NOTE in body(bai.get(f"/retention/{row}/"))
    answer = bai.post(f"/retention/{row}/confirm_destruction/", {"password": PASSWORD}, follow=True)
    assert "清册所列事项已销毁" in body(answer)
    assert "销毁记录" in body(bai.get(f"/retention/{row}/record/"))
    told = body(bai.post(f"/retention/{row}/confirm_destruction/", {"password": PASSWORD}))
    assert "已销毁" in told


def test_one_matter_is_kept_on_its_page_and_a_wrong_day_loses_nothing(fresh_house):
    case, _other = old(fresh_house), old(fresh_house)
    row = appraised(fresh_house, case)
    action = fresh_house.raw("select id from cases_retentionaction where case_id = %s", [case.pk])[0][0]
    place, gao = f"/retention/{row}/keep/{action}/", browser_of(LEADER)
    assert case.number in body(gao.get(place))
    page = body(gao.post(place, {"until": "2001-01-01", "why": "档案馆核查"}))
    assert "请填写今天以后的日期" in page and "档案馆核查" in page
    assert gao.post(place, {"until": soon().isoformat(), "why": "档案馆核查"}).status_code == 302
    assert phase(fresh_house, case) == "closed" and case.number not in listed(fresh_house)
    assert "档案馆核查" in body(gao.get(f"/retention/{row}/"))
    assert gao.get(place).status_code == 404


def test_a_hold_is_placed_shown_and_released_and_sent_twice_is_one(fresh_house):
    case, lin = ended(), browser_of("lin")
    place = f"/cases/{case.pk}/retention/"
    assert f'href="{place}"' in body(lin.get(f"/cases/{case.pk}/"))
    page = body(lin.get(place))
    assert "无书面处理意见的信访事项" in page and "10年" in page
    said = {"issuer": "双辽市人民法院（2026）5号", "reason": "再审调卷", "until": "", "ident": "0" * 31 + "1"}
    assert "请" in body(lin.post(f"{place}place_hold/", said | {"reason": ""}))
    for _time in range(2):
        assert lin.post(f"{place}place_hold/", said).status_code == 302
    ((hold,),) = fresh_house.raw("select id from cases_legalhold")
    page = body(lin.get(place))
    assert said["issuer"] in page and "已暂缓销毁" in page
    stored = fresh_house.raw("select issuer, reason from cases_legalhold")[0]
    assert all(
        "双辽".encode() not in bytes(value) and "再审".encode() not in bytes(value) for value in stored
    )
    release = f"{place}holds/{hold}/release/"
    assert lin.get(release).status_code == 200
    assert lin.post(release, {"reason": "已退卷"}).status_code == 302
    assert "该暂缓要求已经解除" in body(lin.post(release, {"reason": "已退卷"}))
    log = fresh_house.raw("select string_agg(e::text, '') from network_auditevent e")[0][0]
    assert "再审" not in log and "双辽市人民法院" not in log


def test_storing_away_leads_to_the_desk(fresh_house):
    case, lin = ended(), browser_of("lin")
    place = f"/cases/{case.pk}/retention/restrict_matter/"
    assert "请选择仅保存的原因" in body(lin.post(place, {}))
    assert lin.post(place, {"why": "law"})["Location"] == "/"
    assert lin.get(place).status_code == 404 and phase(fresh_house, case) == "restricted"


@pytest.mark.parametrize("place", ["nonsense/", "confirm/", "release_hold/"])
def test_an_address_nobody_made_is_not_found(fresh_house, place):
    case = matter("lin")
    assert browser_of("lin").get(f"/cases/{case.pk}/retention/{place}").status_code == 404
    assert browser_of(LEADER).get(f"/retention/{case.pk}/{place}").status_code == 404


def test_whoever_does_not_open_the_matter_finds_no_page_of_its_keeping(fresh_house):
    case = ended()
    for username in ("tian", "feng", "wu", "bai", "auditor", "sysadmin", "he"):
        assert browser_of(username).get(f"/cases/{case.pk}/retention/").status_code == 404, username
    for username in ("lin", "sysadmin", "secadmin", "tong", "he"):
        assert browser_of(username).get("/retention/").status_code == 403, username
