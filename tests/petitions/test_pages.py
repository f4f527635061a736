"""The page of a matter says what went where, why a date is what it is, and offers forms that fit."""

from datetime import date

from cases.petitions import giving, hand_over, interventions, opinions, transitions
from cases.petitions.buttons import BUTTONS
from cases.petitions.states import PETITION
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import browser_of
from tests.stories import does, matter


def _page(username: str, case, verb: str = "") -> str:
    return browser_of(username).get(f"/cases/{case.pk}/{verb}").content.decode()


def test_the_page_says_why_the_notice_is_due_after_the_holiday(fresh_house):
    case = matter("lin", received_on=date(2026, 9, 16))
    page = _page("lin", case)
    assert "为什么是这一天" in page
    assert "10月1日" in page and "顺延至10月8日" in page


def test_the_routes_offered_are_those_this_matter_may_take(fresh_house):
    page = _page("lin", matter("lin", safety="violence"), "triage/")
    assert 'value="R1"' in page and 'value="R7"' not in page and 'value="R6"' not in page


def test_only_federations_below_are_offered_and_the_slip_stands_on_the_page(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    form = _page("lin", case, "assign/")
    assert "卧虎镇" in form and "山门镇" not in form
    town = Unit.objects.current().get(code="220382102000", level=3)
    answer = browser_of("lin").post(
        f"/cases/{case.pk}/assign/", {"to_unit": town.pk, "reason": "属镇妇联职责", "notice_how": "safe_way"}
    )
    assert answer.status_code == 302
    does("tian", hand_over.take_up, case)
    page = _page("tian", case)
    assert "交办单" in page and "属镇妇联职责" in page
    does("tian", transitions.choose_route, case, route="R3")
    does("tian", giving.guide_out, case, body="镇司法所", note="可申请调解", notice_how="on_the_spot")
    assert "已告知引导" in _page("tian", case)


def test_a_form_with_mistakes_says_so_and_keeps_the_words(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R3")
    page = browser_of("lin").post(
        f"/cases/{case.pk}/guide_out/", {"body": "", "note": "可持判决书前往", "notice_how": "post"}
    )
    assert page.status_code == 200
    text = page.content.decode()
    assert "可持判决书前往" in text and "请填写" in text


def test_every_open_step_of_every_state_has_a_button_with_a_form(fresh_house):
    assert {t.event for t in PETITION.transitions} - set(BUTTONS) == {"archive"}


def test_what_is_due_at_midnight_stands_under_today(fresh_house):
    case = matter("lin")
    fresh_house.raw(
        "update network_clock set due_at = %s where subject_id = %s",
        [clock.end_of_day(clock.today()), case.pk],
    )
    page = browser_of("lin").get("/").content.decode()
    assert page.index("今天") < page.index(case.number)
    assert "之后到期" not in page


def test_nobody_is_asked_to_report_a_matter_that_nobody_assigned(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R7")
    does("lin", interventions.mediate, case, willing=True, notice_how="on_the_spot")
    told = {"note": "双方已写下约定", "delivered_on": clock.today(), "delivered_how": "in_person"}
    does("lin", transitions.inform, case, **told)
    page = _page("lin", case)
    assert "/report_back/" not in page and "/follow_up/" in page
    assert "向交办单位报告" not in browser_of("lin").get("/").content.decode()


def test_the_leader_reads_the_draft_above_the_form_that_approves_it(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    draft = {
        "facts_found": "查明属实",
        "decision": "予以支持",
        "basis": "第三十二条",
        "remedies": "可申请复查",
    }
    does("lin", opinions.draft_opinion, case, outcome="support", **draft)
    page = _page("gao", case, "answer/")
    assert page.index("待审定的意见草稿") < page.index("<textarea" if "<textarea" in page else "delivered_on")
    for words in draft.values():
        assert words in page
    does("gao", opinions.return_draft, case, note="请补充")
    assert "待审定的意见草稿" not in _page("gao", case, "answer/")
