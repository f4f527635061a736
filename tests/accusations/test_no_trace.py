"""To everybody but its two readers an accusation does not exist: every page is the same before and after it.

Everybody in every role, at the accused's own unit, above it, below it, beside it and in another county, asks for
every page of the matrix; what is registered in between is about the chair of the town in the middle.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from cases.accusations import queries
from cases.accusations.models import Accusation, AccusationReceipt
from network.notifications import delivery
from sisterhood.lib import clock
from tests.accusations.stories import PLANTED, REQUEST, STORY, unit_of
from tests.accusations.stories import accuse as told_by
from tests.house import House, acting, browser_of, person, plain_sql
from tests.walls.asking import address, ask, body_of
from tests.walls.pages import PAGES
from tests.walls.world import HERE, Thing, World

pytestmark = pytest.mark.usefixtures("house")
READERS = ("wu", "discipline_liaison-1-here")
REGISTRAR = "station_head-5-here"
ACCUSED = "township_chair-3-here"
TABLES = ("", "reader", "event", "file", "change")
# Times that run on by themselves, and tokens that carry one.
RUNNING = re.compile(
    r'"(?:csrf|now)": "[^"]*"|'
    r'name="(csrfmiddlewaretoken|reviewed|state|ident)" value="[^"]*"|value="[^"]*" name="reviewed"|nonce="[^"]*"'
    r"|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[?&]before=[0-9]+"
)


@pytest.fixture(scope="module")
def world(house) -> World:
    return World(house)


@pytest.fixture(scope="module")
def browsers(world):
    return {who.username: browser_of(who.username) for who in world.people}


# One for each way of standing to the accused: herself, her unit, above, below, beside, elsewhere, administrators.
SOME = (
    *(
        "city_leader-1-here",
        "county_leader-2-here",
        "county_officer-2-here",
        ACCUSED,
        "executive_member-3-here",
    ),
    *("village_chair-4-here", "township_chair-3-beside", "county_leader-2-there", "station_head-5-there"),
    *("security_admin-1-here", "system_admin-1-here"),
)
UNLIKE = ("audit", "sign_out", "set_language", "cover", "admin:logout")  # not read, or a test of its own


def _others(world, names=SOME) -> list:
    """Whoever is neither reader nor registrar; all of them without names."""
    return [
        who
        for who in world.people
        if who.username not in (*READERS, REGISTRAR) and (not names or who.username in names)
    ]


def _shown(world, browsers, people) -> dict[tuple[str, str], tuple[int, str]]:
    found = {}
    for who in people:
        for name in PAGES:
            if name in UNLIKE or name.startswith("admin:network_auditevent"):
                continue
            if name.startswith("admin:") and not who.role.endswith("_admin"):
                continue
            for thing in world.things.get(name, [Thing("")])[:1]:
                response = ask(browsers[who.username], "GET", address(name, thing), thing)
                found[who.username, name] = (response.status_code, RUNNING.sub("", body_of(response)))
    return found


def _before_and_after(world, browsers, house, people):
    """Every page of these, an accusation about the chair with its messages delivered, every page again.

    All at one moment: an hour that passes meanwhile changes "3 hours left" on a page, and nothing else may.
    """
    with clock.moved_to(clock.now()):
        with house.login("worker"):
            delivery.deliver_due()
        before = _shown(world, browsers, people)
        receipt = told_by(REGISTRAR, unit_of(HERE[3], 3), ACCUSED, channel="station")
        with house.login("worker"):
            delivery.deliver_due()
        return before, _shown(world, browsers, people), receipt


@pytest.fixture(scope="module")
def before_and_after(world, browsers, house):
    return _before_and_after(world, browsers, house, _others(world))


def test_no_page_of_anybody_else_has_changed_by_a_letter(before_and_after):
    before, after, _receipt = before_and_after
    assert len({username for username, _name in before}) == len(SOME) and len(before) > 400
    assert not [key for key, shown in before.items() if after[key] != shown]


@pytest.mark.long
def test_no_page_of_anybody_in_any_role_and_unit_has_changed_by_a_letter(world, browsers, house):
    before, after, _receipt = _before_and_after(world, browsers, house, _others(world, ()))
    assert len(before) > 2500
    assert not [key for key, shown in before.items() if after[key] != shown]


def test_only_its_two_readers_have_a_row_of_it_in_the_database(before_and_after, world):
    for who in world.people:
        with acting(who.username):
            rows = [plain_sql(f"select count(*) from cases_accusation{table}")[0][0] for table in TABLES]
            clocks = plain_sql("select count(*) from network_clock where subject_kind = 'accusation'")
        assert (sum(rows) + clocks[0][0] > 0) == (who.username in READERS), (who.username, rows)


@contextmanager
def no_row_security(house: House) -> Iterator[None]:
    with house.login("migrator"):
        yield


def test_with_row_security_off_the_orm_gives_nobody_else_a_row(before_and_after, world, house):
    with no_row_security(house):
        assert Accusation.objects.exists()
        for who in world.people:
            with acting(who.username) as (_user, scope):
                assert queries.readable_by(scope).exists() == (who.username in READERS), who.username
                held = queries.receipts_of(scope).exists()
            assert held == (who.username == REGISTRAR), who.username


def test_with_no_scope_in_the_orm_the_pages_show_nothing_to_anybody_else(
    before_and_after, world, browsers, monkeypatch
):
    _before, _after, receipt = before_and_after
    everything: QuerySet = Accusation.objects.all()
    for module in ("verbs", "step", "views"):
        monkeypatch.setattr(f"cases.accusations.{module}.readable_by", lambda scope: everything.all())
    monkeypatch.setattr(
        "cases.petitions.finding.receipts_of", lambda scope: AccusationReceipt.objects.order_by("-opened_at")
    )
    for who in _others(world):
        client = browsers[who.username]
        for url in (
            "/cases/entrusted/",
            f"/cases/entrusted/{receipt.pk}/",
            f"/cases/{receipt.pk}/",
            "/mine/",
        ):
            body = body_of(ask(client, "GET", url, Thing("")))
            assert receipt.number not in body and not [w for w in PLANTED if w in body], (who.username, url)


@pytest.mark.parametrize(
    "route",
    [
        "/cases/{}/",
        "/cases/{}/open/",
        "/cases/{}/names/",
        "/cases/{}/withdraw/",
        "/cases/entrusted/{}/",
        "/cases/entrusted/{}/refer/",
        "/cases/entrusted/seats/{}/",
    ],
)
def test_its_address_answers_as_one_that_never_existed(route, before_and_after, world, browsers):
    _before, _after, receipt = before_and_after
    for who in _others(world):
        for method in ("GET", "POST"):
            real, none = (
                ask(browsers[who.username], method, route.format(pk), Thing("", data={"reason": "check"}))
                for pk in (receipt.pk, uuid4())
            )
            assert (real.status_code, _plain(real)) == (none.status_code, _plain(none)), (
                who.username,
                method,
            )


def _plain(response) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", RUNNING.sub("", body_of(response)))


def test_the_receipt_of_an_accusation_and_that_of_another_sealed_matter_are_the_same_page(
    before_and_after, world
):
    _before, _after, receipt = before_and_after
    other = told_by(REGISTRAR, nature="appeal", safety="violence", channel="station")
    client = browser_of(REGISTRAR)

    def page(case, method="GET", rest="", **data):
        url = f"/cases/{case.pk}/{rest}"
        response = ask(client, method, url, Thing("", data=data))
        return response.status_code, _plain(response).replace(case.number, "")

    assert page(receipt) == page(other)
    for rest in ("open/", "names/", "attach/", f"attachments/{uuid4()}/", "withdraw/", "supervise/"):
        for method in ("GET", "POST"):
            assert page(receipt, method, rest, reason="check") == page(other, method, rest, reason="check"), (
                rest
            )
    rows = re.findall(r'<a class="ob".*?</a>', client.get("/mine/").content.decode(), re.S)
    shown = {re.sub(r"M-[0-9-]+", "", _strip(row)) for row in rows if "M-" in row}
    assert len(rows) >= 2 and len(shown) == 1


def _strip(row: str) -> str:
    return RUNNING.sub("", re.sub(r'href="[^"]*"', "", row))


def test_the_audit_administrator_cannot_tell_it_from_another_sealed_matter(before_and_after, world, house):
    client, told, asked = browser_of("auditor"), [], []
    for letter in (
        lambda: told_by(REGISTRAR, unit_of(HERE[3], 3), ACCUSED),
        lambda: told_by(REGISTRAR, nature="appeal", safety="violence"),
    ):
        case = letter()
        page = client.get("/network/audit/", {"actor": REGISTRAR}).content.decode()
        rows = re.findall(r"<tr>\s*<td.*?</tr>", page, re.S)
        told.append(sorted(RUNNING.sub("", row) for row in rows[:2]))
        assert len(set(told[-1])) == 2 and "accusation" not in page and STORY not in page
        assert str(case.pk) not in page
        answer = client.get("/network/audit/", {"subject": str(case.pk)}).content.decode()
        asked.append(RUNNING.sub("", answer).replace(str(case.pk), ""))
    assert told[0] == told[1]
    assert asked[0] == asked[1] and "没有符合条件的记录" in asked[0]


def test_no_ledger_and_no_count_of_the_administration_knows_it(before_and_after, world, house):
    _before, _after, receipt = before_and_after
    stored = house.raw("select count(*) from cases_case where id = %s", [receipt.pk])
    assert stored == [(0,)]
    for table in ("cases_case", "cases_person", "cases_event", "cases_narrative", "cases_caseaccess"):
        text = str(house.raw(f"select * from {table}"))
        assert str(receipt.pk) not in text and receipt.number not in text, table
    with acting("gao") as (gao, scope), suppress(StopIteration):
        assert REQUEST and not queries.readable_by(scope).exists() and person("gao") == gao
