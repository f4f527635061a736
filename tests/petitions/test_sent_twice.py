"""A form that is tapped twice is one matter, one file, one line; other words are never swallowed."""

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.petitions import hand_over, transitions
from tests.house import browser_of, person
from tests.memory.asking import intake
from tests.stories import does, matter

PHONE = {
    "step": "send",
    "tile": "family",
    "safety": "safe",
    "facts": "婆媳为分家吵了三天",
    "request": "想请妇联劝一劝",
    "knows_other_side": "no",
    "send_to": "county",
}


def _ident(page) -> str:
    (found, *_more) = re.findall(r'name="ident" value="([0-9a-f]{32})"', page.content.decode())
    return found


def _opened(username: str, path: str) -> dict[str, str]:
    return {"ident": _ident(browser_of(username).get(path))}


def _at_once(username: str, path: str, told: dict, times: int = 2) -> list:
    """The same form from one browser, sent so that no answer comes before the last has left."""
    client, start, answers = browser_of(username), threading.Barrier(times), []

    def tap():
        try:
            sent = dict(told) | ({"file": _paper()} if "file" in told else {})
            again = browser_of(username)
            again.cookies = client.cookies
            start.wait(20)
            answers.append(again.post(path, sent))
        finally:
            connection.close()

    taps = [threading.Thread(target=tap) for _ in range(times)]
    [each.start() for each in taps]
    [each.join(60) for each in taps]
    return answers


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", "application/pdf")


def _count(house, table: str) -> int:
    return house.raw(f"select count(*) from {table}")[0][0]  # noqa: S608 - names of this file


@pytest.mark.parametrize("told", [{}, {"safety": "violence"}, {"tile": "cadre", "respondent": "赵某某"}])
def test_a_double_tap_on_the_phone_registers_once_and_both_taps_see_the_number(fresh_house, told):
    told = PHONE | _opened("he", "/m/report/") | told
    answers = _at_once("he", "/m/report/", told)
    numbers = {re.search(r"(?:XF|M)-[\d-]+", each.content.decode()).group() for each in answers}
    assert [each.status_code for each in answers] == [200, 200] and len(numbers) == 1
    assert sorted("刚才已经提交过" in each.content.decode() for each in answers) == [False, True]
    assert _count(fresh_house, "cases_case") + _count(fresh_house, "cases_accusation") == 1


def test_the_number_of_the_form_travels_through_both_steps_and_back(fresh_house):
    told = PHONE | _opened("he", "/m/report/")
    client = browser_of("he")
    for step in ("who", "back", "who"):
        assert _ident(client.post("/m/report/", told | {"step": step})) == told["ident"]
    desk = intake() | _opened("lin", "/cases/register/")
    for step in ("check", "edit"):
        assert _ident(browser_of("lin").post("/cases/register/", desk | {"step": step})) == desk["ident"]


def test_a_double_tap_at_the_desk_leads_both_times_to_the_one_matter(fresh_house):
    told = intake(step="send") | _opened("lin", "/cases/register/")
    answers = _at_once("lin", "/cases/register/", told)
    (case,) = fresh_house.raw("select id from cases_case")
    assert [each.headers["Location"] for each in answers] == [f"/cases/{case[0]}/"] * 2
    client = browser_of("lin")
    again = client.post("/cases/register/", told, follow=True).content.decode()
    assert "只登记为一件" in again


def test_other_words_under_the_same_number_are_a_matter_of_their_own(fresh_house):
    told = PHONE | _opened("he", "/m/report/")
    client = browser_of("he")
    client.post("/m/report/", told)
    page = client.post("/m/report/", told | {"facts": "昨晚又打起来了"}).content.decode()
    assert "刚才已经提交过" not in page
    assert _count(fresh_house, "cases_case") == 2
    other = browser_of("ma").post("/m/report/", told).content.decode()
    assert "刚才已经提交过" not in other
    assert _count(fresh_house, "cases_case") == 3


def test_whoever_registers_against_herself_learns_nothing_more_by_sending_again(fresh_house):
    told = intake(step="send", respondent="林晓岚") | _opened("lin", "/cases/register/")
    client = browser_of("lin")
    for _tap in range(2):
        answer = client.post("/cases/register/", told)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert _count(fresh_house, "cases_case") == 1


