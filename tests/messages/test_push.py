"""Her browser is told that something waits, and nobody learns more than that: not the service, not who holds the phone."""

import base64
import json
import time
from collections.abc import Iterator
from email.utils import formatdate
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import ProgrammingError
from django.test import Client

from network.access.gate import Refusal
from network.devices import telling
from network.devices import verbs as devices
from network.devices.models import Device
from network.notifications import addresses, channels, push, push_keys
from network.notifications.letter import Letter
from network.notifications.outcomes import Reason, State
from network.notifications.push_services import service_of
from network.notifications.subscriptions import Browser, PushSubscription
from sisterhood.demo.cast import PASSWORD
from tests.house import acting, browser_of, person, plain_sql
from tests.messages.conftest import MORNING, PATIENCE, at, carry, hurry, states, tell, wants
from tests.messages.push_service import OwnBrowser, PushService
from tests.messages.servers import nobody, running

NIGHT = at("2031-03-05 22:00")
PAGE, HERE = "/network/notifications/settings/", "/network/notifications/here/"


@pytest.fixture
def service(own_certificate) -> Iterator[PushService]:
    """A push service behind a certificate of this machine."""
    with running(PushService(own_certificate[0])) as server:
        yield server


@pytest.fixture
def pushing(settings: LazySettings, service, own_certificate, monkeypatch) -> LazySettings:
    """The administrator has made keys and named the service; nobody has to wait long."""
    monkeypatch.setenv("SSL_CERT_FILE", own_certificate[1])
    settings.MESSAGE_TIMEOUT = PATIENCE
    settings.PUSH_SECRET, settings.PUSH_PUBLIC = push_keys.make_secret(), ""
    settings.PUSH_CONTACT, settings.PORTAL_URL = "mailto:it@portal.example", ""
    settings.PUSH_HOSTS = [f"localhost:{service.port}"]
    settings.EMAIL_HOST = settings.WEBHOOK_URL = ""
    return settings


def subscribes(username: str, browser: OwnBrowser, mark: UUID | None = None) -> PushSubscription:
    """She presses the switch on a phone of hers."""
    with acting(username) as (user, _scope):
        return telling.tell_here(devices.Heard(mark or uuid4(), label="Android"), browser.says, by=user)


def left(house) -> list[str]:
    """Whose browsers are told."""
    return [
        name
        for (name,) in house.raw(
            "select u.username from network_pushsubscription s join network_user u on u.id = s.user_id order by 1"
        )
    ]


def test_ten_messages_of_danger_say_no_more_than_where_to_look(fresh_house, pushing, service):
    browser = OwnBrowser(service)
    subscribes("gao", browser)
    for n in range(10):
        tell("gao", "danger", key=str(n))
    assert carry(fresh_house, NIGHT)["sent"] == 10
    assert {json.dumps(browser.opens(one.body)) for one in service.pushed} == {'{"open": "inbox"}'}
    assert {len(one.body) for one in service.pushed} == {len(service.pushed[0].body)}
    assert {one.path for one in service.pushed} == {browser.path}
    one = service.pushed[0]
    assert (one.headers["urgency"], one.headers["topic"], one.headers["ttl"]) == ("high", "now", "43200")
    assert one.claims["key"] == push_keys.public().signs, "the key her browser was given"
    assert one.claims["sub"] == "mailto:it@portal.example"
    told = b"".join(service.got)
    assert b"danger" not in told and b"gao" not in told and person("gao").display_name.encode() not in told


def test_everything_else_comes_once_in_the_morning_of_a_working_day_and_less_urgently(
    fresh_house, pushing, service
):
    subscribes("gao", OwnBrowser(service, "a"))
    subscribes("gao", OwnBrowser(service, "b"))
    for key in "abc":
        tell("gao", key=key)
    assert carry(fresh_house, NIGHT) == {}
    assert carry(fresh_house) == {"planned": 2, "sent": 2}
    assert sorted(one.path for one in service.pushed) == ["/push/a", "/push/b"]
    assert {(one.headers["urgency"], one.headers["topic"]) for one in service.pushed} == {("normal", "day")}
    assert carry(fresh_house) == {"planned": 0}


