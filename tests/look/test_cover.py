"""The cover: a covered session shows nothing on any page, and after five minutes only her password lifts it."""

from datetime import timedelta

from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests.house import browser_of
from tests.stories import matter


def test_a_covered_session_opens_no_page_by_going_back_or_by_address(fresh_house):
    case, client = matter("lin"), browser_of("lin")
    client.get("/cover/", HTTP_REFERER=f"http://testserver/cases/{case.pk}/")
    for address in ("/", f"/cases/{case.pk}/", "/inbox/", "/network/units/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/cover/")
        assert answer["Cache-Control"] == "no-store"
    assert client.post("/cover/")["Location"].endswith(f"/cases/{case.pk}/")
    assert client.get("/").status_code == 200


def test_after_five_minutes_it_takes_the_password_and_five_wrong_ones_end_the_session(fresh_house):
    client = browser_of("lin")
    client.get("/cover/")
    later = clock.now() + timedelta(minutes=6)
    with clock.moved_to(later):
        assert 'type="password"' in client.get("/cover/").content.decode()
        page = client.post("/cover/", {"password": "falsch"})
        assert page.status_code == 200 and "密码不正确" in page.content.decode()
        assert client.get("/")["Location"] == "/cover/"
        assert client.post("/cover/", {"password": PASSWORD}).status_code == 302
        assert client.get("/").status_code == 200
        client.get("/cover/")
    with clock.moved_to(later + timedelta(minutes=6)):
        for _n in range(5):
            answer = client.post("/cover/", {"password": "falsch"})
    assert answer.status_code == 302 and "sign-in" in answer["Location"]
    assert client.get("/").status_code == 302


def test_pages_are_chinese_until_she_chooses_english_whatever_the_browser_says(fresh_house):
    client = browser_of("lin")
    assert "我的工作" in client.get("/", HTTP_ACCEPT_LANGUAGE="en-US,en").content.decode()
    client.post("/i18n/setlang/", {"language": "en"})
    page = client.get("/").content.decode()
    assert "My work" in page and "月" not in page
