"""Fifty names, fifty phones and fifty identity numbers are found nowhere outside the vault.

They go in through the verbs and pages, and everything that can go wrong with them in hand does go wrong. Then
the dump, the server's log, our own log, Redis and the media folder are searched, in every usual encoding.

The server's log is read where it can be: on the embedded server, and on an outside server of the same machine
whose log is a file this account may read. Elsewhere the settings of the three logins stand for it: an error
below FATAL, and with it the words of the statement, is not written at all.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import Error, connection, transaction

from cases.casefile import attachments, sharing
from cases.casefile.models import Case
from cases.petitions import hand_over, opinions, transitions
from cases.petitions.told import Contact, Named
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood import celery
from sisterhood.lib import clock
from tests import ground
from tests.house import acting, browser_of, person
from tests.stories import does, matter
from tests.walls import heaps
from tests.walls.world import INTAKE

NAMES = [f"司徒{a}{b}" for a in "春夏秋冬梅" for b in "兰竹菊霞云雪月琴棋画"]
PHONES = [f"1390434{n:04d}" for n in range(1001, 1051)]
NUMBERS = [f"220303{1950 + n}0101{100 + n:03d}X" for n in range(50)]
PLANTED = [*NAMES, *PHONES, *NUMBERS]
OPINION = {"outcome": "support", "basis": "第三十二条"}


@dataclass
class Heaps:
    """The media, by name."""

    dump: bytes
    server: bytes | None
    application: bytes
    redis: bytes
    media: bytes


def _all_three(n: int) -> str:
    return f"{NAMES[n]} {PHONES[n]} {NUMBERS[n]}"


def _tell(n: int) -> Case:
    """One matter with the values of a row in every place where words can be written."""
    after, before = (n + 1) % 50, (n - 1) % 50
    case = matter(
        ("he", "lin", "ma")[n % 3],
        petitioner=Named(name=NAMES[n], phone=PHONES[n], id_number=NUMBERS[n], address=f"{NAMES[n]}家"),
        respondent=Named(name=NAMES[after], phone=PHONES[after]),
        representatives=(Named(name=NAMES[before]),),
        contact=Contact(may_call=True, code_word=NAMES[n], hours=PHONES[n], who_may_answer=NAMES[after]),
        request=_all_three(n),
        facts=_all_three(after),
        prior_steps=_all_three(before),
        safety="violence" if n % 5 == 4 else "safe",
    )
    browser_of(("he", "lin", "ma")[n % 3]).get(f"/cases/{case.pk}/")
    return case


def _live(n: int) -> None:
    """A matter from the station to its end, with words at each step."""
    words = _all_three(n)
    case = matter("he", channel="station", petitioner=Named(name=NAMES[n], phone=PHONES[n]), facts=words)
    does("he", attachments.attach, case, content=b"%PDF-1.4 " + words.encode(), title=words)
    does("he", hand_over.pass_on, case, to_county=True, note=words)
    does("lin", hand_over.hand_back, case, reason=words)
    does("he", hand_over.pass_on, case, to_county=True, note=words)
    does("lin", hand_over.take_up, case)
    does("lin", hand_over.declare_recusal, case, user=person("xu"), reason=words, source="owner")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, facts_found=words, decision=words, remedies=words, **OPINION)
    does("gao", transitions.answer, case, delivered_on=clock.today(), delivered_how="in_person")
    browser_of("lin").post(f"/cases/{case.pk}/names/", {"reason": "contact"})
    browser_of("lin").post(f"/cases/{case.pk}/close/", {"note": words})


def _fill_the_pages(n: int) -> None:
    """The desk's page, sent and checked; the same with wrong answers; pages that refuse."""
    told = {"name": NAMES[n], "phone": PHONES[n], "id_number": NUMBERS[n], "facts": _all_three(n)}
    client = browser_of("lin")
    assert client.post("/cases/register/", INTAKE | told | {"step": "check"}).status_code == 200
    assert client.post("/cases/register/", INTAKE | told).status_code == 302
    wrong = told | {"id_number": NAMES[n], "received_on": NUMBERS[n], "safety": NAMES[n], "phone": NAMES[n]}
    assert NAMES[n] in client.post("/cases/register/", INTAKE | wrong).content.decode()
    nowhere = "/cases/01890000-0000-7000-8000-000000000000"
    assert client.post(f"{nowhere}/names/", {"reason": _all_three(n)}).status_code == 404
    assert client.get(f"/{NAMES[n]}/{PHONES[n]}/", {"q": NUMBERS[n]}).status_code == 404
    assert browser_of("tong").post("/cases/register/", told).status_code == 403
    assert client.post("/cases/register/", told | {"facts": f"{NAMES[n]}\0"}).status_code == 400
    client.post("/sign-in/", {"username": NAMES[n], "password": NUMBERS[n]})