def test_whoever_also_wants_letters_gets_both_and_each_once(
    fresh_house, outside, post, own_certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", own_certificate[1])
    with running(PushService(own_certificate[0])) as service:
        outside.PUSH_SECRET, outside.PUSH_HOSTS = push_keys.make_secret(), [f"localhost:{service.port}"]
        subscribes("gao", OwnBrowser(service))
        wants(fresh_house, "gao", email=True)
        wants(fresh_house, "luo", email=True)
        tell("gao")
        tell("luo")
        assert carry(fresh_house) == {"planned": 3, "sent": 3}
        assert (len(service.pushed), len(post.got)) == (1, 2)
        assert service.pushed[0].claims["sub"] == outside.PORTAL_URL


def test_a_night_and_a_rest_day_hold_back_what_is_not_danger(fresh_house, pushing, service):
    subscribes("gao", OwnBrowser(service))
    tell("gao")
    service.mood = "500"
    assert carry(fresh_house) == {"planned": 1, "due": 1}
    service.mood = "201"
    hurry(fresh_house)
    for moment in (NIGHT, at("2031-03-08 10:00"), at("2031-10-01 10:00")):
        assert carry(fresh_house, moment) == {}
    assert carry(fresh_house, at("2031-03-06 07:30"))["sent"] == 1


@pytest.mark.parametrize(
    ("mood", "state", "reason"),
    [
        ("201", State.SENT, None),
        ("200", State.SENT, None),
        ("404", State.DEAD, Reason.GONE),
        ("410", State.DEAD, Reason.GONE),
        ("429 77", State.DUE, Reason.LATER),
        ("503", State.DUE, Reason.LATER),
        ("403", State.DUE, Reason.REFUSED),
        ("413", State.DUE, Reason.REFUSED),
        ("500", State.DUE, Reason.FAILED),
        ("307", State.DUE, Reason.REDIRECTED),
        ("504", State.UNCERTAIN, Reason.GATEWAY),
        ("hangs", State.UNCERTAIN, Reason.NO_ANSWER),
        ("hangs up", State.UNCERTAIN, Reason.NO_ANSWER),
    ],
)
def test_an_answer_means_what_it_surely_says_and_nobody_waits_for_ever(
    fresh_house, pushing, service, mood, state, reason
):
    row, begun = subscribes("gao", OwnBrowser(service)), time.monotonic()
    service.mood = mood
    with fresh_house.login("worker"):
        outcome = push.send(Letter(uuid4(), str(row.pk)))
    assert time.monotonic() - begun < 2 * PATIENCE + 2
    assert (outcome.state, outcome.reason) == (state, reason)
    assert service.callers == 1, "no redirect is followed, nothing is repeated"
    assert left(fresh_house) == ([] if reason is Reason.GONE else ["gao"])
    assert outcome.wait == {"429 77": 77, "503": 60}.get(mood, 0)


def test_a_browser_that_is_gone_is_asked_no_more_and_its_other_lines_are_dropped(
    fresh_house, pushing, service
):
    subscribes("gao", OwnBrowser(service))
    for key in "ab":
        tell("gao", "danger", key=key)
    service.mood = "410"
    assert carry(fresh_house, NIGHT) == {"dead": 2}
    assert sorted(states(fresh_house)) == [
        ("push", "danger", "dead", 1, "gone"),
        ("push", "danger", "dead", 1, "unwanted"),
    ]
    tell("gao", "danger", key="c")
    assert carry(fresh_house, NIGHT) == {}
    assert len(service.got) == 1


def test_a_service_that_asks_for_patience_has_it_for_everybody_there(fresh_house, pushing, service):
    for username in ("gao", "luo"):
        subscribes(username, OwnBrowser(service, username))
        tell(username, "danger")
    service.mood = "429 600"
    assert carry(fresh_house, NIGHT) == {"due": 1}
    waits = fresh_house.raw("select extract(epoch from due_at - now())::float from network_delivery")
    assert all(590 < wait <= 600 for (wait,) in waits) and len(waits) == 2
    assert carry(fresh_house, NIGHT) == {}
    assert len(service.got) == 1
    service.mood = "201"
    hurry(fresh_house)
    assert carry(fresh_house, NIGHT) == {"sent": 2}


def test_patience_may_be_asked_for_by_the_clock_and_not_for_ever(pushing):
    assert 290 < push._seconds(formatdate(time.time() + 300, usegmt=True)) <= 300
    assert push._seconds("9999999") == push.LONGEST_WAIT
    assert [push._seconds(text) for text in ("", "soon", "-5", "²", formatdate(0, usegmt=True))] == [
        *(60, 60, 60, 60),
        1,
    ]


def test_one_service_in_trouble_keeps_neither_another_nor_the_mail_waiting(
    fresh_house, outside, post, own_certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", own_certificate[1])
    with running(PushService(own_certificate[0])) as well, running(PushService(own_certificate[0])) as unwell:
        outside.PUSH_SECRET = push_keys.make_secret()
        outside.PUSH_HOSTS = [f"localhost:{well.port}", f"localhost:{unwell.port}"]
        unwell.mood = "500"
        for n in range(3):
            subscribes("gao", OwnBrowser(unwell, str(n)))
        subscribes("gao", OwnBrowser(well))
        wants(fresh_house, "gao", email=True)
        tell("gao", "danger")
        assert carry(fresh_house, NIGHT) == {"sent": 2, "due": 1}
        assert (len(post.got), len(well.got), unwell.callers) == (1, 1, 1)


def test_what_surely_failed_is_tried_again_and_then_given_up(fresh_house, pushing, service):
    fresh_house.raw("update network_setting set value = '2' where code = 'messages.attempts'")
    subscribes("gao", OwnBrowser(service))
    tell("gao", "danger")
    service.mood = "500"
    for _n in range(2):
        assert carry(fresh_house, NIGHT) == {"due": 1}
        hurry(fresh_house)
    assert states(fresh_house) == [("push", "danger", "dead", 2, "failed")]
    assert left(fresh_house) == ["gao"]


def test_what_may_have_arrived_is_listed_and_never_repeated(fresh_house, pushing, service):
    subscribes("gao", OwnBrowser(service))
    tell("gao", "danger")
    service.mood = "hangs up"
    assert carry(fresh_house, NIGHT) == {"uncertain": 1}
    hurry(fresh_house)
    service.mood = "201"
    assert carry(fresh_house, NIGHT) == {}
    assert len(service.got) == 1
    page = browser_of("sysadmin").get("/admin/network/delivery/").content.decode()
    assert "浏览器通知" in page and "结果不明，不再重发" in page


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://evil.example/fcm.googleapis.com",
        "https://user@fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://10.0.0.1/a",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a",
        "https://push.apple.com/a",
        "https://evilpush.apple.com/a",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://fcm.googleapis.com/a\r\nHost: x",
        "ftp://fcm.googleapis.com/a",
        "",
    ],
)
def test_the_house_knocks_at_no_address_a_stranger_chose(settings, endpoint):
    settings.PUSH_HOSTS = []
    with pytest.raises(addresses.NotAllowed):
        service_of(endpoint)


