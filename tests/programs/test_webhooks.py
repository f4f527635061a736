"""A program outside hears that a matter has moved, and nothing else; it can trust who says so."""

import hmac
import json
import ssl

import pytest
from django.db import transaction

from network.access.gate import Refusal
from network.webhooks import sending, verbs
from network.webhooks.models import Webhook, WebhookEvent
from sisterhood.lib import clock
from tests.house import House, acting, browser_of
from tests.messages.conftest import own_certificate
from tests.messages.servers import Robot
from tests.stories import STORY, matter

__all__ = ["own_certificate"]


@pytest.fixture
def server(settings):
    settings.EVENT_HOSTS, settings.EVENT_PLAIN = ["127.0.0.1"], True
    robot = Robot()
    yield robot
    robot.close()


def listening(server: Robot) -> verbs.Listening:
    with acting("sysadmin") as (admin, _scope):
        return verbs.listen(name="数据平台", url=f"http://127.0.0.1:{server.port}/hook", by=admin)


def send(house: House) -> dict[str, int]:
    with house.login("worker"):
        return sending.send_due(at=clock.now())


def hurry(house: House) -> None:
    house.raw(
        "update network_webhookevent set due_at = now(), lease_until = null where state in ('due', 'leased')"
    )


def test_it_hears_the_number_and_nothing_of_the_story_signed(fresh_house, server):
    made, case = listening(server), matter("lin")
    assert send(fresh_house) == {"sent": 1}
    head, _, body = server.got[0].partition(b"\r\n\r\n")
    told = json.loads(body)
    assert set(told) == {"id", "kind", "number", "at"} and told["number"] == case.number
    assert told["kind"] == "case.changed" and STORY not in server.got[0].decode()
    headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    moment = headers[b"Sisterhood-Timestamp"]
    expected = hmac.new(made.secret.encode(), moment + b"." + body, "sha256").hexdigest()
    assert headers[b"Sisterhood-Signature"].decode() == f"v1={expected}"


def test_of_a_sealed_matter_it_hears_nothing_at_all(fresh_house, server):
    listening(server)
    matter("lin", safety="violence")
    matter("lin", safety="urgent")
    assert send(fresh_house) == {} and not server.got


def test_what_was_taken_back_is_never_told(fresh_house, server):
    listening(server)
    with pytest.raises(RuntimeError), transaction.atomic():
        matter("lin")
        raise RuntimeError
    assert send(fresh_house) == {} and not server.got


def test_a_program_that_is_away_is_asked_again_later_and_given_up_in_the_end(fresh_house, server):
    listening(server)
    server.mood = "fault"
    matter("lin")
    assert send(fresh_house) == {"due": 1}
    assert send(fresh_house) == {}
    for _ in range(8):
        hurry(fresh_house)
        assert send(fresh_house) == {"due": 1}
    hurry(fresh_house)
    assert send(fresh_house) == {"dead": 1}
    server.mood = "kind"
    event = fresh_house.raw("select id from network_webhookevent")[0][0]
    with acting("sysadmin") as (admin, _scope):
        verbs.send_again(event, by=admin)
    assert send(fresh_house) == {"sent": 1}
    assert str(event).encode() in server.got[-1]


def test_after_too_many_failures_it_stops_and_its_administrators_are_told(fresh_house, server):
    made = listening(server)
    server.mood = "no such robot"
    fresh_house.raw("update network_limit set length = 3 where code = 'webhook.failures'")
    matter("lin")
    for _ in range(3):
        hurry(fresh_house)
        send(fresh_house)
    stopped = fresh_house.raw("select stopped_for from network_webhook")
    told = fresh_house.raw("select count(*) from network_outboxmessage where kind = 'webhook_stopped'")
    assert stopped == [("failures",)] and told[0][0] >= 1
    matter("lin")
    hurry(fresh_house)
    assert send(fresh_house) == {}
    server.mood = "kind"
    with acting("sysadmin") as (admin, _scope):
        verbs.resume(made.webhook.pk, by=admin)
    hurry(fresh_house)
    assert send(fresh_house) == {"sent": 1}


