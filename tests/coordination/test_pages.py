"""R4 through the pages alone, from the demand to the inspection; who may not sees neither button nor page."""

from datetime import timedelta
from uuid import UUID

import pytest

from cases.coordination import co_handling
from cases.coordination.models import Investigation
from cases.petitions import hand_over
from sisterhood.lib import clock
from tests.coordination.conftest import LABOUR, SHARED, body, routed, sent
from tests.house import acting, browser_of, person
from tests.stories import does, matter

DEMAND = {"agency_kind": "other", "request": "依法查处拖欠工资", "basis": "《妇女权益保障法》第七十三条"}


def only(case) -> UUID:
    with acting("lin"):
        return Investigation.objects.get(case=case.pk).pk


def test_from_the_demand_to_the_inspection_through_the_pages(fresh_house, day):
    case = routed()
    lin, gao = browser_of("lin"), browser_of("gao")
    form = lin.get(f"/cases/{case.pk}/demand/").content.decode()
    assert LABOUR in form and "四平市公安局" in form
    missing = lin.post(f"/cases/{case.pk}/demand/", DEMAND | {"request": ""})
    assert missing.status_code == 200 and "第七十三条" in missing.content.decode()
    assert lin.post(f"/cases/{case.pk}/demand/", DEMAND | {"listed": body(LABOUR).pk}).status_code == 302
    place = f"/cases/{case.pk}/investigations/{only(case)}/"
    assert LABOUR in lin.get(f"/cases/{case.pk}/").content.decode()
    too_soon = lin.post(f"{place}send_demand/", {"notice_how": "safe_way"})
    assert too_soon.status_code == 200 and "send_demand" not in lin.get(place).content.decode()
    consent = {"given_for": ["agency", "committee", "government"], "shared": SHARED, "manner": "oral"}
    assert lin.post(f"{place}record_consent/", consent | {"given_on": "2026-09-16"}).status_code == 302
    assert SHARED in lin.get(place).content.decode()
    assert lin.post(f"{place}send_demand/", {"notice_how": "safe_way"}).status_code == 302
    early = lin.post(f"{place}draft_urging/", {"failure": "未回复", "note": "请回复"})
    assert early.status_code == 200 and "回复期限未到" in early.content.decode()
    day("2026-10-20 09:00")
    assert "逾期未回复" in lin.get(f"/cases/{case.pk}/").content.decode()
    assert "逾期未回复" in lin.get(place).content.decode()
    drafted = lin.post(f"{place}draft_urging/", {"failure": "逾期未回复", "note": "请依法处理"})
    assert drafted.status_code == 302
    assert f"{place}urge/" not in lin.get(place).content.decode()
    assert lin.post(f"{place}urge/", {"note": ""}).status_code == 200  # she drafts, she does not approve
    first = f'<a class="btn p" href="{place}urge/">'
    assert first in gao.get(f"/cases/{case.pk}/").content.decode()
    assert "审定并发出督促处理意见书" in gao.get("/").content.decode()
    hers = lin.get(f"/cases/{case.pk}/").content.decode()
    assert "urge/" not in hers and '<a class="btn p"' not in hers
    page = gao.get(place).content.decode()
    assert f"{place}urge/" in page and "请依法处理" in page
    assert gao.post(f"{place}urge/", {"note": ""}).status_code == 302
    day("2026-11-24 09:00")
    assert lin.post(f"{place}request_inspection/", {"note": "提请督查"}).status_code == 302
    inform = {"note": "已提请督查", "delivered_on": "2026-11-24", "delivered_how": "in_person"}
    held = lin.post(f"/cases/{case.pk}/inform/", inform).content.decode()
    assert "仍有一份要求查处函未办结（人力资源和社会保障部门）" in held and LABOUR not in held
    assert lin.post(f"{place}close_investigation/", {"note": "督查后已补发"}).status_code == 302
    assert lin.post(f"/cases/{case.pk}/inform/", inform).status_code == 302


@pytest.mark.parametrize("who", ["tian", "luo"])
def test_a_chair_below_the_county_finds_no_button_and_a_post_is_refused_with_a_sentence(fresh_house, who):
    case = matter(who)
    client = browser_of(who)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "/demand/" not in page and "/meetings/new/" not in page
    answer = client.post(f"/cases/{case.pk}/demand/", DEMAND | {"agency": "公安局"})
    assert answer.status_code == 200
    assert "您的岗位不包含这一步" in answer.content.decode() or "岗位" in answer.content.decode()
    call = {"kind": "coordination", "meets_at": "2036-01-02T09:00", "place": "x", "subject": "x"}
    answer = client.post(
        f"/cases/{case.pk}/meetings/new/", call | {"others": "x", "shared": "x", "manner": "oral"}
    )
    assert answer.status_code in (200, 404)
    assert fresh_house.raw("select count(*) from cases_investigation") == [(0,)]
    assert fresh_house.raw("select count(*) from cases_coordinationmeeting") == [(0,)]


def test_a_chair_who_works_along_can_neither_demand_nor_urge(fresh_house, day):
    case = routed()
    row = sent(case)
    day("2026-10-20 09:00")
    place = f"/cases/{case.pk}/investigations/{row}/"
    fresh_house.raw(
        """insert into cases_caseaccess (content_object_id, user_id, permission_id, until, source, reason, opens,
             writes, granted_at, is_closed)
           select %s, u.id, p.id, now() + interval '1 day', 'co_handler', '', p.codename = 'lend_case',
             p.codename = 'lend_case', now(), false from network_user u, auth_permission p
            where u.username in ('tian', 'luo') and p.codename in ('lend_case', 'lend_narrative')""",
        [case.pk],
    )
    for who in ("tian", "luo"):
        client = browser_of(who)
        page = client.get(place).content.decode()
        assert "逾期未回复" in page and "draft_urging" not in page and "/urge/" not in page
        for verb, facts in (
            ("draft_urging", {"failure": "x", "note": "x"}),
            ("urge", {"note": ""}),
            ("request_inspection", {"note": "x"}),
        ):
            answer = client.post(f"{place}{verb}/", facts)
            assert answer.status_code == 200 and "岗位" in answer.content.decode(), (who, verb)
    assert fresh_house.raw("select state, urging is null from cases_investigation") == [("sent", True)]


def test_a_demand_of_another_matter_is_not_found_under_this_one(fresh_house, day):
    case, other = routed(), routed()
    row = sent(other)
    assert browser_of("lin").get(f"/cases/{case.pk}/investigations/{row}/").status_code == 404
    assert browser_of("zheng").get(f"/cases/{other.pk}/investigations/{row}/").status_code == 404


def test_somebody_with_a_conflict_finds_nothing(fresh_house, day):
    case = routed()
    row = sent(case)
    assert browser_of("gao").get(f"/cases/{case.pk}/investigations/{row}/").status_code == 200

    does("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    assert browser_of("gao").get(f"/cases/{case.pk}/investigations/{row}/").status_code == 404


@pytest.mark.parametrize("page", ["co-handlers", "competence"])
def test_whoever_may_not_is_told_before_she_types(fresh_house, page):
    case, until = matter("lin"), clock.today() + timedelta(days=30)
    does("lin", co_handling.invite_co_handler, case, to=person("xu"), task="请协助联系", until=until)
    told = browser_of("xu").get(f"/cases/{case.pk}/{page}/").content.decode()
    assert "此事项由他人经办，您不能进行这项操作。" in told
    assert 'class="form card fs"' not in told
    assert 'class="form card fs"' in browser_of("lin").get(f"/cases/{case.pk}/{page}/").content.decode()
