"""What she typed is never lost to a closed door: kept sealed, for her alone, and back in its form."""

import os
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.casefile import held
from cases.casefile.models import Event
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from sisterhood.lib.filling import filled
from tests.house import browser_of, person
from tests.petitions.test_registering import _photo
from tests.stories import matter

TYPED = "她说<钥匙>在邻居家，&周三再来"
SHOWN = "她说&lt;钥匙&gt;在邻居家，&amp;周三再来"
BACK = "您刚才写的内容已放回"
OURS = {"HTTP_ORIGIN": "http://testserver"}


class Tab:
    """A page that is open: its forms carry the token they were shown with, whoever sits there meanwhile."""

    def __init__(self, client: Client, page: str) -> None:
        self.client, self.page = client, page
        shown = client.get(page).content.decode()
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[0]

    def sends(self, words: dict, *, to: str | None = None):
        """Its form, however late."""
        to = f"{self.page}note/" if to is None else to
        words = {"csrfmiddlewaretoken": self.token} | words
        return self.client.post(to, words, HTTP_REFERER=f"http://testserver{self.page}", **OURS)


def _idle(client: Client) -> None:
    session = client.session
    session["seen"] -= 31 * 60
    session.save()


def _signs_out(client: Client) -> None:
    client.post("/sign-out/")


def _signs_in(client: Client, name: str = "lin", **more):
    return client.post("/sign-in/", {"username": name, "password": PASSWORD, **more})


@pytest.fixture
def note(fresh_house):
    """The page of a matter, where its owner writes a note."""
    return f"/cases/{matter('lin').pk}/"


def test_a_form_that_meets_the_cover_stands_filled_after_the_password(note):
    client = browser_of("lin")
    tab = Tab(client, note)
    client.get("/cover/")
    assert tab.sends({"note": TYPED})["Location"] == "/cover/"
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        assert client.post("/cover/", {"password": PASSWORD})["Location"] == note
    page = client.get(note).content.decode()
    assert SHOWN in page and BACK in page
    assert client.get(note).content.decode().count(SHOWN) == 1, "and again when she reloads"
    assert SHOWN not in client.get("/").content.decode()
    assert tab.sends({"note": TYPED}).status_code == 302
    assert BACK not in client.get(note).content.decode(), "once it is sent nothing of it waits any more"


def test_after_an_ended_session_she_is_told_why_and_finds_her_words_and_nobody_else_does(note):
    client = Client()
    _signs_in(client)
    tab = Tab(client, note)
    _idle(client)
    answer = tab.sends({"note": TYPED})
    assert answer["Location"].startswith("/sign-in/?next=")
    door = client.get(answer["Location"]).content.decode()
    assert "刚才写的内容没有丢" in door and TYPED not in door and SHOWN not in door
    for cookie in client.cookies.values():
        assert TYPED not in cookie.value
    kept = [place for place in (Path(settings.MEDIA_ROOT) / "held").rglob("*") if place.is_file()]
    assert kept and not any("钥匙".encode() in place.read_bytes() for place in kept)
    assert _signs_in(client, "gao")["Location"] == "/leader/"
    assert SHOWN not in client.get(note).content.decode() + client.get("/kept/").content.decode()
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert _signs_in(client)["Location"] == note
    assert SHOWN in client.get(note).content.decode()
    assert client.post("/kept/drop/")["Location"] == note
    assert SHOWN not in client.get(note).content.decode()


def test_when_the_session_row_is_gone_this_browser_still_knows_for_whom_to_keep(note, fresh_house):
    client, stranger = Client(), Client()
    _signs_in(client)
    tab = Tab(client, note)
    fresh_house.raw("delete from django_session")
    assert "why=kept" in tab.sends({"note": TYPED})["Location"]
    tab.client = stranger
    assert "why=ended" in tab.sends({"note": TYPED})["Location"]
    assert "kept" not in stranger.cookies
    _signs_in(client)
    assert SHOWN in client.get(note).content.decode()