def test_the_push_services_of_the_table_pass(settings):
    settings.PUSH_HOSTS = []
    for endpoint, service in (
        ("https://fcm.googleapis.com/fcm/send/x", "fcm.googleapis.com"),
        ("https://web.push.apple.com/x", "web.push.apple.com"),
        ("https://wns2-par02p.notify.windows.com/w/?token=x", "wns2-par02p.notify.windows.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", "updates.push.services.mozilla.com"),
    ):
        assert service_of(endpoint) == service


def test_a_name_that_leads_home_or_left_the_list_is_not_called(fresh_house, pushing, service, monkeypatch):
    row = subscribes("gao", OwnBrowser(service))
    letter = Letter(uuid4(), str(row.pk))
    inside = [(2, 1, 6, "", ("10.1.2.3", service.port))]
    with fresh_house.login("worker"):
        with monkeypatch.context() as patch:
            patch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: inside)
            assert push.send(letter).reason is Reason.FORBIDDEN
        pushing.PUSH_HOSTS = ["fcm.googleapis.com"]
        assert push.send(letter).reason is Reason.FORBIDDEN
        pushing.PUSH_HOSTS = [f"localhost:{nobody()}", f"localhost:{service.port}"]
        monkeypatch.delenv("SSL_CERT_FILE")
        assert push.send(letter).reason is Reason.INSECURE, "a stranger with a certificate of its own"
    assert service.got == []


