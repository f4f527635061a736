"""The robot of the work group: what its answers mean, and where the house refuses to knock."""

import json
import time
from uuid import uuid4

import pytest

from network.notifications import addresses, webhook
from network.notifications.letter import Letter
from network.notifications.outcomes import Reason, State
from tests.messages.conftest import PATIENCE, PORTAL
from tests.messages.servers import nobody

LETTER = Letter(uuid4())


def test_the_robot_gets_one_neutral_line_as_json_and_no_redirect_is_followed(outside, robot):
    assert webhook.send(LETTER).state is State.SENT
    head, _, body = robot.got[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /send?key=a-secret HTTP/1.1")
    assert json.loads(body) == {
        "msgtype": "text",
        "text": {"content": f"您有工作待办，请登录查看。 {PORTAL}"},
    }
    robot.mood = "sends elsewhere"
    assert webhook.send(LETTER).reason is Reason.REDIRECTED
    assert robot.callers == 2


@pytest.mark.parametrize(
    ("mood", "state", "reason"),
    [
        ("kind", State.SENT, None),
        ("silent success", State.SENT, None),
        ("fault", State.DUE, Reason.FAILED),
        ("no such robot", State.DUE, Reason.REFUSED),
        ("not now", State.DUE, Reason.REFUSED),
        ("sends elsewhere", State.DUE, Reason.REDIRECTED),
        ("lost between", State.UNCERTAIN, Reason.GATEWAY),
        ("hangs", State.UNCERTAIN, Reason.NO_ANSWER),
        ("hangs up", State.UNCERTAIN, Reason.NO_ANSWER),
        ("drips", State.UNCERTAIN, Reason.NO_ANSWER),
        ("nonsense", State.UNCERTAIN, Reason.NO_ANSWER),
        ("breaks in the head", State.UNCERTAIN, Reason.BAD_ANSWER),
        ("breaks mid-way", State.UNCERTAIN, Reason.BAD_ANSWER),
        ("breaks unannounced", State.UNCERTAIN, Reason.BAD_ANSWER),
        ("endless", State.UNCERTAIN, Reason.BAD_ANSWER),
    ],
)
def test_an_answer_means_what_it_surely_says_and_nobody_waits_for_ever(outside, robot, mood, state, reason):
    robot.mood = mood
    begun = time.monotonic()
    outcome = webhook.send(LETTER)
    assert time.monotonic() - begun < 2 * PATIENCE + 1
    assert (outcome.state, outcome.reason) == (state, reason)
    assert len(robot.got) == 1


def test_a_robot_that_nobody_reaches_got_nothing(outside):
    outside.WEBHOOK_URL = f"http://127.0.0.1:{nobody()}/"
    assert webhook.send(LETTER).reason is Reason.UNREACHABLE
    outside.WEBHOOK_URL = "https://robot.invalid/"
    assert webhook.send(LETTER).reason is Reason.UNREACHABLE


def test_a_stranger_with_a_certificate_of_its_own_gets_nothing(outside, robot, own_certificate, monkeypatch):
    context, file = own_certificate
    robot.context = context
    outside.WEBHOOK_URL = f"https://localhost:{robot.port}/send"
    outcome = webhook.send(LETTER)
    assert (outcome.state, outcome.reason) == (State.DUE, Reason.INSECURE)
    assert robot.got == []
    monkeypatch.setenv("SSL_CERT_FILE", file)  # the same one, once the machine trusts it
    assert webhook.send(LETTER).state is State.SENT


@pytest.mark.parametrize(
    "url",
    [
        "http://robot.example/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://user:word@93.184.216.34/",
        "https://93.184.216.34/#part",
        "https://93.184.216.34/ x",
        "https://93.184.216.34/\r\nHost: x",
        "https://:443/",
        "https://93.184.216.34:99999/",
        "//93.184.216.34/",
        "",
    ],
)
def test_an_address_that_is_no_plain_https_address_is_never_used(outside, url):
    outside.WEBHOOK_URL = url
    assert not webhook.is_ready()
    with pytest.raises(addresses.NotAllowed):
        addresses.check(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.1.2.3]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::a01:203]",
        "[2002:a01:203::1]",
        "2130706434",
        "0x7f000002",
    ],
)
def test_the_house_never_knocks_inside_its_own_network(outside, host):
    url = f"https://{host}/"
    with pytest.raises(addresses.NotAllowed):
        addresses.check(url)
    outside.WEBHOOK_URL = url
    assert webhook.send(LETTER).reason is Reason.FORBIDDEN


def test_a_network_the_administrator_named_is_allowed_and_its_neighbour_is_not():
    assert addresses.check("https://10.1.2.3:8443/a?b=c", networks=("10.1.2.0/24",)) == addresses.Target(
        "10.1.2.3", "10.1.2.3", 8443, "/a?b=c", True
    )
    with pytest.raises(addresses.NotAllowed):
        addresses.check("https://10.1.3.3/", networks=("10.1.2.0/24",))
    with pytest.raises(addresses.NotAllowed):
        addresses.check("https://10.1.2.3/", networks=("10.1.2.0/24 ", "all"))


def test_a_public_address_passes():
    assert addresses.check("https://93.184.216.34/x").ip == "93.184.216.34"