def test_a_form_whose_token_is_old_comes_back_and_another_site_puts_nothing_into_her_forms(note):
    client = Client()
    _signs_in(client)
    tab = Tab(client, note)
    _signs_out(client)
    assert "why=ended" in tab.sends({"note": TYPED})["Location"], (
        "whoever left by herself comes back to nothing"
    )
    _signs_in(client)
    tab = Tab(client, note)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    _signs_in(client)
    client.handler.enforce_csrf_checks = True
    assert tab.sends({"note": TYPED})["Location"] == note
    assert SHOWN in client.get(note).content.decode()
    other = Client(enforce_csrf_checks=True)
    other.force_login(person("lin"), backend=settings.AUTHENTICATION_BACKENDS[1])
    other.get(note)
    for headers in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}):
        assert other.post(f"{note}note/", {"note": TYPED}, **headers).status_code == 403
        assert "kept" not in other.cookies


def _covers(client: Client) -> None:
    client.get("/cover/")


def _changes_language(tab: Tab):
    told = {"language": "zh-hans", "next": tab.page, "kept_to": f"{tab.page}note/", "w_note": TYPED}
    return tab.sends(told, to="/i18n/setlang/")


DOORS = {
    "an old token": (lambda client: None, lambda tab: tab.sends({"note": TYPED})),
    "a cover": (_covers, lambda tab: tab.sends({"note": TYPED})),
    "an idle session": (_idle, lambda tab: tab.sends({"note": TYPED})),
    "no session": (
        lambda client: client.cookies.pop(settings.SESSION_COOKIE_NAME),
        lambda tab: tab.sends({"note": TYPED}),
    ),
    "the language button": (lambda client: None, _changes_language),
}


@pytest.mark.parametrize("door", DOORS)
def test_words_of_a_page_she_left_open_are_kept_for_nobody_but_her_whoever_sits_there_now(note, door):
    meets, sends = DOORS[door]
    client = Client()
    _signs_in(client, "lin")
    tab = Tab(client, note)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    _signs_in(client, "gao")
    Tab(client, "/")
    meets(client)
    client.handler.enforce_csrf_checks = True
    answer = sends(tab)
    assert SHOWN not in answer.content.decode()
    client.handler.enforce_csrf_checks = False
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    assert _signs_in(client, "gao")["Location"] == "/leader/"
    for place in (note, "/kept/", "/"):
        assert SHOWN not in client.get(place).content.decode(), place
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert _signs_in(client, "lin")["Location"] == note
    assert SHOWN in client.get(note).content.decode()


def test_a_late_form_of_another_does_not_push_out_what_waits_for_her(note):
    client = Client()
    _signs_in(client, "lin")
    old = Tab(client, note)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    _signs_in(client, "gao")
    hers = Tab(client, "/m/report/")
    _covers(client)
    hers.sends({"facts": "高的话，还没写完"}, to="/m/report/")
    old.sends({"note": TYPED})
    client.post("/cover/")
    assert "高的话" in client.get("/kept/").content.decode()


def test_the_second_step_of_a_report_comes_back_step_by_step_and_its_photograph_too(fresh_house):
    client = browser_of("he")
    told = {"tile": "family", "safety": "safe", "facts": "婆媳为分家吵了三天", "request": "想请妇联劝一劝"}
    tab = Tab(client, "/m/report/")
    client.get("/cover/")
    photo = SimpleUploadedFile("院子.jpg", _photo().read(), "image/jpeg")
    late = told | {"step": "send", "knows_other_side": "no", "name": "欧阳兰芝", "phone": "", "photo": photo}
    tab.sends(late, to="/m/report/")
    client.post("/cover/")
    first = client.get("/m/report/").content.decode()
    assert "婆媳为分家吵了三天" in first and "其中一部分在本页没有对应的栏目" in first
    second = client.post("/m/report/", _form(first, "/m/report/") | {"step": "who"}).content.decode()
    assert 'value="欧阳兰芝"' in second and "院子" in second and "您刚才写的内容已放回" in second
    sent = client.post("/m/report/", _form(second, "/m/report/") | {"step": "send"}, follow=True)
    assert "编号" in sent.content.decode(), sent.content.decode()[-3000:]
    assert fresh_house.raw("select count(*) from cases_attachment") == [(1,)]
    assert "没有保留的内容" in client.get("/kept/").content.decode(), "once it is sent nothing waits"