def _break_the_page(house, n: int) -> None:
    """An answer of 500 with everything in hand: half of the matter cannot be written."""
    told = {"name": NAMES[n], "phone": PHONES[n], "id_number": NUMBERS[n], "facts": _all_three(n)}
    house.raw("revoke insert on cases_narrative from app")
    try:
        response = browser_of("lin").post("/cases/register/", INTAKE | told)
    finally:
        house.raw("grant insert on cases_narrative to app")
    assert response.status_code == 500 and not heaps.leaks(PLANTED, response.content)


STUMBLES = (
    "insert into network_user (username, display_name) values (%(name)s, %(phone)s)",
    "insert into network_jobrun (name, started_at, counts, error) values (%(name)s, now(), %(number)s, '')",
    "insert into cases_numberseries (key, last) values (%(phone)s, -1)",
    "select %(name)s::int, %(phone)s",
    "select %(phone)s::uuid",
    "select * from network_unit where code = %(name)s and id = %(number)s::uuid",
    "select 1 from nowhere where a = %(number)s",
)


def _stumble(login: str, n: int) -> None:
    """Statements that fail with the values inside, as one of the logins."""
    values = {"name": NAMES[n], "phone": PHONES[n], "number": NUMBERS[n]}
    for statement in STUMBLES:
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    with pytest.raises(Error), transaction.atomic():
        User.objects.create(username=_all_three(n), display_name=_all_three(n) * 9)


@celery.app.task(name="tests.stumble")
def _stumbling_task(words: str) -> None:
    raise ValueError(words)


def _queue(n: int) -> Iterator[None]:
    """A failing task under our own task class, and a real message on the broker."""
    _stumbling_task.apply(args=[_all_three(n)])
    sent = celery.app.send_task("network.deliver_due", queue=celery.CLOCK, expires=120)
    yield
    store = heaps.broker()
    for raw in store.lrange(celery.CLOCK, 0, -1):
        if json.loads(raw)["headers"]["id"] == sent.id:
            store.lrem(celery.CLOCK, 1, raw)


@pytest.fixture(scope="module")
def planted(house) -> Heaps:
    file = heaps.server_log()
    mark = file.stat().st_size if file else 0
    with heaps.application_log() as written:
        for n in range(50):
            _tell(n)
        for n in (3, 17, 31):
            _live(n)
            _fill_the_pages(n)
            _break_the_page(house, n)
        for n, login in enumerate(("app", "worker", "migrator")):
            with house.login(login):
                _stumble(login, n)
        queued = _queue(7)
        next(queued)
        found = Heaps(b"", None, b"", heaps.redis_content(), heaps.media())
        with suppress(StopIteration):
            next(queued)
    found.dump, found.application = heaps.dump(house), written.getvalue().encode()
    found.server = heaps.written_since(file, mark) if file else None
    return found


def test_a_dump_holds_none_of_them(planted, house):
    assert house.raw("select count(*) from cases_person")[0][0] >= 150
    assert not heaps.leaks(PLANTED, planted.dump)