def test_three_taps_keep_one_file_and_write_one_line(fresh_house):
    case = matter("lin")
    ident = _opened("lin", f"/cases/{case.pk}/")
    answers = _at_once("lin", f"/cases/{case.pk}/attach/", ident | {"file": ""}, times=3)
    answers += _at_once("lin", f"/cases/{case.pk}/note/", ident | {"note": "已电话回访"}, times=3)
    assert {each.status_code for each in answers} == {302}
    assert _count(fresh_house, "cases_attachment") == 1
    assert _count(fresh_house, "cases_event where verb = 'note'") == 1
    client = browser_of("lin")
    client.post(f"/cases/{case.pk}/note/", ident | {"note": "又来电话"})
    client.post(f"/cases/{case.pk}/attach/", ident | {"file": SimpleUploadedFile("b.pdf", b"%PDF-1.4 other")})
    assert _count(fresh_house, "cases_event where verb = 'note'") == 2
    assert _count(fresh_house, "cases_attachment") == 2


@pytest.mark.parametrize("ident", ["", "x", "0" * 31, "0" * 32 + "'", "A" * 32])
def test_a_form_without_a_number_of_ours_is_registered_all_the_same(fresh_house, ident):
    page = browser_of("he").post("/m/report/", PHONE | {"ident": ident})
    assert page.status_code == 200 and _count(fresh_house, "cases_case") == 1


@pytest.mark.parametrize(
    ("told", "said", "not_said"),
    [
        ({"send_to": "keep"}, "现在在您手里", "妇联已收到"),
        ({"send_to": "county"}, "双辽市妇联已收到", "在您手里"),
        ({"send_to": "village"}, "村妇联已收到", "双辽市妇联"),
        ({"safety": "violence", "send_to": "keep"}, "已交给负责处理的人", "妇联已收到"),
        ({"tile": "cadre", "respondent": "赵某某"}, "已交给负责处理的人", "妇联已收到"),
        ({"send_to": ""}, "现在在您手里", "妇联已收到"),
    ],
)
def test_the_phone_says_who_really_has_it(fresh_house, told, said, not_said):
    page = browser_of("he").post("/m/report/", PHONE | told).content.decode()
    assert said in page and not_said not in page


def test_a_station_head_declares_for_herself_alone_and_reads_no_list_of_names(fresh_house):
    case = matter("he")
    address = f"/cases/{case.pk}/declare_recusal/"
    page = browser_of("he").get(address).content.decode()
    assert re.findall(r'<option value="(\d+)"', page) == [str(person("he").pk)]
    refused = browser_of("he").post(address, {"user": person("luo").pk, "reason": "亲属"})
    assert refused.status_code == 200 and person("luo").display_name not in refused.content.decode()
    assert _count(fresh_house, "cases_recusal") == 0
    assert browser_of("he").post(address, {"user": person("he").pk, "reason": "亲属"}).status_code == 302
    assert _count(fresh_house, "cases_recusal") == 1


def test_whoever_enters_it_for_others_is_offered_those_who_work_on_matters_and_no_administrator(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    page = browser_of("lin").get(f"/cases/{case.pk}/declare_recusal/").content.decode()
    assert person("gao").display_name in page
    for username in ("sysadmin", "secadmin", "auditor"):
        assert f'value="{person(username).pk}"' not in page
    liaisons = fresh_house.raw("select user_id from network_appointment where role = 'discipline_liaison'")
    assert liaisons and all(f'<option value="{pk}"' not in page for (pk,) in liaisons)


def test_of_a_matter_that_went_on_a_second_tap_says_who_has_it_now(fresh_house):
    told = PHONE | _opened("he", "/m/report/") | {"send_to": "keep"}
    client = browser_of("he")
    client.post("/m/report/", told)
    (row,) = fresh_house.raw("select id from cases_case")
    does("he", hand_over.pass_on, type("Row", (), {"pk": row[0]})(), to_county=True)
    page = client.post("/m/report/", told).content.decode()
    assert "双辽市妇联已收到" in page and "刚才已经提交过" in page


def test_going_back_to_step_one_keeps_what_step_two_held(fresh_house):
    her = browser_of("he")
    typed = {"name": "小兰", "phone": "13704341987", "may_call": "on", "hours": "上午", "send_to": "village"}
    her_form = PHONE | typed
    back = her.post("/m/report/", her_form | {"step": "back"}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', back))
    assert typed.items() <= hidden.items()
    again = her.post("/m/report/", PHONE | hidden | {"step": "who"}).content.decode()
    for value in ("小兰", "13704341987", "上午"):
        assert f'value="{value}"' in again
    assert re.search(r'name="may_call"[^>]*checked', again)
    assert re.search(r'value="village" checked', again)


def test_in_danger_the_numbers_to_ring_are_one_tap_away(fresh_house):
    page = browser_of("he").post("/m/report/", PHONE | {"safety": "urgent"}).content.decode()
    assert 'href="tel:110"' in page and 'href="tel:120"' in page