@pytest.mark.parametrize(
    "change",
    [
        {"p256dh": ""},
        {"p256dh": base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode()},
        {"auth": "AAAA"},
        {"auth": "é"},
        {"endpoint": "https://127.0.0.1/x"},
    ],
)
def test_what_no_browser_says_is_refused_in_words(house, pushing, service, change):
    with acting("he") as (user, _scope), pytest.raises(Refusal, match="本单位不使用这个浏览器的推送服务"):
        says = Browser(**{**OwnBrowser(service).says.__dict__, **change})
        telling.tell_here(devices.Heard(uuid4()), says, by=user)
    assert left(house) == []


def test_address_and_keys_lie_sealed_and_the_web_cannot_read_them_again(fresh_house, pushing, service):
    browser = OwnBrowser(service, "a-very-long-secret")
    row = subscribes("gao", browser)
    ((stored,),) = fresh_house.raw("select sealed from network_pushsubscription")
    assert b"a-very-long-secret" not in bytes(stored)
    with pytest.raises(ProgrammingError, match="permission denied"), acting("gao"):
        plain_sql("select sealed from network_pushsubscription")
    with acting("luo"):
        assert plain_sql("select id from network_pushsubscription") == []
        assert plain_sql("delete from network_pushsubscription returning id") == []
    pushing.PUSH_SECRET, pushing.PUSH_PUBLIC = "", push_keys.public_of(pushing.PUSH_SECRET)
    assert channels.ready().keys() == {"push"}, "the web knows the public halves alone"
    again = PushSubscription(user=row.user)
    again.seal(browser.says, push_keys.public().seals)
    with pytest.raises(ValueError, match="32 bytes"):
        push_keys.opens()


def test_a_subscription_of_an_earlier_secret_ends_quietly(fresh_house, pushing, service):
    subscribes("gao", OwnBrowser(service))
    tell("gao", "danger")
    pushing.PUSH_SECRET = push_keys.make_secret()
    assert carry(fresh_house, NIGHT) == {"dead": 1}
    assert (left(fresh_house), service.callers) == ([], 0)


def test_nobody_subscribes_for_somebody_else_or_on_a_phone_that_is_not_hers(fresh_house, pushing, service):
    subscribes("gao", OwnBrowser(service))
    hers = subscribes("luo", OwnBrowser(service))
    for user, device in ((person("luo").pk, hers.device_id), (person("gao").pk, hers.device_id)):
        with acting("gao"), pytest.raises(ProgrammingError, match="row-level security"):
            PushSubscription(user_id=user, device_id=device, service="x", sealed=b"x", made_at=MORNING).save(
                force_insert=True
            )
    assert left(fresh_house) == ["gao", "luo"]


def _signed_in(username: str, mark: UUID) -> Client:
    client = Client()
    client.cookies["device"] = str(mark)
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def test_it_ends_when_she_signs_out_there_and_goes_on_elsewhere(fresh_house, pushing, service):
    mark = uuid4()
    subscribes("he", OwnBrowser(service), mark)
    subscribes("he", OwnBrowser(service))
    client = _signed_in("he", mark)
    assert left(fresh_house) == ["he", "he"], "her own coming in ends nothing"
    client.post("/sign-out/")
    assert left(fresh_house) == ["he"]


def test_whoever_signs_in_on_the_phone_next_never_gets_the_first_ones(fresh_house, pushing, service):
    mark, browser = uuid4(), OwnBrowser(service)
    subscribes("he", browser, mark)
    _signed_in("ma", mark)
    assert left(fresh_house) == []
    subscribes("he", browser, mark)
    with acting("ma") as (ma, _scope):
        devices.greet(devices.Heard(mark, label="Android"), by=ma)
    assert left(fresh_house) == [], "nor when the page of the phone tells of her"
    subscribes("he", browser, mark)
    subscribes("ma", browser, mark)
    tell("he", "danger")
    assert carry(fresh_house, NIGHT) == {}
    assert left(fresh_house) == ["ma"]


