"""/m/ping and /m/outbox: what a phone's queue talks to. Every answer is JSON; a status says what becomes of the item.

201 new, 200 known; 400 parked on the phone, 409 try again or go on from another byte, 413 too large, 422 other words or
another file, 429 later. 401 and 403 come from the door in front (`sisterhood/desk/phone_door.py`).
"""

import base64
import binascii
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.sync import operations, pieces, sealed, taking
from cases.sync.taking import Sent, Taken
from network.access.gate import Refusal
from network.devices import labels
from network.devices import verbs as devices
from network.devices.labels import holder_of, label_of
from network.notifications.subscriptions import is_told
from sisterhood.lib import clock

STATUS = {"busy": 409, "offset": 409, "changed": 422, "size": 413, "later": 429, "unknown": 404}
LATER_SECONDS, LARGEST_ITEM = 300, 256 * 1024


def _moment(text: str) -> datetime | None:
    """A moment as a phone writes it, if it is one with a zone."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    has_zone = found is not None and found.utcoffset() is not None
    return found if found is not None and has_zone and 2000 < found.year < 2100 else None


def mark_of(request: HttpRequest) -> UUID | None:
    """The number the phone gives itself."""
    return labels.mark_of(request.headers.get("X-Device", ""))


def _heard(request: HttpRequest, mark: UUID) -> devices.Heard:
    unsent = request.headers.get("X-Unsent", "0")
    return devices.Heard(
        mark,
        label=label_of(request.headers.get("User-Agent", "")),
        unsent=int(unsent) if unsent.isascii() and unsent.isdecimal() and len(unsent) < 9 else 0,
        oldest=_moment(request.headers.get("X-Oldest", "")),
        session=request.session.get("mark", ""),
    )


def _why(refusal: Refusal, **more: Any) -> JsonResponse:
    """A refusal in the words of the protocol; what it does not know is parked."""
    status = STATUS.get(refusal.code, 400)
    told = {"why": refusal.code if refusal.code in STATUS else "unreadable", "words": str(refusal)} | more
    if status == 429:  # noqa: PLR2004 - of the table above
        told["seconds"] = LATER_SECONDS
    return JsonResponse(told, status=status)


def _told(taken: Taken) -> JsonResponse:
    told = {"number": taken.item.number, "state": taken.item.state, "words": str(taken.words)}
    return JsonResponse(told | {"files": taken.files}, status=201 if taken.is_new else 200)


@require_GET
def ping(request: HttpRequest) -> JsonResponse:
    """Who is here, with which key to seal, which forms are taken; the phone is entered and its queue remembered."""
    mark = mark_of(request)
    known = devices.greet(_heard(request, mark), by=request.user) if mark else None
    return JsonResponse(
        {
            "user": holder_of(request.user.pk),
            "csrf": get_token(request),
            "now": clock.now().isoformat(timespec="seconds"),
            "key": sealed.letterbox(),
            "forms": operations.newest(),
            "device": "ok" if known else "unknown",
            "off": [holder_of(user) for user in devices.taken_off(mark)] if mark and known else [],
            "told": bool(mark) and is_told(mark, request.user.pk),
            "piece": pieces.PIECE,
        }
    )


def _sent(request: HttpRequest) -> Sent:
    """The item of a request; raises Refusal for what is none."""
    if len(request.body) > LARGEST_ITEM:
        raise Refusal("size", sealed.unreadable())
    try:
        told = json.loads(request.body)
        return Sent(
            UUID(request.headers.get("Idempotency-Key", "")),
            str(told["form"])[:20],
            int(told["version"]),
            str(told["key_id"])[:16],
            base64.b64decode(told["sealed"], validate=True),
            _moment(str(told.get("made_at", ""))),
            mark_of(request),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, binascii.Error):
        raise sealed.unreadable() from None


@require_POST
def outbox(request: HttpRequest) -> JsonResponse:
    """POST one item of the queue."""
    try:
        return _told(taking.take(_sent(request), by=request.user))
    except Refusal as refusal:
        return _why(refusal)
    except (IntegrityError, OperationalError):
        return JsonResponse({"why": "busy"}, status=409)


@require_GET
def outbox_item(request: HttpRequest, key: UUID) -> JsonResponse:
    """GET what became of an item."""
    taken = taking.known(key, by=request.user)
    return _told(taken) if taken else JsonResponse({"why": "unknown"}, status=404)


@require_http_methods(["POST"])
def outbox_file(request: HttpRequest, key: UUID, file_key: UUID) -> JsonResponse:
    """POST one piece of a file; X-Offset says where it begins."""
    start = request.headers.get("X-Offset", "")
    try:
        if not (start.isascii() and start.isdecimal() and len(start) < 9):
            raise sealed.unreadable()
        progress = pieces.add_piece(key, file_key, start=int(start), letter=request.body, by=request.user)
    except Refusal as refusal:
        more = (
            {"received": pieces.received(key, file_key, by=request.user)} if refusal.code == "offset" else {}
        )
        return _why(refusal, **more)
    except (IntegrityError, OperationalError):
        return JsonResponse({"why": "busy"}, status=409)
    if not progress.why:
        return JsonResponse({"received": progress.received, "done": progress.is_done})
    told = {"why": progress.why, "received": progress.received, "words": str(progress.words)}
    answer = JsonResponse(told, status=422 if progress.why == "hash" else 413)
    answer.stands = True  # what it says was done, although the status tells the phone to begin anew
    return answer
