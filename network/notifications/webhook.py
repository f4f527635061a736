"""The group robot (企业微信, 钉钉): one JSON line by POST. The address comes from the environment, never from a user.

No redirect is followed, no proxy used, the answer is read up to a bound. Once a byte of the request left, only a
readable answer makes the outcome certain.
"""

import http.client
import json
import socket
import ssl
from typing import Any

from django.conf import settings

from network.notifications import addresses, letter, patience, wire
from network.notifications.letter import SENT, Letter, Outcome, not_sent, uncertain
from network.notifications.outcomes import Reason

LONGEST_ANSWER = 4096
_LOST_BETWEEN = (502, 504)  # a server in front lost the answer of the one behind it


def is_ready() -> bool:
    """Whether the house has a robot whose address can be used."""
    if not (settings.WEBHOOK_URL and settings.PORTAL_URL):
        return False
    try:
        addresses.shape(settings.WEBHOOK_URL)
    except addresses.NotAllowed:
        return False
    return True


def send(_parcel: Letter) -> Outcome:
    """One line into the work group."""
    try:
        target = addresses.check(settings.WEBHOOK_URL, networks=tuple(settings.WEBHOOK_NETWORKS))
    except addresses.NotAllowed:
        return not_sent(Reason.FORBIDDEN, trouble=True)
    except OSError:
        return not_sent(Reason.UNREACHABLE, trouble=True)
    line = wire.Line()
    with patience.within(patience.whole(), lambda: line.sock):
        try:
            wire.connect(line, target)
        except ssl.SSLError:
            return not_sent(Reason.INSECURE, trouble=True)
        except OSError:
            return not_sent(Reason.UNREACHABLE, trouble=True)
        with line.sock or socket.socket():
            return _talk(line, target)


def _talk(line: wire.Line, target: addresses.Target) -> Outcome:
    kind = http.client.HTTPSConnection if target.secure else http.client.HTTPConnection
    connection = kind(target.host, target.port)
    connection.sock = line.sock
    body = json.dumps({"msgtype": "text", "text": {"content": letter.text()}}, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8", "Connection": "close"}
    try:
        connection.request("POST", target.path, body.encode(), headers)
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException):
        return uncertain(Reason.NO_ANSWER)
    if not 200 <= answer.status < 300:
        return _by_status(answer.status)
    try:
        text = answer.read(LONGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException):
        return uncertain(Reason.NO_ANSWER)
    cut_off = answer.length or (not text and answer.length is None and not answer.chunked)
    if cut_off or len(text) > LONGEST_ANSWER:
        return uncertain(Reason.BAD_ANSWER)
    return _by_words(text)


def _by_status(status: int) -> Outcome:
    if status in _LOST_BETWEEN or status < 200:
        return uncertain(Reason.GATEWAY)
    if status < 400:
        return not_sent(Reason.REDIRECTED, trouble=True)
    return not_sent(Reason.REFUSED if status < 500 else Reason.FAILED, trouble=True)


def _by_words(text: bytes) -> Outcome:
    """A robot answers {"errcode": 0}; a plain service may answer nothing at all."""
    if not text.lstrip().startswith(b"{"):
        return SENT
    try:
        words: Any = json.loads(text)
    except (ValueError, RecursionError):
        return uncertain(Reason.BAD_ANSWER)
    return SENT if words.get("errcode", 0) == 0 else not_sent(Reason.REFUSED, trouble=True)
