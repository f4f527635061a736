"""Notifications of browsers (web push, RFC 8030): the same sealed bytes for everybody, at whatever service her browser named.

The service learns that somebody of this house is told something, and how soon it matters; its bytes open in the browser
alone and say no more than where to look. What is shown there is written in the worker, not here.
"""

import http.client
import json
import os
import socket
import ssl
import time
from email.utils import parsedate_to_datetime

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid
from py_vapid.utils import b64urldecode

from network.notifications import addresses, patience, push_keys
from network.notifications.letter import SENT, Letter, Outcome, not_sent, uncertain
from network.notifications.line import Line, connect
from network.notifications.outcomes import Reason, State
from network.notifications.push_services import service_of
from network.notifications.subscriptions import Browser, PushSubscription
from sisterhood.lib.crypto import Unreadable

CONTENT = json.dumps({"open": "inbox"}).encode()
SIGNED_SECONDS = 12 * 3600  # RFC 8292: at most 24 hours
LONGEST_WAIT, FIRST_WAIT = 24 * 3600, 60  # what a service asks for beyond that is not believed
POINT, AUTH = 65, 16
_LOST_BETWEEN = (502, 504)
_GONE = (404, 410)
_LATER = (429, 503)


def contact() -> str:
    """Whom a push service may write to: RFC 8292 asks for an https address or a mailto:."""
    return settings.PUSH_CONTACT or settings.PORTAL_URL


def is_ready() -> bool:
    """Whether browsers can be told: usable keys, somebody to write to, and a worker that shows what arrives."""
    return (
        push_keys.public() is not None
        and contact().startswith(("https://", "mailto:"))
        and settings.OFFLINE_PAGES
    )


def check(browser: Browser) -> str:
    """The service behind a browser. Raises NotAllowed for an address or keys that nothing is ever sent to."""
    service = service_of(browser.endpoint)
    try:
        point, auth = b64urldecode(browser.p256dh.encode("ascii")), b64urldecode(browser.auth.encode("ascii"))
        if len(point) != POINT or len(auth) != AUTH:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise addresses.NotAllowed from None
    return service


def send(parcel: Letter) -> Outcome:
    """One push to one browser."""
    row = PushSubscription.objects.filter(pk=parcel.to).first()
    if row is None:
        return Outcome(State.DEAD, Reason.UNWANTED)
    if not settings.PUSH_SECRET:
        return not_sent(Reason.FORBIDDEN, trouble=True)
    try:
        browser = row.open()
        check(browser)
        target = addresses.check(browser.endpoint)
    except Unreadable:
        return _forget(row)
    except addresses.NotAllowed:
        return not_sent(Reason.FORBIDDEN)
    except OSError:
        return not_sent(Reason.UNREACHABLE, trouble=True)
    outcome = _knock(target, browser, parcel, row.service)
    return _forget(row) if outcome.reason is Reason.GONE else outcome


def _forget(row: PushSubscription) -> Outcome:
    """The browser takes nothing any more: it is not asked again."""
    PushSubscription.objects.filter(pk=row.pk).delete()
    return Outcome(State.DEAD, Reason.GONE)


def _knock(target: addresses.Target, browser: Browser, parcel: Letter, service: str) -> Outcome:
    line = Line()
    with patience.within(patience.whole(), lambda: line.sock):
        try:
            connect(line, target)
        except ssl.SSLError:
            return not_sent(Reason.INSECURE, trouble=True)
        except OSError:
            return not_sent(Reason.UNREACHABLE, trouble=True)
        with line.sock or socket.socket():
            connection = http.client.HTTPSConnection(target.host, target.port)
            connection.sock = line.sock
            try:
                connection.request("POST", target.path, sealed(browser), _headers(parcel, service))
                answer = connection.getresponse()
            except (OSError, http.client.HTTPException):
                return uncertain(Reason.NO_ANSWER)
            return _judge(answer.status, answer.headers.get("Retry-After", ""))


def sealed(browser: Browser) -> bytes:
    """The content as only this browser opens it (RFC 8291); another key each time."""
    return bytes(
        http_ece.encrypt(
            CONTENT,
            salt=os.urandom(16),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=b64urldecode(browser.p256dh.encode()),
            auth_secret=b64urldecode(browser.auth.encode()),
            version="aes128gcm",
        )
    )


def _headers(parcel: Letter, service: str) -> dict[str, str]:
    signer = Vapid(push_keys.signs(), conf={"no-strict": True})  # its own test of an address knows no port
    told = {"aud": f"https://{service}", "sub": contact(), "exp": int(time.time()) + SIGNED_SECONDS}
    return {
        **signer.sign(told),
        "TTL": str(parcel.hours * 3600),
        "Urgency": "high" if parcel.urgent else "normal",
        "Topic": "now" if parcel.urgent else "day",  # one that waits at the service is replaced, not added to
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Connection": "close",
    }


def _judge(status: int, retry_after: str) -> Outcome:
    if 200 <= status < 300:
        return SENT
    if status in _GONE:
        return Outcome(State.DEAD, Reason.GONE)
    if status in _LATER:
        return not_sent(Reason.LATER, trouble=True, wait=_seconds(retry_after))
    if status in _LOST_BETWEEN or status < 200:
        return uncertain(Reason.GATEWAY)
    if status < 400:
        return not_sent(Reason.REDIRECTED, trouble=True)
    return not_sent(Reason.REFUSED) if status < 500 else not_sent(Reason.FAILED, trouble=True)


def _seconds(text: str) -> int:
    """What `Retry-After` says, as seconds or as a date."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) < 8:
        return min(int(text), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, OverflowError):
        return FIRST_WAIT
    return int(min(max(wait, 1), LONGEST_WAIT))
