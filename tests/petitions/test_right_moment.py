"""A button stands where its step can be done; a form asks before it acts, and guesses nothing that was done."""

import re

import pytest

from cases.petitions import opinions, transitions
from tests.house import browser_of
from tests.petitions.roads import OPINION
from tests.stories import does, matter

NO_DRAFT = "还没有处理意见草稿"


def _handled():
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    return case


def _page(username: str, case, verb: str = "") -> str:
    return browser_of(username).get(f"/cases/{case.pk}/{verb}").content.decode()


def test_a_leader_is_asked_to_decide_on_a_draft_only_once_there_is_one(fresh_house):
    case = _handled()
    for verb in ("answer", "return_draft"):
        assert f"/cases/{case.pk}/{verb}/" not in _page("gao", case)
        told = _page("gao", case, f"{verb}/")
        assert NO_DRAFT in told and "<textarea" not in told and "delivered_how" not in told
    does("lin", opinions.draft_opinion, case, **OPINION)
    for verb in ("answer", "return_draft"):
        assert f"/cases/{case.pk}/{verb}/" in _page("gao", case)
    does("gao", opinions.return_draft, case, note="请补充事实")
    assert f"/cases/{case.pk}/answer/" not in _page("gao", case)


@pytest.mark.parametrize("verb", ["start", "close", "ask_review", "accept_report"])
def test_a_form_of_another_state_says_so_instead_of_asking(fresh_house, verb):
    case = matter("lin")
    page = _page("lin", case, f"{verb}/")
    assert "不能进行" in page and 'class="form card fs"' not in page


def test_how_an_opinion_or_a_notice_reached_her_is_chosen_and_never_guessed(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    client = browser_of("gao")
    page = _page("gao", case, "accept/")
    chosen = re.search(r'name="notice_how".*?<option value="([^"]*)"', page, re.DOTALL)
    assert chosen and chosen[1] == ""
    assert "请选择告知方式" in client.post(f"/cases/{case.pk}/accept/", {"sent": "1"}).content.decode()
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, **OPINION)
    chosen = re.search(
        r'name="delivered_how".*?<option value="([^"]*)"', _page("gao", case, "answer/"), re.DOTALL
    )
    assert chosen and chosen[1] == ""
    answer = client.post(f"/cases/{case.pk}/answer/", {"delivered_on": case.received_on.isoformat()})
    assert "请选择送达方式" in answer.content.decode()
    assert fresh_house.raw("select stage from cases_case") == [("handling",)]


def test_a_hearing_asks_why_before_it_is_held(fresh_house):
    case = _handled()
    asked = browser_of("gao").post(f"/cases/{case.pk}/hold_hearing/", {"sent": "1"})
    assert "听证的理由" in asked.content.decode()
    assert fresh_house.raw("select stage from cases_case") == [("handling",)]
    told = {"note": "事实有争议，双方到场"}
    assert browser_of("gao").post(f"/cases/{case.pk}/hold_hearing/", told).status_code == 302
    assert fresh_house.raw("select stage from cases_case") == [("hearing",)]


def test_a_matter_is_not_sealed_by_an_empty_form(fresh_house):
    case = matter("lin")
    place = f"/cases/{case.pk}/protection/begin_protection/"
    client = browser_of("lin")
    for empty in ({}, {"note": ""}, {"note": "  "}):
        assert 'id="id_note_error"' in client.post(place, empty).content.decode()
    assert fresh_house.raw("select is_sealed from cases_case") == [(False,)]
    assert client.post(place, {"note": "她说丈夫打她"}).status_code == 302
    assert fresh_house.raw("select is_sealed from cases_case") == [(True,)]
    again = client.get(place).content.decode()
    assert "<textarea" not in again


@pytest.mark.parametrize(
    ("verb", "label"),
    [("return_draft", "草稿需补充之处"), ("hold_hearing", "听证的理由"), ("log_contact", None)],
)
def test_a_note_is_called_what_it_is(fresh_house, verb, label):
    case = _handled()
    does("lin", opinions.draft_opinion, case, **OPINION)
    page = _page("gao", case, f"{verb}/")
    assert "答复内容" not in page
    assert label is None or label in page
