"""A program in a test: it has a word, and nothing else."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from network.tokens import verbs
from network.tokens.models import Token
from sisterhood.lib import clock
from tests.house import acting


@dataclass
class Program:
    """Asks by token. `told` are headers it always sends."""

    word: str
    told: dict[str, str]

    def get(self, path: str, **headers: str) -> Any:
        """One GET below `/api/v1/`."""
        return self._send("get", path, None, headers)

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        """One POST under a fresh key, or under this one."""
        return self._send("post", path, body or {}, {"Idempotency-Key": key or uuid4().hex} | headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        client = Client(raise_request_exception=False)
        asked = {"Authorization": f"Bearer {self.word}"} | self.told | headers
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        url = path if path.startswith("/api/") else f"/api/v1/{path}"
        return getattr(client, method)(url, headers=asked, **more)


def token_of(username: str, **more: Any) -> verbs.Made:
    """A new token of somebody of the cast; her oldest makes room for it."""
    with acting(username) as (user, _scope):
        live = Token.objects.filter(user=user).live(clock.now())
        for old in list(live)[4:]:
            verbs.revoke_token(old.pk, by=user)
        return verbs.make_token(**({"name": "测试程序", "days": 30, "by": user} | more))


def program_of(username: str, *, writes: bool = True) -> Program:
    """A program that asks in her name."""
    return Program(token_of(username, may_write=writes).word, {})
