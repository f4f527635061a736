"""回访: only by a way she called safe, the number only when asked for and logged, closed when she has answered."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from cases.petitions import following, giving, hand_over, interventions, opinions, transitions
from cases.petitions.models import FollowUp
from cases.petitions.told import Contact, Named
from network.access.gate import Refusal
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.stories import NAME, PHONE, does, matter

OPINION = {"outcome": "support", "facts_found": "属实", "decision": "支持", "basis": "第三十二条"}


def answered(*, days_ago: int = 0, **facts):
    """A matter of lin's that gao answered some days ago."""
    day = clock.today() - timedelta(days=days_ago)
    case = matter("lin", received_on=day, **facts)
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", transitions.answer, case, delivered_on=day, delivered_how="in_person")
    return case


def _stage(house, case) -> str:
    return house.raw("select stage from cases_case where id = %s", [case.pk])[0][0]


def test_the_call_list_shows_the_safe_way_and_no_number(fresh_house):
    case = answered(contact=Contact(may_call=False, may_text=True))
    page = browser_of("lin").get("/cases/follow-up/").content.decode()
    assert case.number in page and "只能发信息" in page and "欧阳" in page
    assert PHONE not in page and NAME not in page and PHONE[-4:] not in page
    assert case.number not in browser_of("xu").get("/cases/follow-up/").content.decode()


def test_the_safe_way_stands_before_the_number_and_the_number_only_after_a_logged_look(fresh_house):
    case, client = answered(contact=Contact(may_call=True, hours="上午", code_word="鸡蛋")), browser_of("lin")
    path = f"/cases/{case.pk}/follow_up/"
    page = client.get(path).content.decode()
    assert PHONE not in page and "可以打电话" in page or "电话联系安全" in page
    assert page.index("鸡蛋") < page.index("查看号码")
    looks = "select count(*) from network_auditevent where action = 'reveal' and detail ->> 'layer' = 'phone'"
    assert fresh_house.raw(looks) == [(0,)]
    page = client.post(path, {"act": "number"}).content.decode()
    assert PHONE in page and NAME not in page
    assert fresh_house.raw(looks) == [(1,)]


def test_where_no_way_by_phone_is_safe_there_is_no_number(fresh_house):
    case = answered(contact=Contact())
    page = browser_of("lin").post(f"/cases/{case.pk}/follow_up/", {"act": "number"}).content.decode()
    assert PHONE not in page and "当面" in page


def test_she_is_asked_only_by_a_way_she_called_safe(fresh_house):
    case = answered(contact=Contact(may_text=True))
    with pytest.raises(Refusal) as refusal:
        does("lin", following.follow_up, case, way="call", result="reached", satisfaction="satisfied")
    assert refusal.value.code == "way"
    does("lin", following.follow_up, case, way="text", result="reached", satisfaction="satisfied")
    assert _stage(fresh_house, case) == "closed"


def test_content_she_closes_the_matter_and_not_content_it_waits_for_her_thirty_days(fresh_house):
    glad, sad, late = answered(), answered(), answered(days_ago=40)
    for case, word in ((glad, "mostly"), (sad, "unsatisfied"), (late, "unsatisfied")):
        does("lin", following.follow_up, case, way="call", result="reached", satisfaction=word, note="说了")
    assert [_stage(fresh_house, case) for case in (glad, sad, late)] == ["closed", "answered", "closed"]
    stored = fresh_house.raw("select satisfaction from cases_petition where case_id = %s", [late.pk])
    assert stored == [("unsatisfied",)]
    asked = "select subject_id, state from network_clock where limit_id = 'petition.follow_up'"
    assert dict(fresh_house.raw(asked)) == {glad.pk: "met", sad.pk: "running", late.pk: "met"}
    page = browser_of("lin").get(f"/cases/{glad.pk}/").content.decode()
    assert "基本满意" in page and "已办结" in page and "说了" in page


def test_not_reached_asks_for_another_day_until_the_policy_is_satisfied(fresh_house):
    case, tomorrow = answered(), clock.today() + timedelta(days=1)
    try_her = {"way": "call", "result": "not_reached"}
    for wrong in (None, clock.today() - timedelta(days=1)):
        with pytest.raises(Refusal) as refusal:
            does("lin", following.follow_up, case, **try_her, next_on=wrong)
        assert refusal.value.code == "next_on"
    for _n in range(2):
        does("lin", following.follow_up, case, **try_her, next_on=tomorrow)
    page = browser_of("lin").get("/cases/follow-up/").content.decode()
    assert "已试 2/3 次" in page
    does("lin", following.follow_up, case, **try_her)
    assert _stage(fresh_house, case) == "answered"
    with acting("lin") as (_lin, scope):
        (row,) = following.waiting(scope, limit=5)
        assert (row.tried, row.next_on) == (3, None) and row.until is not None


def test_a_matter_ends_without_her_word_only_after_she_was_tried(fresh_house):
    case = answered(days_ago=40)
    with pytest.raises(Refusal) as refusal:
        does("lin", transitions.close, case, satisfaction="unrated")
    assert refusal.value.code == "satisfaction"
    for _n in range(3):
        does("lin", following.follow_up, case, way="call", result="not_reached", next_on=clock.today())
    does("lin", transitions.close, case, satisfaction="unrated")
    assert _stage(fresh_house, case) == "closed"


def test_an_assigned_matter_is_asked_about_and_reported_before_it_is_closed(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    town = Unit.objects.current().get(code="220382102000", level=3)
    does("lin", giving.assign, case, to_unit=town, reason="属镇妇联", notice_how="safe_way")
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R7")
    does("tian", interventions.mediate, case, willing=True, notice_how="safe_way")
    told = {"delivered_on": clock.today(), "delivered_how": "in_person"}
    does("tian", transitions.inform, case, note="已谈妥", **told)
    does("tian", following.follow_up, case, way="call", result="reached", satisfaction="satisfied")
    assert _stage(fresh_house, case) == "answered"


def test_a_mistake_on_the_page_stands_by_its_field_and_loses_nothing(fresh_house):
    case = answered()
    page = browser_of("lin").post(
        f"/cases/{case.pk}/follow_up/", {"way": "wechat", "result": "not_reached", "note": "没人接"}
    )
    text = page.content.decode()
    assert page.status_code == 200 and "没有确认这种方式安全" in text and "没人接" in text


def test_an_attempt_is_added_and_never_changed_and_a_stranger_finds_none(fresh_house):
    case = answered()
    does("lin", following.follow_up, case, way="call", result="not_reached", next_on=clock.today())
    assert browser_of("zheng").get(f"/cases/{case.pk}/follow_up/").status_code == 404
    with acting("wu"):
        assert plain_sql("select count(*) from cases_followup") == [(0,)]
    with acting("lin"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update cases_followup set result = 'reached'")
    with acting("lin"):
        assert FollowUp.objects.count() == 1


def test_the_note_is_sealed(fresh_house):
    case = answered(petitioner=Named(name=NAME, phone=PHONE))
    does(
        "lin", following.follow_up, case, way="call", result="reached", satisfaction="unsatisfied", note=NAME
    )
    stored = bytes(fresh_house.raw("select note from cases_followup")[0][0])
    assert NAME.encode() not in stored
