"""Real servers in folders of their own; no settings and no framework database are needed here."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import pytest

from sisterhood.local.servers import ensure_servers, release, wipe

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import json, os, sys
from pathlib import Path
from typing import ClassVar
from sisterhood.local.servers import ensure_servers
servers = ensure_servers(Path(sys.argv[1]))
print(json.dumps({"url": servers.url("postgres", "postgres"), "redis": servers.redis_url()}), flush=True)
sys.stdin.read()
"""


class Program:
    """A program that uses the servers until it is told to leave."""

    started: ClassVar[list[subprocess.Popen]] = []

    def __init__(self, data_dir: Path, **more: str):
        self.running = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "SISTERHOOD_TEST_SPEED": "1", **more},
        )
        Program.started.append(self.running)

    def ready(self) -> dict:
        line = self.running.stdout.readline()
        assert line, self.running.stderr.read()
        return json.loads(line)

    def leave(self) -> None:
        self.running.stdin.close()
        assert self.running.wait(timeout=20) == 0, self.running.stderr.read()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        self.running.send_signal(number)
        return self.running.wait(timeout=20)


def servers_of(data_dir: Path) -> list[int]:
    """Process numbers of PostgreSQL and Redis servers that speak of this data folder on their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with suppress(OSError):
                words = os.fsdecode((folder / "cmdline").read_bytes()).split("\0")
                if Path(words[0]).name in ("postgres", "redis-server") and any(
                    str(data_dir.resolve()) in word for word in words
                ):
                    found.append(int(folder.name))
    return found


def soon(true, seconds: float = 10.0) -> bool:
    """Does it become true within so many seconds?"""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def open_folder() -> Path:
    """A new folder every account can walk into (the test run's own folders are private)."""
    folder = Path(tempfile.mkdtemp(prefix="sisterhood-test-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    return folder


def end_programs() -> None:
    """End the programs a test left running."""
    while Program.started:
        running = Program.started.pop()
        for pipe in (running.stdin, running.stdout, running.stderr):
            pipe.close()
        running.wait(timeout=20)


def clear(folder: Path, data_dir: Path) -> None:
    """Stop what is left and delete everything."""
    if data_dir.exists():
        wipe(data_dir)
    for pid in servers_of(data_dir):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setenv("SISTERHOOD_TEST_SPEED", "1")


@pytest.fixture
def data_dir():
    folder = open_folder()
    yield folder / "data"
    end_programs()
    clear(folder, folder / "data")


@pytest.fixture(scope="module")
def _old_folder():
    folder = open_folder()
    yield folder / "data"
    clear(folder, folder / "data")


@pytest.fixture
def old_data_dir(_old_folder):
    """A data folder that has seen earlier runs; no program uses it now."""
    yield _old_folder
    end_programs()


@pytest.fixture(scope="session")
def standing_dir():
    """The data folder of the servers below."""
    folder = open_folder()
    yield folder / "test"
    clear(folder, folder / "test")


@pytest.fixture(scope="session")
def standing(standing_dir):
    """Servers that stay up for the tests that only talk to them."""
    before = os.environ.get("SISTERHOOD_TEST_SPEED")
    os.environ["SISTERHOOD_TEST_SPEED"] = "1"
    yield ensure_servers(standing_dir)
    release(standing_dir)
    os.environ.pop("SISTERHOOD_TEST_SPEED") if before is None else None


@pytest.fixture
def somebody() -> pwd.struct_passwd:
    """An ordinary account: nobody when root runs the tests, else whoever does."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
