"""The public pages by plain requests: no cookie too many, no address with a secret, nothing lost, nothing broken."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from cases.door import codes, state, views
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.door.conftest import county, forget_counts, letter
from tests.house import acting, browser_of
from tests.stories import STORY, matter

FIRST = {"reach": "none", "safety": "safe"}
WORDS = {"knows_other_side": "no", "request": "请求帮助", "facts": STORY, "name": "小兰", "place": "卧虎镇"}
READ = ["/help/", "/help/units/", f"/help/units/{cast.SHUANGLIAO}/"]
FORMS = ["/help/write/", "/progress/"]


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(views, "PATIENCE", clock.now() - clock.now())


def sealed(response) -> str:
    return unescape(re.findall(r'name="state" value="([^"]+)"', response.content.decode())[0])


def write(client: Client, step: str, before, **data):
    return client.post("/help/write/", {"state": sealed(before), "step": step, **data})


def to_the_check(client: Client, first=None, words=None):
    begun = client.get("/help/write/")
    second = write(client, "words", begun, **(first or FIRST))
    return write(client, "check", second, unit=county().pk, **(words or WORDS))


def shown(response) -> tuple[str, str]:
    number, code = re.findall(r'class="code">([^<]+)<', response.content.decode())
    return number, code


@pytest.mark.parametrize("path", READ)
def test_a_page_to_read_sets_no_cookie_loads_nothing_from_elsewhere_and_has_a_neutral_title(
    fresh_house, path
):
    response = Client().get(path)
    text = response.content.decode()
    assert response.status_code == 200 and not response.cookies
    assert "<title>姐妹家园</title>" in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert response["Cache-Control"] == "no-store"
    assert "快速离开" in text and "历史记录" in text and 'href="/leave/"' in text


@pytest.mark.parametrize("path", FORMS)
def test_a_page_with_a_form_sets_the_forms_own_cookie_and_no_other(fresh_house, path):
    response = Client().get(path)
    assert set(response.cookies) == {"csrftoken"}
    assert response["Cache-Control"] == "no-store" and "快速离开" in response.content.decode()


def test_the_help_page_with_all_it_loads_weighs_no_more_than_26_kilobytes(fresh_house):
    text = Client().get("/help/").content
    static = [*re.findall(rb'<link rel="stylesheet" href="/static/([^"]+)"', text)]
    static += re.findall(rb'src="/static/([^"]+)"', text)
    static += [b"img/favicon.svg", b"img/hua.svg"]
    weight = len(text) + sum((settings.BASE_DIR / "static" / name.decode()).stat().st_size for name in static)
    assert len(static) == 7
    assert weight <= 26_000, weight


def test_leaving_goes_to_a_harmless_place_and_asks_the_browser_to_forget_its_copies(fresh_house):
    response = Client().get("/leave/")
    assert (response.status_code, response["Location"]) == (302, settings.EXIT_URL)
    assert response["Clear-Site-Data"] == '"cache"' and response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_public_pages_leave_nothing_beyond_the_browser_and_leaving_takes_our_cookies_along(fresh_house):
    client = Client()
    client.get("/help/write/")
    client.post("/text-size/")
    client.post("/i18n/setlang/", {"language": "en"})
    assert set(client.cookies) == {"csrftoken", "text_size", "django_language"}
    for cookie in client.cookies.values():
        assert not cookie["max-age"] and not cookie["expires"], cookie
    left = client.get("/leave/")
    assert set(left.cookies) == {"csrftoken", "text_size", "django_language"}
    for cookie in left.cookies.values():
        assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/")


def test_a_colleague_keeps_her_text_size_and_leaving_does_not_spoil_her_forms(fresh_house):
    client = browser_of("lin")
    assert client.post("/text-size/").cookies["text_size"]["max-age"] == 365 * 24 * 3600
    client.get("/password/")
    assert not client.get("/leave/").cookies
    assert client.cookies["csrftoken"].value


def test_she_writes_checks_sends_and_looks_it_up(fresh_house):
    client = Client()
    check = to_the_check(client)
    assert STORY in check.content.decode() and "小兰" in check.content.decode()
    receipt = write(client, "send", check)
    number, code = shown(receipt)
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code) and receipt["Cache-Control"] == "no-store"
    assert set(client.cookies) == {"csrftoken"}
    found = Client().post("/progress/", {"number": f" {number.lower()} ", "code": code.replace(" ", "")})
    text = found.content.decode()
    assert "登记" in text and number in text
    for word in (STORY, "小兰", "卧虎镇", "双辽", "林晓岚", code):
        assert word not in text
    assert found.request["QUERY_STRING"] == ""


def test_nothing_she_wrote_stands_in_the_hidden_field_in_the_clear(fresh_house):
    client = Client()
    second = write(
        client, "words", client.get("/help/write/"), reach="may_call", phone="13712345678", safety="safe"
    )
    assert "13712345678" not in second.content.decode()
    assert state.open_sealed(sealed(second), at=clock.now()).first["phone"] == "13712345678"


def test_a_wrong_page_says_so_by_its_field_and_loses_nothing_on_either_page(fresh_house):
    client = Client()
    first = write(
        client, "words", client.get("/help/write/"), reach="may_call", phone="12", safety="violence"
    )
    assert "11 位手机号" in first.content.decode() and 'value="12"' in first.content.decode()
    second = write(client, "words", first, reach="may_call", phone="13712345678", safety="violence")
    wrong = write(client, "check", second, facts=STORY)
    assert "请选择由哪家妇联来看" in wrong.content.decode() and STORY in wrong.content.decode()
    back = write(client, "first", wrong, facts=STORY, request="请求")
    assert 'value="13712345678"' in back.content.decode()
    again = write(client, "words", back, reach="none", safety="violence")
    assert STORY in again.content.decode() and "请求" in again.content.decode()


def test_danger_now_shows_110_before_everything_and_still_lets_her_send(fresh_house):
    client = Client()
    check = to_the_check(client, first={"reach": "none", "safety": "urgent"})
    assert 'href="tel:110"' in check.content.decode()
    assert shown(write(client, "send", check))[0].startswith("M-")


def test_whoever_must_not_be_reached_leaves_no_number_behind(fresh_house):
    client = Client()
    first = {"reach": "none", "phone": "13712345678", "code_word": "鸡蛋", "safety": "safe"}
    check = to_the_check(client, first=first)
    assert "13712345678" not in check.content.decode()
    write(client, "send", check)
    assert fresh_house.raw("select phone from cases_person") == [(None,)]
    assert fresh_house.raw("select may_call, may_text, code_word from cases_safecontact") == [
        (False, False, None)
    ]


def test_a_program_that_fills_in_what_nobody_sees_is_told_and_a_person_can_go_on(fresh_house):
    client = Client()
    wrong = to_the_check(client, words=WORDS | {"website": "http://x"})
    assert "请把这一栏清空" in wrong.content.decode() and STORY in wrong.content.decode()
    right = write(client, "check", wrong, unit=county().pk, **WORDS)
    assert shown(write(client, "send", right))


def test_whoever_sends_faster_than_anybody_reads_is_asked_to_wait_and_loses_nothing(fresh_house, monkeypatch):
    monkeypatch.setattr(views, "PATIENCE", clock.now() - clock.now().replace(year=2000))
    client = Client()
    hasty = write(client, "send", to_the_check(client))
    assert "提交得太快" in hasty.content.decode() and STORY in hasty.content.decode()
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]
    monkeypatch.setattr(views, "PATIENCE", clock.now() - clock.now())
    assert shown(write(client, "send", hasty))


def test_the_send_button_pressed_twice_makes_one_matter_and_shows_the_same_receipt(fresh_house):
    client = Client()
    check = to_the_check(client)
    assert shown(write(client, "send", check)) == shown(write(client, "send", check))
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]


def test_the_seventh_letter_of_an_hour_is_refused_with_a_sentence_and_not_lost(fresh_house):
    client = Client()
    for _n in range(6):
        assert shown(write(client, "send", to_the_check(client)))
    refused = write(client, "send", to_the_check(client))
    assert refused.status_code == 429
    assert STORY in refused.content.decode() and "次数过多" in refused.content.decode()
    forget_counts(fresh_house)
    assert shown(write(client, "send", refused))


def test_forged_old_or_missing_states_begin_again_and_break_nothing(fresh_house):
    client = Client()
    good = sealed(client.get("/help/write/"))
    for bad in ("", "x", "é", good[:-8] + "AAAAAAAA", good * 2, "A" * 210_000):
        response = client.post("/help/write/", {"state": bad, "step": "send", "reach": "none"})
        assert response.status_code == 200 and "重新填写" in response.content.decode()
        for path in ("/progress/add/", "/progress/rate/"):
            assert client.post(path, {"state": bad, "text": "x"}).status_code == 200


HOSTILE = [
    "\0",
    "a\0b",
    "<script>alert(1)</script>",
    "'; drop table cases_case; --",
    "x" * 30_000,
    "x" * 100_000,
    "𠀀" * 3000,
    "{{ 7 }}",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_words_are_kept_as_words_or_refused_and_never_break_a_page(fresh_house, text):
    client = Client(raise_request_exception=False)
    before = client.get("/help/write/")
    second = write(
        client, "words", before, reach="may_call", phone=text, code_word=text, hours=text, safety=text
    )
    assert second.status_code in (200, 400, 413)
    for data in (FIRST, FIRST | {"reach": "may_text", "phone": "13712345678", "hours": text}):
        second = write(client, "words", before, **data)
        if b'name="facts"' not in second.content:
            continue
        third = write(client, "check", second, **dict.fromkeys(("unit", *WORDS, "website"), text))
        assert third.status_code in (200, 400, 413)
        third = write(client, "check", second, unit=county().pk, **WORDS | {"facts": text, "name": text[:60]})
        assert third.status_code in (200, 400, 413)
        assert b"<script>alert" not in third.content
        if third.status_code == 200:
            assert write(client, "send", third).status_code in (200, 413, 429)
    for data in ({"number": text, "code": text}, {"number": text, "code": "1" * 16}):
        assert client.post("/progress/", data).status_code in (200, 400, 413)
    assert client.get("/help/units/x/").status_code == 404
    assert client.get("/progress/", {"number": text[:100]}).status_code in (200, 400)


def test_the_answer_to_a_wrong_number_a_wrong_code_and_a_sealed_matter_is_the_same_page(fresh_house):
    ordinary, hidden = letter(), letter(safety="violence")
    bodies = set()
    for number in (ordinary.number, hidden.number, "XF-220382-2026-9999"):
        text = Client().post("/progress/", {"number": number, "code": codes.fresh()}).content.decode()
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|value="[^"]*"', "", text)
        bodies.add(text)
    assert len(bodies) == 1 and "对不上" in bodies.pop()


def test_guessing_at_the_page_side_by_side_is_stopped_after_ten(fresh_house):
    receipt = letter()

    def guess(n):
        try:
            client = Client(REMOTE_ADDR=f"203.0.113.{n}")
            return client.post("/progress/", {"number": receipt.number, "code": codes.fresh()}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(guess, range(40)))
    assert (said.count(200), said.count(429)) == (10, 30)


def test_she_adds_and_the_same_form_sent_twice_is_one_message(fresh_house):
    receipt = letter()
    client = Client()
    page = client.post("/progress/", {"number": receipt.number, "code": receipt.code})
    assert receipt.code not in page.content.decode()
    data = {"state": sealed(page), "text": "他昨晚又来了"}
    assert "您补充的情况已收到" in client.post("/progress/add/", data).content.decode()
    client.post("/progress/add/", data)
    assert fresh_house.raw("select count(*) from cases_event where verb = 'she_added'") == [(1,)]
    assert fresh_house.raw("select count(*) from network_outboxmessage where kind = 'she_wrote'") == [(1,)]
    empty = client.post("/progress/add/", {"state": sealed(page), "text": ""})
    assert "请写下要补充的情况" in empty.content.decode()
    case = fresh_house.raw("select id from cases_case")[0][0]
    text = browser_of("lin").get(f"/cases/{case}/").content.decode()
    assert "来访人补充" in text and "他昨晚又来了" in text


def test_a_colleague_gives_a_code_on_her_page_and_sees_the_rating_there(fresh_house):
    case = matter("lin")
    lin = browser_of("lin")
    assert f"/cases/{case.pk}/code/" in lin.get(f"/cases/{case.pk}/").content.decode()
    given = lin.post(f"/cases/{case.pk}/code/", {"how": "paper"}).content.decode()
    code = re.findall(r"\d{4} \d{4} \d{4} \d{4}", given)[0]
    for who in ("林晓岚", STORY, "婚姻"):
        assert who not in re.findall(r"<main.*</main>", given, re.S)[0]
    assert code not in lin.get(f"/cases/{case.pk}/code/").content.decode()
    refused = lin.post(f"/cases/{case.pk}/code/", {"how": "letter"}).content.decode()
    assert "她没有说可以寄信" in refused
    found = Client().post("/progress/", {"number": case.number, "code": code})
    assert "登记" in found.content.decode()
    for username in ("zheng", "he", "luo"):
        assert browser_of(username).get(f"/cases/{case.pk}/code/").status_code == 404


def test_a_signed_in_colleague_who_opens_the_door_registers_nothing_in_her_own_name(fresh_house):
    client = browser_of("zheng")
    shown(write(client, "send", to_the_check(client)))
    assert fresh_house.raw(
        "select o.username, e.username from cases_case c join network_user o on o.id = c.owner_id"
        " join cases_narrative n on n.case_id = c.id join network_user e on e.id = n.entered_by_id"
    ) == [("lin", "web-door")]
    with acting("zheng") as (_zheng, scope):
        assert scope.user_id


def test_a_letter_she_changed_after_sending_it_is_not_taken_for_the_first_one(fresh_house):
    """She goes back in her browser and says now that she is in danger: that is a letter of its own."""
    client = Client()
    first = to_the_check(client)
    safe = shown(write(client, "send", first))
    danger = to_the_same(client, first, {"safety": "urgent", "reach": "none"}, WORDS | {"facts": "他又打我"})
    assert shown(write(client, "send", danger)) != safe
    assert shown(write(client, "send", first)) == safe
    told = fresh_house.raw("select is_urgent, is_sealed from cases_case order by opened_at, id")
    assert told == [(False, False), (True, True)]


def to_the_same(client: Client, before, first, words):
    """The form that was sent already, with other answers."""
    second = write(client, "words", before, **first)
    return write(client, "check", second, unit=county().pk, **words)


def test_another_addition_from_the_same_page_is_kept_as_well(fresh_house):
    receipt = letter()
    page = Client().post("/progress/", {"number": receipt.number, "code": receipt.code})
    for text in ("他又来过", "他又来过", "昨天是第三次"):
        Client().post("/progress/add/", {"state": sealed(page), "text": text})
    assert fresh_house.raw("select count(*) from cases_event where verb = 'she_added'") == [(2,)]
