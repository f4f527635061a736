"""The page of the search: words by POST alone, nothing kept, no question breaks it."""

import json

import pytest

from network.deadlines.models import Limit
from tests.house import browser_of
from tests.stories import NAME, matter

HOSTILE = (
    "%", "%%", "__", "_'", "''", "';--", '"" or', "\\\\", "\\'", "👩‍👧👩", "a" * 10_000, "双" * 10_000, "双\0辽", "\0\0",
    "$$", "{}", "[[", "(?:", "XF-", "XF-%_", "XF-2203'", "M-____", "xf-99999999999999999999999-1", "0" * 100, "1/*", "<b>x</b>",
    "&& |", ":* !", "﷽﷽", "\u202e\u202eab", "ＸＦ－２２０３", "   ", " 双 ", "\n\n", "null", "ab\tcd",
)  # fmt: skip


@pytest.fixture(scope="module")
def lin(house):
    with house.login("migrator"):
        Limit.objects.filter(pk__in=["search.asked", "petition.look_ups"]).update(length=1_000_000)
    return browser_of("lin")


def test_words_come_by_post_and_the_answer_is_kept_by_nobody(house, lin):
    case = matter("lin")
    asked = lin.get(f"/search/?find={case.number}").content.decode()
    assert case.number not in asked.split("<main", 1)[1]
    answer = lin.post("/search/", {"find": case.number})
    assert case.number in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert answer.status_code == 200 and not answer.has_header("Location")


def test_it_wants_the_token_of_a_page_of_ours(house):
    strict = browser_of("lin")
    strict.handler.enforce_csrf_checks = True
    assert strict.post("/search/", {"find": "双辽"}).status_code == 403


@pytest.mark.parametrize("written", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_question_ends_in_an_error(house, lin, written):
    for accept in ("text/html", "application/json"):
        answer = lin.post("/search/", {"find": written}, headers={"accept": accept})
        assert answer.status_code in (200, 400), written
    if "\0" not in written:
        assert answer.status_code == 200


def test_half_a_sign_is_no_error(house, lin):
    answer = lin.post("/search/", b"find=%ED%A0%BD%ED%B8", content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 400)


def test_percent_and_underscore_are_signs_like_others(house, lin):
    number = matter("lin").number
    for written in ("%%", "__", "双%辽", "XF-2203%", "_" + number[1:]):
        assert number not in lin.post("/search/", {"find": written}).content.decode().split("<main", 1)[
            1
        ].replace(f'value="{written}"', "")


def test_an_empty_and_a_short_question_are_told_beside_the_line(house, lin):
    assert "请输入要找的内容" in lin.post("/search/", {"find": " "}).content.decode()
    assert "请至少输入 2 个字" in lin.post("/search/", {"find": "双"}).content.decode()
    assert "内容过长" in lin.post("/search/", {"find": "双" * 101}).content.decode()


def test_the_palette_is_told_the_first_few_of_each_group(house, lin):
    for _each in range(7):
        matter("lin")
    said = json.loads(
        lin.post("/search/", {"find": "双辽市"}, headers={"accept": "application/json"}).content
    )
    groups = [hit["group"] for hit in said["hits"]]
    assert groups.count("信访事项") == 5 and groups.count("单位") >= 1 and not said["said"]
    assert NAME not in str(said)


def test_a_full_page_shows_fifty_and_says_that_there_are_more(fresh_house):
    for _each in range(51):
        matter("lin")
    page = browser_of("lin").post("/search/", {"find": "双辽市"}).content.decode()
    assert "50+" in page and page.count("/cases/0") == 50


def test_keys_are_switched_off_by_herself_and_stay_off_in_another_browser(fresh_house):
    lin = browser_of("lin")
    assert "data-keys" in lin.get("/").content.decode()
    assert lin.post("/shortcuts/", {"on": "no"}).status_code == 302
    elsewhere = browser_of("lin")
    assert "data-keys" not in elsewhere.get("/").content.decode()
    assert "data-keys" in browser_of("xu").get("/").content.decode()
    assert "已关闭" in elsewhere.get("/shortcuts/").content.decode()
    elsewhere.post("/shortcuts/", {"on": "yes"})
    assert "data-keys" in lin.get("/").content.decode()


def test_what_was_searched_is_not_kept_when_the_session_has_ended(fresh_house):
    lin = browser_of("lin")
    lin.get("/search/")
    fresh_house.raw("delete from django_session")
    answer = lin.post("/search/", {"find": NAME}, headers={"referer": "http://testserver/search/"})
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    assert NAME not in answer["Location"] and "kept" not in answer.cookies