@pytest.mark.parametrize(("why", "stay"), [("sold", ["ma"]), ("lost", []), ("stolen", [])])
def test_a_phone_taken_out_of_use_is_told_nothing(fresh_house, pushing, service, why, stay):
    mark = uuid4()
    subscribes("he", OwnBrowser(service), mark)
    device = Device.objects.none()
    with acting("he") as (he, scope):
        device = Device.objects.visible_to(scope).get(mark=mark)
    subscribes("ma", OwnBrowser(service), mark)
    with acting("he") as (he, _scope):
        devices.revoke_device(device.pk, why=why, by=he)
    assert left(fresh_house) == stay
    if why != "sold":
        with acting("he") as (he, _scope), pytest.raises(Refusal, match="挂失"):
            telling.tell_here(devices.Heard(mark), OwnBrowser(service).says, by=he)


def test_whoever_leaves_the_house_is_told_nothing(fresh_house, pushing, service):
    subscribes("gao", OwnBrowser(service))
    tell("gao", "danger")
    fresh_house.raw("update network_user set is_active = false where username = 'gao'")
    assert left(fresh_house) == []
    assert carry(fresh_house, NIGHT) == {}
    assert service.callers == 0


def test_the_switch_is_a_plain_form_and_says_how_it_went(fresh_house, pushing, service):
    client, browser = browser_of("lin"), OwnBrowser(service)
    page = client.get(PAGE).content.decode()
    assert push_keys.public().signs in page and "有新消息时提醒" in page and "只使用收件箱" not in page
    told = {"on": "1", **browser.says.__dict__}
    assert "不保存 Cookie" in client.post(HERE, told, follow=True).content.decode()
    client.cookies["device"] = str(uuid4())
    answer = client.post(HERE, told, follow=True).content.decode()
    assert "这台设备从现在起会提醒您" in answer and "不再在这里提醒" in answer
    assert left(fresh_house) == ["lin"]
    assert fresh_house.raw("select count(*) from network_clock where subject_kind = 'device'") == [(0,)]
    wrong = client.post(HERE, told | {"endpoint": "https://10.0.0.1/"}, follow=True).content.decode()
    assert "本单位不使用这个浏览器的推送服务" in wrong
    assert left(fresh_house) == ["lin"], "a refusal leaves what was there"
    assert "这台设备不再提醒您" in client.post(HERE, {}, follow=True).content.decode()
    assert left(fresh_house) == []
    ((detail,),) = fresh_house.raw(
        "select string_agg(detail::text, '') from network_auditevent where subject_kind = 'push'"
    )
    assert browser.path not in detail and '"op": "insert"' in detail and '"op": "delete"' in detail


@pytest.mark.parametrize(
    "lacks", [{"PUSH_SECRET": ""}, {"PUSH_SECRET": "short"}, {"PUSH_CONTACT": ""}, {"OFFLINE_PAGES": False}]
)
def test_a_house_without_keys_contact_or_worker_offers_nothing(house, pushing, service, lacks):
    for name, value in lacks.items():
        setattr(pushing, name, value)
    assert not push.is_ready()
    assert 'id="push"' not in browser_of("lin").get(PAGE).content.decode()
    with acting("lin") as (lin, _scope), pytest.raises(Refusal, match="没有开通浏览器通知"):
        telling.tell_here(devices.Heard(uuid4()), OwnBrowser(service).says, by=lin)
    assert bool(channels.faults()) is (lacks != {"PUSH_SECRET": ""})


def test_the_command_makes_a_pair_that_fits(pushing, capsys):
    call_command("push_keys")
    told = dict(line.split("=", 1) for line in capsys.readouterr().out.split())
    assert push_keys.public_of(told["PUSH_SECRET"]) == told["PUSH_PUBLIC"]
    pushing.PUSH_SECRET, pushing.PUSH_PUBLIC = "", told["PUSH_PUBLIC"]
    assert push_keys.public().signs == told["PUSH_PUBLIC"].split(".")[0]
    pushing.PUSH_PUBLIC = "nonsense"
    assert push_keys.public() is None


def test_the_worker_may_read_and_end_subscriptions_and_never_make_one(fresh_house, pushing, service):
    row = subscribes("gao", OwnBrowser(service))
    with fresh_house.login("worker"), pytest.raises(ProgrammingError, match="permission denied"):
        PushSubscription.objects.filter(pk=row.pk).update(service="x")
