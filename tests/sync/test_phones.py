"""A phone that is lost is sent away, one that is quiet is asked after gently, and what is old is forgotten."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from cases.sync import expiry
from network.access.gate import Refusal
from network.deadlines import sweep
from network.devices import verbs as devices
from network.devices.models import Device
from network.notifications import delivery
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.sync.phone import Phone


@pytest.fixture(scope="module", autouse=True)
def _house(house):
    return house


def _row(house, phone: Phone) -> uuid.UUID:
    return house.raw("select id from network_device where mark = %s", [phone.mark])[0][0]


def test_a_phone_enters_itself_and_its_township_sees_what_waits_on_it(house):
    he = Phone("he")
    oldest = (clock.now() - timedelta(hours=5)).isoformat()
    told = he.ping(unsent=3, oldest=oldest, **{"User-Agent": "Android 9 MicroMessenger"}).json()
    assert told["device"] == "ok" and told["forms"]["report"] >= 1 and told["piece"] == 262_144
    assert "he" not in told["user"] and told["user"] == Phone("he").ping().json()["user"]
    row = _row(house, he)
    for username in ("luo", "tian", "lin", "he"):
        page = browser_of(username).get(f"/network/devices/{row}/")
        assert page.status_code == 200 and "3 件上报" in page.content.decode(), username
    for username in ("ma", "sun", "qian", "tong"):
        assert browser_of(username).get(f"/network/devices/{row}/").status_code == 404, username
    assert Client().get("/m/ping", headers={"X-Device": he.mark}).json() == {"why": "login"}
    nobody = he.client.get("/m/ping", headers={"X-Device": "no number", "X-Unsent": "-1"}).json()
    assert nobody["device"] == "unknown"


def test_a_person_has_a_few_phones_and_no_more(house):
    phones = [Phone("zhao") for _ in range(6)]
    assert [phone.ping().json()["device"] for phone in phones] == ["ok"] * 5 + ["unknown"]


def test_a_lost_phone_is_refused_with_one_word_and_forgets_what_it_holds(house):
    ma = Phone("ma")
    item, row = ma.save(), _row(house, ma)
    tian = browser_of("tian")
    assert "请选择手机怎么了" in tian.post(f"/network/devices/{row}/", {"why": ""}).content.decode()
    assert tian.post(f"/network/devices/{row}/", {"why": "lost"}).status_code == 302
    for answer in (ma.ping(), ma.send(item), Client().get("/m/ping", headers={"X-Device": ma.mark})):
        assert (answer.status_code, answer.json()) == (401, {"why": "revoked"})
        assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert house.raw("select count(*) from cases_outboxitem where key = %s", [item.key]) == [(0,)]
    assert ma.client.get("/m/").status_code == 302  # covered: it asks for the password
    page = tian.get(f"/network/devices/{row}/").content.decode()
    assert "已停用" in page and "田丽" in page
    again = tian.post(f"/network/devices/{row}/", {"why": "lost"})
    assert "已经停用" in again.content.decode()
    other = Phone("ma")  # she goes on with another phone
    assert other.send(other.save()).status_code == 201


def test_who_was_taken_off_a_phone_is_told_to_whoever_uses_it_and_to_nobody_else(house):
    he, mark = Phone("he"), str(uuid.uuid4())
    for username in ("he", "ma"):
        browser_of(username).get("/m/ping", headers={"X-Device": mark})
    asked, sessions = "select * from device_taken_off(%s)", "select * from device_open_on(%s)"
    with acting("luo") as (luo, scope):
        row = Device.objects.visible_to(scope).get(mark=mark, user=person("he"))
        devices.revoke_device(row.pk, why="sold", by=luo)
    seen = {}
    for username in ("ma", "he", "zhao", "luo", "lin"):
        with acting(username), connection.cursor() as cursor:
            cursor.execute(asked, [mark])
            seen[username] = cursor.fetchall()
            cursor.execute(sessions, [mark])
            assert cursor.fetchall() == [], "it is not lost, so nobody learns what is open on it"
    assert seen == {"ma": [(person("he").pk,)], "he": [], "zhao": [], "luo": [], "lin": []}
    he.mark = mark
    assert he.ping().json()["off"] == [], "she is back, and nothing of hers goes"
    rows = house.raw("select revoked_at is null from network_device where mark = %s order by 1", [mark])
    assert rows == [(False,), (True,), (True,)]


def test_a_lost_phone_covers_whoever_is_signed_in_on_it(house):
    chen, mark = browser_of("chen"), str(uuid.uuid4())
    ma = browser_of("ma")
    ma.get("/m/ping", headers={"X-Device": mark})
    chen.get("/m/ping", headers={"X-Device": mark})
    with acting("ma") as (her, scope):
        row = Device.objects.visible_to(scope).get(mark=mark, user=her)
        devices.revoke_device(row.pk, why="lost", by=her)
    assert chen.get("/m/")["Location"] == "/cover/" == ma.get("/m/")["Location"]


def test_whoever_only_knows_the_number_of_a_phone_empties_nobodys_phone(house):
    he, li = Phone("he"), browser_of("li")
    he.ping()
    li.get("/m/ping", headers={"X-Device": str(he.mark)})
    with acting("li") as (her, scope):
        row = Device.objects.visible_to(scope).get(mark=he.mark, user=her)
        with pytest.raises(Refusal) as refused:
            devices.revoke_device(row.pk, why="stolen", by=her)
    assert refused.value.code == "why"
    # Behind the verb, too: a row of hers that says so shuts nothing.
    house.raw(
        "update network_device set revoked_at = now(), revoked_by_id = user_id, why = 'stolen' where id = %s",
        [row.pk],
    )
    assert he.ping().status_code == 200
    assert house.raw("select device_revoked(%s)", [he.mark]) == [(False,)]


def test_reports_that_wait_a_day_and_a_quiet_phone_are_a_gentle_task_of_the_village(fresh_house):
    he, ma = Phone("he"), Phone("ma")
    he.ping(unsent=2, oldest=(clock.now() - timedelta(hours=1)).isoformat())
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(hours=22), limit=100)
    sent = (
        "select u.username, count(*) from network_outboxmessage m join network_user u on u.id = m.recipient_id"
        " where m.kind = 'device_quiet' group by 1"
    )
    assert fresh_house.raw(sent) == []
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(hours=24), limit=100)
        sweep.ring_due(at=clock.now() + timedelta(hours=24), limit=100)
        delivery.deliver_due()
    assert fresh_house.raw(sent) == [("luo", 1)]
    page = browser_of("luo").get("/inbox/").content.decode()
    assert "没有消息了" in page
    he.ping(unsent=0)
    states = "select limit_id, state from network_clock where subject_id = %s order by 1"
    assert fresh_house.raw(states, [_row(fresh_house, he)]) == [
        ("device.silent", "running"),
        ("device.unsent", "met"),
    ]
    with acting("ma") as (_user, _scope):
        row = Device.objects.get(mark=ma.mark)
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(days=15), limit=100)
    assert dict(fresh_house.raw(sent))["luo"] == 3
    assert fresh_house.raw(states, [row.pk]) == [("device.silent", "running")]


def test_a_phone_that_is_heard_of_again_begins_its_two_weeks_anew(fresh_house):
    he = Phone("he")
    later = clock.now() + timedelta(days=10)
    with clock.moved_to(later):
        he.ping()
    begun = "select starts_on from network_clock where subject_id = %s and limit_id = 'device.silent'"
    assert fresh_house.raw(begun, [_row(fresh_house, he)]) == [(clock.local_date(later),)]


def test_receipts_and_unfinished_files_are_forgotten_after_their_time(fresh_house):
    he = Phone("he")
    item = he.save(files=[b"x" * 1000])
    he.send(item)
    (key,) = item.files
    assert he.send_piece(item, key, 0, size=400).json()["received"] == 400
    with fresh_house.login("worker"):
        assert expiry.forget(at=clock.now() + timedelta(hours=71)) == (0, 0)
        assert expiry.forget(at=clock.now() + timedelta(hours=73)) == (0, 1)
        assert expiry.forget(at=clock.now() + timedelta(hours=73)) == (0, 0)
    begins = he.send_piece(item, key, 400)
    assert (begins.status_code, begins.json()["received"]) == (409, 0)
    with fresh_house.login("worker"):
        assert expiry.forget(at=clock.now() + timedelta(days=91)) == (1, 0)
    assert fresh_house.raw("select count(*) from cases_outboxfile") == [(0,)]
    assert he.send(item).status_code == 201  # long after, and still the same matter
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]