def test_our_own_log_holds_none_of_them_although_much_went_wrong(planted):
    told = planted.application.decode()
    assert all(word in told for word in ("POST 500", "GET 404", "POST 403", "ValueError"))
    assert not heaps.leaks(PLANTED, planted.application)


def test_redis_and_its_queues_hold_none_of_them(planted):
    assert b"network.deliver_due" in planted.redis
    assert not heaps.leaks(PLANTED, planted.redis)


def test_the_media_folder_holds_none_of_them(planted):
    assert len(planted.media) > 300
    assert not heaps.leaks(PLANTED, planted.media)


def test_the_servers_own_log_holds_none_of_them(planted, house):
    if planted.server is not None:
        assert not heaps.leaks(PLANTED, planted.server)
    for login in ("app", "worker", "migrator"):
        with house.login(login), connection.cursor() as cursor:
            assert heaps.what_is_logged(cursor) == heaps.QUIET, login


def test_the_search_finds_one_name_put_into_each_medium_on_purpose(fresh_house, tmp_path, settings):
    name, phone, number = NAMES[0], PHONES[0], NUMBERS[0]
    matter("lin", petitioner=Named(name="王某"))
    assert not heaps.leaks(PLANTED, heaps.dump(fresh_house))
    fresh_house.raw("update cases_person set address = convert_to(%s, 'UTF8')", [name])
    assert heaps.leaks(PLANTED, heaps.dump(fresh_house)) == [name]
    fresh_house.raw(
        "insert into network_jobrun (name, started_at, counts, error) values ('x', now(), '{}', %s)", [phone]
    )
    assert heaps.leaks(PLANTED, heaps.dump(fresh_house)) == [name, phone]
    client = browser_of("lin")
    session = client.session
    session["draft"] = [number] * 40  # long enough to be compressed
    session.save()
    assert heaps.leaks(PLANTED, heaps.dump(fresh_house)) == [name, phone, number]

    store = heaps.broker()
    store.lpush("walls-control", json.dumps({"body": [name]}))
    try:
        assert heaps.leaks(PLANTED, heaps.redis_content()) == [name]
    finally:
        store.delete("walls-control")

    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.pdf").write_bytes(name.encode("gbk"))
    assert heaps.leaks(PLANTED, heaps.media()) == [name]

    with heaps.application_log() as written:
        logging.getLogger("sisterhood.desk").error("told by %s", name)
    assert heaps.leaks(PLANTED, written.getvalue().encode()) == [name]


def test_the_search_finds_a_name_in_the_servers_log_and_a_login_that_says_more(fresh_house):
    file = heaps.server_log()
    if file is not None:
        mark = file.stat().st_size
        fresh_house.raw(f"do $$ begin raise log 'told by {NAMES[0]}'; end $$")
        assert heaps.leaks(PLANTED, heaps.written_since(file, mark)) == [NAMES[0]]
    with psycopg.connect(ground.superuser_url(fresh_house.name)) as talkative:
        assert heaps.what_is_logged(talkative.cursor()) != heaps.QUIET


# Reasons are chosen from a list; whoever sends words instead is refused and leaves nothing behind.
WRITTEN_BY_STAFF = {
    "open with a reason": lambda case, words: _as("wu", sharing.open_with_reason, case, words),
    "ask for access": lambda case, words: _as("wu", sharing.ask_access, case, words),
    "names with a reason": lambda case, words: browser_of("gao").post(
        f"/cases/{case.pk}/names/", {"reason": words}
    ),
}


def _as(username: str, verb: Any, case: Case, words: str) -> None:
    with acting(username) as (user, _scope), pytest.raises(Refusal):
        verb(Case.objects.get(pk=case.pk), by=user, reason=words)


@pytest.mark.parametrize("act", WRITTEN_BY_STAFF)
def test_a_name_written_as_the_reason_of_an_opening_is_not_in_the_dump(act, fresh_house):
    case = matter("lin")
    WRITTEN_BY_STAFF[act](case, f"{NAMES[5]}来电询问")
    assert not heaps.leaks(PLANTED, heaps.dump(fresh_house))