def test_a_worker_that_is_killed_half_way_loses_nothing(fresh_house, server):
    listening(server)
    matter("lin")
    with fresh_house.login("worker"):
        assert sending._claim() is not None
    assert send(fresh_house) == {}
    hurry(fresh_house)
    assert send(fresh_house) == {"sent": 1}


@pytest.mark.parametrize(
    "url",
    [
        "http://program.example.cn/hook",
        "https://program.example.cn/hook",
        "https://127.0.0.1/hook",
        "https://10.0.0.1/",
        "https://named.example.cn@127.0.0.1/",
        "https://localhost/",
        "ftp://named.invalid/",
        "",
        "https://[::1]/",
        "https://named.invalid/",
    ],
)
def test_nothing_goes_inside_nor_to_a_host_nobody_named(house, settings, url):
    settings.EVENT_HOSTS = ["10.0.0.1", "127.0.0.1", "localhost", "::1", "named.invalid"]
    with pytest.raises(Refusal) as refused, acting("sysadmin") as (admin, _scope):
        verbs.listen(name="x", url=url, by=admin)
    assert refused.value.code == "url"


def test_only_the_system_administrator_names_an_address_and_nobody_reads_its_log(house, server):
    listening(server)
    matter("lin")
    for username in ("lin", "gao", "zhou", "secadmin", "auditor"):
        with pytest.raises(Refusal), acting(username) as (user, _scope):
            verbs.listen(name="x", url=f"http://127.0.0.1:{server.port}/", by=user)
        with acting(username):
            assert not Webhook.objects.exists() and not WebhookEvent.objects.defer("number").exists()


def test_the_secret_is_shown_once_and_stands_in_no_row(house, server):
    client = browser_of("sysadmin")
    asked = {"name": "数据平台", "url": f"http://127.0.0.1:{server.port}/hook"}
    shown = client.post("/network/webhooks/", asked).content.decode()
    with acting("sysadmin"):
        secret = Webhook.objects.first().secret
    assert secret in shown
    assert secret not in client.get("/network/webhooks/").content.decode()
    assert not house.raw("select 1 from network_webhook w where w::text like %s", [f"%{secret}%"])


def test_the_log_shows_no_number_of_a_matter(house, server):
    made = listening(server)
    case = matter("lin")
    page = browser_of("sysadmin").get(f"/network/webhooks/{made.webhook.pk}/").content.decode()
    assert case.number not in page and "待推送" in page


def test_without_a_trusted_certificate_nothing_is_sent(fresh_house, settings, tmp_path):
    settings.EVENT_HOSTS, settings.EVENT_PLAIN = ["127.0.0.1"], True
    robot = Robot(context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    with acting("sysadmin") as (admin, _scope):
        verbs.listen(name="x", url=f"https://127.0.0.1:{robot.port}/hook", by=admin)
    matter("lin")
    assert send(fresh_house) == {"due": 1} and not robot.got
    assert fresh_house.raw("select reason from network_webhookevent")[0][0] in ("insecure", "unreachable")
    robot.close()


def test_with_a_trusted_certificate_it_goes_by_tls(fresh_house, settings, own_certificate, monkeypatch):
    context, file = own_certificate
    settings.EVENT_HOSTS, settings.EVENT_PLAIN = ["localhost"], True
    monkeypatch.setenv("SSL_CERT_FILE", file)
    robot = Robot(context=context)
    with acting("sysadmin") as (admin, _scope):
        verbs.listen(name="x", url=f"https://localhost:{robot.port}/hook", by=admin)
    case = matter("lin")
    assert send(fresh_house) == {"sent": 1} and case.number.encode() in robot.got[0]
    robot.close()
