"""Phones of the demo: one that holds two reports since yesterday, one that is well, what came from one, a note too late."""

import base64
import json
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from cases.casefile.models import Case
from cases.petitions import hand_over
from cases.petitions.told import Named
from cases.sync import checks, sealed, taking
from cases.sync.models import PhoneCheck
from cases.sync.states import CheckKind, Task
from network.devices import verbs as devices
from network.devices.models import Device
from network.staff.models import User
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock
from sisterhood.lib.letterbox import seal_letter

_NAMES = UUID("6f1c6c0e-5f0e-4c57-8f7c-2f3c0f6f6b11")


def _heard(tell: Teller, username: str, *, unsent: int = 0, days: float) -> Device | None:
    oldest = tell.now - timedelta(days=days, hours=20) if unsent else None
    heard = devices.Heard(uuid5(_NAMES, username), label="Android, 微信", unsent=unsent, oldest=oldest)
    found: Device | None = tell.does(username, devices.greet, heard, days=days)
    return found


def _note(case: Case, *, by: User) -> PhoneCheck | None:
    return checks.open_check(
        CheckKind.STALE,
        case.pk,
        by=by,
        at=clock.now(),
        note="已经跟村主席当面说过了，她说本周上门。",
        task=Task.PASS_ON,
        base=1,
        found=2,
    )


# What she wrote up in the hills and what her phone sealed there; it was sent when she was back in the village.
_REPORT = {
    "safety": "safe",
    "tile": "hazard",
    "facts": "村口水井没有盖,孩子放学都从边上走。",
    "request": "想请村里把井盖上。",
    "knows_other_side": "no",
    "send_to": "keep",
}


def _from_her_phone(saved: datetime, *, by: User) -> taking.Taken:
    key, box = uuid5(_NAMES, f"report {by.username}"), sealed.letterbox()
    to = load_der_public_key(base64.b64decode(box["spki"]))
    assert isinstance(to, ec.EllipticCurvePublicKey)
    letter = seal_letter(
        to,
        json.dumps({"fields": _REPORT, "files": []}).encode(),
        info=f"sisterhood outbox 1|{key}",
        bound=str(key),
    )
    mark = uuid5(_NAMES, by.username)
    return taking.take(taking.Sent(key, "report", 1, box["id"], letter, saved, mark), by=by)


def tell_all(now: datetime | None = None) -> list[object]:
    """A quiet phone for the village to ask after, an entry for the township to check, a report that waited for the network."""
    tell = Teller(now or clock.now())
    phones: list[object] = [_heard(tell, "ma", unsent=2, days=0.5), _heard(tell, "zhao", days=0.1)]
    case = tell.registers(
        "zhao",
        days=2,
        channel="station",
        category="marriage_family",
        request="希望有人劝劝两个儿子轮流照看老人。",
        facts="老人独自住老房,两个儿子为谁照看争了半个月。",
        petitioner=Named(name="孙桂兰", phone="13900000071", gender="female"),
    )
    tell.does("zhao", hand_over.pass_on, case, days=1.5)
    note = tell.does("zhao", _note, case, days=1)
    saved = tell.now - timedelta(days=0.2, hours=3)
    return [*phones, note, tell.does("zhao", _from_her_phone, saved, days=0.2)]
