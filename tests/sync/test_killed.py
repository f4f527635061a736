"""A house whose server is killed again and again, on a line that loses four in ten: each report is one matter, each file whole."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from cases.casefile.attachments import read
from cases.casefile.models import Attachment
from sisterhood.lib import clock
from tests.house import acting
from tests.sync.phone import Phone

pytestmark = pytest.mark.long
LOST, ITEMS = 0.4, int(os.environ.get("SISTERHOOD_KILLED", "1500"))
KILLED = max(1, 200 * ITEMS // 1500)


class Server:
    """The product under its production server; the process that answers is killed, another one takes its place."""

    def __init__(self, house: Any, folder: Path) -> None:
        self.socket, self.kills = folder / "web.sock", 0
        told = [
            "-m",
            "gunicorn",
            "sisterhood.wsgi",
            "--bind",
            f"unix:{self.socket}",
            "--preload",
            "--workers",
            "1",
        ]
        self.master = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, *told, "--threads", "2", "--log-level", "critical"],
            env=house.environment() | {"DJANGO_SETTINGS_MODULE": "sisterhood.settings"},
            cwd=settings.BASE_DIR,
        )

    def _answering(self) -> list[int]:
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children")
        return [int(each) for each in children.read_text().split()]

    def kill(self) -> None:
        """Whoever answers now dies on the spot."""
        for pid in self._answering():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.kills += 1

    def stop(self) -> None:
        """The whole of it."""
        self.master.terminate()
        self.master.wait(20)


class Line(http.client.HTTPConnection):
    """To the socket of the server."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=20)
        self.path = path

    def connect(self) -> None:
        """The way in."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(20)
        self.sock.connect(str(self.path))


class Lossy:
    """What a phone talks through: a request is lost before the house or its answer after it."""

    def __init__(self, server: Server, cookies: str, token: str, chance: random.Random) -> None:
        self.server, self.chance = server, chance
        self.headers = {"Cookie": cookies, "X-CSRFToken": token}

    def post(self, path: str, body: Any, *, content_type: str, headers: dict[str, str]) -> Any:
        """As Django's client answers; status 0 when nothing came back."""
        nothing, line = SimpleNamespace(status_code=0), Line(self.server.socket)
        is_lost, too_late = self.chance.random() < LOST / 2, self.chance.random() < LOST / 2
        try:
            if is_lost:
                return nothing
            data = body.encode() if isinstance(body, str) else body
            line.request("POST", path, data, self.headers | headers | {"Content-Type": content_type})
            if too_late:
                return nothing
            answer = line.getresponse()
            content = answer.read()
            return SimpleNamespace(status_code=answer.status, json=lambda: json.loads(content))
        except OSError:
            time.sleep(0.02)
            return nothing
        except http.client.HTTPException:
            return nothing
        finally:
            line.close()


def test_fifteen_hundred_reports_through_two_hundred_kills_are_fifteen_hundred_matters(
    fresh_house, tmp_path_factory
):
    fresh_house.raw(
        "update network_limit set length = 100000 where code in ('outbox.per_hour', 'device.most')"
    )
    chance, server = random.Random(36), Server(fresh_house, tmp_path_factory.mktemp("k"))  # noqa: S311
    try:
        phones = [_through(Phone(name), server, chance) for name in ("he", "ma", "zhao")]
        waiting = []
        for n in range(ITEMS):
            wrong_by = timedelta(days=chance.uniform(-2, 2))
            phone = phones[n % 3]
            waiting.append((phone, phone.save(facts=f"第 {n} 件事", made_at=clock.now() + wrong_by)))
        tries = _until_all_heard(waiting, server, chance)
    finally:
        server.stop()
    assert server.kills >= KILLED and tries > ITEMS
    assert fresh_house.raw("select count(*), count(distinct key) from cases_outboxitem") == [(ITEMS, ITEMS)]
    assert fresh_house.raw("select count(*), count(distinct number) from cases_case") == [(ITEMS, ITEMS)]
    stray = "select count(*) from cases_case c where not exists (select 1 from cases_outboxitem o where o.subject_id = c.id)"
    assert fresh_house.raw(stray) == [(0,)]


def _through(phone: Phone, server: Server, chance: random.Random) -> Phone:
    jar = phone.client.cookies
    token = phone.ping().json()["csrf"]
    cookies = "; ".join(f"{name}={each.value}" for name, each in jar.items())
    phone.client = Lossy(server, cookies, token, chance)
    return phone


def _until_all_heard(waiting: list, server: Server, chance: random.Random) -> int:
    tries, every = 0, max(1, len(waiting) // KILLED)  # more tries than items: four in ten are lost
    while waiting:
        chance.shuffle(waiting)
        left = []
        for phone, item in waiting:
            tries += 1
            if tries % every == 0:
                server.kill()
            answer = phone.send(item)
            assert answer.status_code in (0, 200, 201, 409, 502, 503), answer.status_code
            if answer.status_code not in (200, 201):
                left.append((phone, item))
        waiting = left
    return tries


def _recording(n: int) -> bytes:
    """Sound is kept as it is, so that it can be compared byte by byte."""
    size = 40_000 + 900 * n
    return b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + random.Random(n).randbytes(size - 16)  # noqa: S311


def test_a_file_cut_off_at_twenty_places_is_the_same_file_or_is_not_there(fresh_house):
    chance, he = random.Random(39), Phone("he")  # noqa: S311 - an order, not a secret
    shown = "select count(*) from cases_attachment"
    for n in range(50):
        content = _recording(n)
        item = he.save(facts=f"第 {n} 件事", files=[content], kind="audio/wav")
        (key,) = item.files
        number = he.send(item).json()["number"]
        cuts = sorted(chance.sample(range(1, len(content)), 20))
        for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True):
            assert fresh_house.raw(shown) == [(n,)], "nothing of it is visible before it is whole"
            he.send_piece(item, key, start, size=end - start)
            if chance.random() < 0.3:
                he.send_piece(item, key, start, size=end - start)  # the answer was lost, it is sent again
        assert fresh_house.raw(shown) == [(n + 1,)]
        with acting("he") as (user, _scope):
            (kept,) = Attachment.objects.filter(case__number=number)
            assert read(kept, by=user) == content
