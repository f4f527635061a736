"""A phone as the tests use it: it seals what it saves, and sends it again and again until it is told that it arrived."""

import base64
import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.test import Client

from sisterhood.lib import clock
from sisterhood.lib.letterbox import seal_letter
from tests.house import browser_of

PIECE = 262_144
TOLD = {
    "safety": "safe",
    "tile": "family",
    "facts": "婆媳为分家吵了三天",
    "request": "想请妇联劝一劝",
    "knows_other_side": "no",
    "name": "欧阳兰芝",
    "phone": "13712345678",
    "may_call": "on",
    "send_to": "keep",
}


class Item:
    """One saved item: sealed once, so that the phone has nothing but bytes."""

    def __init__(self, phone: "Phone", form: str, fields: dict, files: list[bytes], kind: str, **more: Any):
        self.key, self.form = more.get("key") or str(uuid.uuid4()), form
        self.made_at = more.get("made_at") or clock.now()
        self.files = {str(uuid.uuid4()): content for content in files}
        told = {
            "fields": fields,
            "files": [
                {"key": key, "name": "a.jpg", "type": kind, "size": len(content), "sha256": _hash(content)}
                for key, content in self.files.items()
            ],
        }
        info = f"sisterhood outbox 1|{self.key}"
        letter = seal_letter(phone.public, json.dumps(told).encode(), info=info, bound=self.key)
        self.body = {
            "form": form,
            "version": more.get("version", 1),
            "made_at": self.made_at.isoformat() if isinstance(self.made_at, datetime) else self.made_at,
            "key_id": phone.key_id,
            "sealed": base64.b64encode(letter).decode(),
        }


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Phone:
    """One phone of one person, signed in."""

    def __init__(self, username: str, client: Client | None = None) -> None:
        self.client = client or browser_of(username)
        self.mark, self.username = str(uuid.uuid4()), username
        told = self.ping().json()
        self.key_id = told["key"]["id"]
        self.public = load_der_public_key(base64.b64decode(told["key"]["spki"]))

    def ping(self, *, unsent: int = 0, oldest: str = "", **headers: str) -> Any:
        """One ping."""
        told = {"X-Device": self.mark, "X-Unsent": str(unsent), "X-Oldest": oldest} | headers
        return self.client.get("/m/ping", headers=told)

    def save(
        self,
        form: str = "report",
        *,
        files: tuple[bytes, ...] | list[bytes] = (),
        kind: str = "image/jpeg",
        **more: Any,
    ) -> Item:
        """Seal an item; `fields` replaces TOLD, other names that are fields change single answers."""
        known = ("key", "version", "made_at")
        own = {name: more.pop(name) for name in known if name in more}
        fields = more.pop("fields", None) or (TOLD | more if form == "report" else more)
        return Item(self, form, {k: v for k, v in fields.items() if v is not None}, files, kind, **own)

    def send(self, item: Item) -> Any:
        """One try."""
        return self.client.post(
            "/m/outbox",
            json.dumps(item.body),
            content_type="application/json",
            headers={"Idempotency-Key": item.key, "X-Device": self.mark},
        )

    def sealed_piece(self, file_key: str, start: int, content: bytes) -> bytes:
        """As it lies on the phone."""
        bound = f"{file_key}|{start}"
        return seal_letter(self.public, content, info=f"sisterhood piece 1|{bound}", bound=bound)

    def send_piece(
        self, item: Item, file_key: str, start: int, *, size: int = PIECE, content: bytes | None = None
    ) -> Any:
        """One piece that begins at a byte."""
        part = (item.files[file_key] if content is None else content)[start : start + size]
        return self.client.post(
            f"/m/outbox/{item.key}/files/{file_key}",
            self.sealed_piece(file_key, start, part),
            content_type="application/octet-stream",
            headers={"X-Offset": str(start), "X-Device": self.mark},
        )

    def send_files(self, item: Item, *, size: int = PIECE) -> list[dict]:
        """Every file to its end; the last answer of each."""
        last = []
        for key, content in item.files.items():
            start, answer = 0, None
            while start < len(content):
                answer = self.send_piece(item, key, start, size=size)
                assert answer.status_code == 200, (answer.status_code, answer.content)
                start = answer.json()["received"]
            last.append(answer.json())
        return last