PLANTED = {"note": "替她写的话", "is_sealed": "", "hidden_one": "偷偷的值"}


def test_what_somebody_plants_on_her_open_page_is_shown_whole_and_sent_by_no_press_of_the_page_of_kept_words(
    note,
):
    client = browser_of("lin")
    tab = Tab(client, note)
    client.get("/cover/")
    tab.sends(PLANTED)
    client.post("/cover/")
    page = client.get("/kept/").content.decode()
    for name, value in PLANTED.items():
        assert not value or (name in page and value in page), name
    main = page[page.index("<main") : page.index("</main")]
    assert re.findall(r'<form method="post" action="([^"]+)"', main) == ["/kept/drop/"]
    assert 'type="hidden" name="note"' not in main and "偷偷的值" not in _form(page, "/kept/drop/").values()
    assert f'href="{note}"' in main
    shown = client.get(note).content.decode()
    assert "替她写的话" in shown and "偷偷的值" not in shown, "a control the page has not is not filled"
    assert not Event.objects.filter(case_id=note.split("/")[2], verb="note").exists()


TARGETS = {
    "no page of hers": ("/m/report/", "/policy/"),
    "an address that takes forms alone": ("note/", "note/"),
    "a page without that form": ("note/", "/"),
    "a door": ("note/", "/password/"),
    "no address at all": ("note/", "/nowhere/at/all/"),
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_that_is_no_form_of_a_page_she_can_open_is_refused(note, target):
    client = browser_of("lin")
    tab = Tab(client, note)
    client.get("/cover/")
    to, page = (where.replace("note/", f"{note}note/") for where in TARGETS[target])
    words = {"csrfmiddlewaretoken": tab.token, "note": TYPED}
    client.post(to, words, HTTP_REFERER=f"http://testserver{page}", **OURS)
    client.post("/cover/")
    answer = client.get("/kept/").content.decode()
    assert SHOWN in answer
    for href in re.findall(r'<a class="btn p" href="([^"]+)"', answer):
        back = client.get(href)
        assert back["Location"] == "/kept/?shut=1", (href, back.status_code)
        answer = client.get(back["Location"]).content.decode()
    assert "原来的表单您现在打不开" in answer and SHOWN in answer and "btn p" not in answer


def test_what_nobody_comes_back_for_goes_by_itself(note):
    client = browser_of("lin")
    tab = Tab(client, note)
    client.get("/cover/")
    tab.sends({"note": TYPED})
    client.post("/cover/")
    assert SHOWN in client.get(note).content.decode()
    for place in (Path(settings.MEDIA_ROOT) / "held").rglob("*"):
        if place.is_file():
            os.utime(place, (0, 0))
    assert SHOWN not in client.get(note).content.decode(), "too old is not shown even before it is swept"
    assert held.sweep() >= 1


def test_another_form_of_the_page_takes_the_words_along(note):
    client = browser_of("lin")
    tab = Tab(client, note)
    tab.sends(
        {"language": "en", "next": note, "kept_to": f"{note}note/", "w_note": TYPED}, to="/i18n/setlang/"
    )
    page = client.get(note).content.decode()
    assert SHOWN in page and "What you typed is here again" in page
    tab.sends({"kept_to": "//evil.example/", "w_note": "x"}, to="/text-size/")
    assert SHOWN in client.get(note).content.decode()


def test_a_page_is_filled_by_name_and_nothing_else_of_it_changes():
    page = (
        '<!doctype html><form method="get"><input name="a" value="q"></form><p>&nbsp;&#39;&amp;</p><!-- x -->'
        '<form method="post" action="/there/"><input type="hidden" name="step" value="one">'
        '<input type="text" name="a" value="old"><textarea name="b" rows="2">\nold &amp; older</textarea>'
        '<select name="c"><option value="" selected>-</option><option value="1">1</option></select>'
        '<label><input type="checkbox" name="d" value="x" checked> x</label><input type="radio" name="e" value="y">'
        '<input type="password" name="p"></form>'
    )
    values = {"step": ["one"], "a": ['"new"'], "b": ["</textarea>"], "c": ["1"], "e": ["y"]}
    told = filled(page, values, sends_to=lambda action: action == "/there/", before="<p>note</p>")
    assert told is not None
    assert "<p>&nbsp;&#39;&amp;</p><!-- x -->" in told and '<input name="a" value="q">' in told
    assert (
        'name="a" value="&quot;new&quot;"' in told
        and "&lt;/textarea&gt;</textarea>" in told
        and "older" not in told
    )
    assert '<option value="1" selected>' in told and '<option value="">' in told
    assert 'value="x">' in told and 'name="e" value="y" checked' in told and "<p>note</p>" in told
    elsewhere = {"values": values | {"step": ["two"]}, "missing": values | {"zz": ["1"]}}
    for others in elsewhere.values():
        assert filled(page, others, sends_to=lambda action: action == "/there/") is None
    assert filled(page, values, sends_to=lambda action: False) is None


def test_of_two_forms_that_send_alike_the_one_of_her_row_is_filled_and_what_is_folded_is_opened():
    row = (
        '<details><summary>x</summary><form method="post" action="/there/"><input type="hidden" name="row" value="{0}">'
        '<details><summary>y</summary><textarea name="b"></textarea></details></form></details>'
    )
    page = row.format(1) + row.format(2)
    values = {"row": ["2"], "b": ["words"]}
    told = filled(page, values, sends_to=lambda action: action == "/there/")
    assert told is not None
    first, second = told.split("</form>")[:2]
    assert "words" not in first and "<details>" in first and "open" not in first
    assert "words" in second and second.count("<details open>") == 2 and 'name="row" value="2"' in second
    other = filled(page, {"row": ["3"], "b": ["words"]}, sends_to=lambda action: action == "/there/")
    assert other is not None and 'value="3"' not in other, (
        "what a page writes itself is never taken from what was kept"
    )


def test_a_form_that_asks_a_part_is_filled_in_part_only_when_it_may_say_so():
    page = '<form method="post" action="/there/"><input type="hidden" name="step" value="one"><input name="a"></form>'
    values = {"step": ["two"], "a": ["x"], "z": ["y"]}
    assert filled(page, values, sends_to=lambda action: True) is None
    told = filled(page, values, sends_to=lambda action: True, before="<p>all</p>", partly="<p>part</p>")
    assert told is not None and "<p>part</p>" in told and "all" not in told and 'value="x"' in told
    assert 'value="one"' in told
    assert filled(page, {"z": ["y"]}, sends_to=lambda action: True, partly="") is None


class _Read(HTMLParser):
    """What a browser would send of the form with this address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.area = action, False, ""
        self.told: dict[str, str] = {}

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form":
            here = has.get("action") or self.action
            self.inside = has.get("method") == "post" and here == self.action and "lang" not in str(has)
        name, kind = has.get("name"), has.get("type")
        if not self.inside or not name or name == "csrfmiddlewaretoken":
            return
        if tag == "textarea":
            self.area = name
        picked = kind not in ("checkbox", "radio") or "checked" in has
        if tag == "input" and picked and kind not in ("file", "submit"):
            self.told[name] = has.get("value") or ""

    def handle_data(self, text):
        if self.area:
            self.told[self.area] = text.removeprefix("\n")

    def handle_endtag(self, tag):
        self.area = ""
        self.inside = self.inside and tag != "form"


def _form(page: str, action: str) -> dict[str, str]:
    reader = _Read(action)
    reader.feed(page)
    return reader.told
