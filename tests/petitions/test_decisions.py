"""What waits for a leader stands on her desk, and the next step on a page is one that can be done."""

import pytest

from cases.petitions import hand_over, opinions, transitions
from tests.house import browser_of
from tests.stories import does, matter


def _desk(username: str) -> str:
    return browser_of(username).get("/").content.decode()


def _page(username: str, case, verb: str = "") -> str:
    return browser_of(username).get(f"/cases/{case.pk}/{verb}").content.decode()


@pytest.mark.parametrize("safety", ["safe", "violence"])
def test_a_leader_finds_what_she_must_decide_and_is_told(fresh_house, safety):
    case = matter("lin", safety=safety)
    assert case.number not in _desk("gao")
    does("lin", transitions.triage, case, route="R1")
    assert case.number in _desk("gao")
    assert "等待分管领导审定" in _desk("lin")
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'approval'")
    assert len(told) == 1
    does("gao", transitions.accept, case, notice_how="safe_way")
    assert "等待分管领导审定" not in _desk("lin")
    if safety == "safe":
        assert case.number not in _desk("gao")


def test_advice_is_not_offered_where_the_matter_waits_for_acceptance(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    page = _page("lin", case)
    assert f"/cases/{case.pk}/advise/" not in page
    assert f"/cases/{case.pk}/accept/" in _page("gao", case)


def test_the_form_of_a_step_that_is_not_hers_says_why_instead_of_asking(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    page = _page("lin", case, "accept/")
    assert "notice_how" not in page and "返回案件" in page


def test_triage_keeps_the_class_unless_it_is_changed(fresh_house):
    case = matter("lin", category="property")
    page = _page("lin", case, "triage/")
    assert '<option value="property" selected>' in page


def test_everybody_who_sees_the_matter_stands_on_its_page_and_nobody_who_does_not(fresh_house):
    case = matter("lin")
    page = _page("lin", case)
    for name in ("林晓岚", "高洁", "吴敏", "周雅琴"):
        assert name in page.split("谁能看到")[-1], name
    assert "郑岩" not in page
    sealed = matter("lin", safety="violence")
    page = _page("lin", sealed).split("谁能看到")[-1]
    assert "高洁" in page and "吴敏" not in page


def test_a_leader_is_offered_only_what_she_may_do(fresh_house):
    assert "/cases/register/" not in _desk("gao")
    assert "/cases/register/" in _desk("lin")


def test_the_stage_line_names_who_registered_also_after_the_matter_changed_hands(fresh_house):
    case = matter("he")
    does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, case)
    line = _page("lin", case).split('class="step"')[1][:900]
    assert "何桂芳" in line


def test_the_bar_counts_what_waits_for_her(fresh_house):
    case, _other = matter("lin"), matter("lin")
    assert '<span class="n">2</span>' in _desk("lin")
    assert '<span class="n">' not in _desk("gao").split("</nav>")[0]
    does("lin", transitions.triage, case, route="R1")
    assert '<span class="n">1</span>' in _desk("gao")


def test_an_answer_is_not_delivered_before_the_matter_was_received(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    texts = {"outcome": "support", "facts_found": "属实", "decision": "支持", "basis": "第三十二条"}
    does("lin", opinions.draft_opinion, case, **texts)
    told = {"delivered_on": "2020-05-01", "delivered_how": "in_person"}
    page = browser_of("gao").post(f"/cases/{case.pk}/answer/", told).content.decode()
    assert "早于该事项的接收日期" in page and 'value="2020-05-01"' in page
    assert fresh_house.raw("select stage from cases_case") == [("handling",)]
