"""Requests on their way while the screen is covered: none of them lifts the cover or brings a count back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.client import FakePayload

from network.staff import sessions
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests import ground
from tests.house import browser_of, person

WRONG, NEW = "quite-wrong-password", "river-stone-umbrella"


class SlowBody(FakePayload):
    """A form whose words arrive only after something else has happened."""

    def __init__(self, content: bytes, meanwhile: Callable[[], object]) -> None:
        super().__init__(content)
        self.meanwhile: Callable[[], object] | None = meanwhile

    def read(self, *args, **kwargs):
        if self.meanwhile:
            todo, self.meanwhile = self.meanwhile, None
            todo()
        return super().read(*args, **kwargs)


def _beside(act: Callable[[], object]) -> object:
    """What another worker answers at the same time."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def _same_browser(client: Client) -> Client:
    twin = Client(raise_request_exception=False)
    twin.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return twin


def _send_slowly(client: Client, path: str, words: dict, meanwhile: Callable[[], object]) -> object:
    """The session is read, then the rest happens, then the form is read and the session saved."""
    session = client.session
    session["seen"] -= 30
    session.save()
    body = urlencode(words).encode()
    kind = "application/x-www-form-urlencoded"
    return client.generic("POST", path, body, kind, **{"wsgi.input": SlowBody(body, meanwhile)})


def _change(client: Client, old: str) -> object:
    return client.post("/password/", {"old_password": old, "new_password1": NEW, "new_password2": NEW})


def test_a_form_that_was_on_its_way_does_not_lift_the_cover(fresh_house):
    client = browser_of("ma")
    client.get("/m/")
    twin = _same_browser(client)

    def covers() -> None:
        assert _beside(lambda: twin.get("/cover/")).status_code == 200

    answer = _send_slowly(client, "/m/report/", {"step": "what", "facts": "x"}, covers)
    assert answer.status_code == 200, "what she sent arrives"
    for one in (client, twin):
        assert one.get("/mine/")["Location"] == "/cover/"
    assert client.post("/cover/").status_code == 302
    assert client.get("/mine/").status_code == 200


def test_a_change_of_password_that_was_on_its_way_does_not_lift_the_cover(fresh_house):
    client = browser_of("lin")
    client.get("/")
    twin = _same_browser(client)
    words = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    before = client.session.session_key
    answer = _send_slowly(client, "/password/", words, lambda: _beside(lambda: twin.get("/cover/")))
    assert answer.status_code == 302 and client.session.session_key != before
    assert client.get("/")["Location"] == "/cover/"


def test_a_page_that_was_on_its_way_is_not_shown_over_the_cover(fresh_house):
    client = browser_of("lin")
    client.get("/")
    twin = _same_browser(client)
    with psycopg.connect(ground.superuser_url(fresh_house.name)) as slow, ThreadPoolExecutor(1) as pool:
        slow.execute("lock table network_inboxitem in access exclusive mode")
        page = pool.submit(lambda: (client.get("/inbox/"), connection.close())[0])
        until = monotonic() + 20
        while not fresh_house.raw("select 1 from pg_locks where not granted") and monotonic() < until:
            sleep(0.05)
        assert twin.get("/cover/").status_code == 200
        slow.rollback()
        assert page.result()["Location"] == "/cover/"


def test_lifting_an_older_cover_does_not_lift_a_newer_one(fresh_house):
    at = clock.now()
    sessions.cover("a" * 64, at=at)
    newer = at + timedelta(seconds=30)
    sessions.uncover("a" * 64, since=at)
    assert sessions.covered_since("a" * 64) is None
    sessions.cover("a" * 64, at=newer)
    sessions.uncover("a" * 64, since=at)
    assert sessions.covered_since("a" * 64) == newer


def test_two_sessions_of_one_person_are_covered_apart(fresh_house):
    desk, phone = browser_of("lin"), browser_of("lin")
    desk.get("/cover/")
    assert phone.get("/").status_code == 200
    assert desk.get("/")["Location"] == "/cover/"


def test_an_old_copy_of_the_session_does_not_bring_the_count_of_wrong_passwords_back(fresh_house):
    client = browser_of("ma")
    client.get("/m/")
    twin = _same_browser(client)

    def four() -> None:
        for _n in range(4):
            assert _change(twin, WRONG).status_code == 200

    _send_slowly(client, "/m/report/", {"step": "what", "facts": "x"}, lambda: _beside(four))
    fresh_house.raw("delete from axes_accessattempt")  # a quarter of an hour later
    assert _change(client, WRONG)["Location"] == "/sign-in/"
    assert client.get("/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("where", ["/password/", "/cover/"])
def test_guesses_side_by_side_inside_a_session_are_five_and_end_it(fresh_house, monkeypatch, where):
    client, tried = browser_of("lin"), []
    client.get("/cover/" if where == "/cover/" else "/")
    later, verify = clock.now() + timedelta(minutes=6), Argon2PasswordHasher.verify

    def counting(self, password, encoded):
        tried.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counting)

    def guess(number: int) -> int:
        try:
            twin, word = _same_browser(client), f"{WRONG}-{number}"
            if where == "/password/":
                return _change(twin, word).status_code
            with clock.moved_to(later):
                return twin.post(where, {"password": word}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(16)))
    assert 1 <= len([word for word in tried if word.startswith(WRONG)]) <= 5
    assert set(answers) <= {200, 302, 400}
    assert client.get("/")["Location"].startswith("/sign-in/")
    answer = Client().post("/sign-in/", {"username": "lin", "password": PASSWORD})
    assert answer.status_code == 200 and "15" in answer.content.decode(), "it is the lock of the door"


def test_a_name_locked_at_the_door_waits_inside_too_and_her_session_stays(fresh_house):
    client = browser_of("lin")
    client.get("/cover/")
    for _n in range(5):
        Client().post("/sign-in/", {"username": "lin", "password": WRONG})
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        for _n in range(6):
            page = client.post("/cover/", {"password": PASSWORD})
            assert page.status_code == 200 and "密码输错次数过多" in page.content.decode()
        fresh_house.raw("delete from axes_accessattempt")
        assert client.post("/cover/", {"password": PASSWORD}).status_code == 302
        assert client.get("/").status_code == 200


def test_her_own_password_forgets_her_slips_and_no_typed_word_is_kept(fresh_house):
    client = browser_of("lin")
    client.get("/")
    for _round in range(2):
        for _n in range(4):
            assert _change(client, WRONG).status_code == 200
        kept = fresh_house.raw("select post_data, get_data from axes_accessattempt")
        assert len(kept) == 1 and WRONG not in str(kept) and NEW not in str(kept)
        short = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
        assert client.post("/password/", short).status_code == 200
        assert fresh_house.raw("select count(*) from axes_accessattempt") == [(0,)]
    lines = fresh_house.raw("select actor_id, detail from network_auditevent where action = 'sign_in_failed'")
    assert lines == [(person("lin").pk, {"locked": False})] * 8


def test_what_is_kept_of_sessions_is_dropped_once_none_can_be_as_old(fresh_house):
    browser_of("lin").get("/cover/")
    fresh_house.raw("update network_sessionguard set changed_at = changed_at - interval '8 days'")
    browser_of("ma").get("/cover/")
    assert fresh_house.raw("select count(*) from network_sessionguard") == [(1,)]
