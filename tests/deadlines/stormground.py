"""Where the storm rages: a server of its own (embedded, with full durability) or a database of its own."""

import os
import signal
import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from sisterhood.local import servers as local
from sisterhood.local.roles import create_roles

BASE = Path(__file__).resolve().parent.parent.parent
LOGINS = ("app", "worker", "migrator")


def _with_login(url: str, login: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password, safe='')}@{host}"))


def _in(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


class Ground:
    """Roles, tables, the units of Siping, the cast, and two clocks that rang in peace."""

    kill_database: Callable[[], None] | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = f"storm_{os.getpid()}"
        self.models: list[tuple[str, int, datetime]] = []

    def __enter__(self) -> "Ground":
        given = os.environ.get("SISTERHOOD_TEST_SUPERUSER_URL")
        admin, passwords, broker = self._given(given) if given else self._embedded()
        self._admin = _in(admin, "postgres")
        self.superuser_url = _in(admin, self.database)
        create_roles(self._admin, passwords, self.database)
        urls = {login: _with_login(self.superuser_url, login, passwords[login]) for login in LOGINS}
        self.environment = os.environ | {
            "SISTERHOOD_ENV": "test",
            "SISTERHOOD_LOGIN": "worker",
            "DATABASE_URL": urls["app"],
            "DATABASE_WORKER_URL": urls["worker"],
            "DATABASE_MIGRATOR_URL": urls["migrator"],
            "REDIS_URL": broker,
            "CELERY_BROKER_URL": broker,
            "DJANGO_SETTINGS_MODULE": "sisterhood.settings",
        }
        os.environ.update(self.environment | {"SISTERHOOD_LOGIN": "migrator"})
        self.models = import_module(
            "tests.deadlines.furnishing"
        ).furnish()  # Django reads the environment now
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with psycopg.connect(self._admin, autocommit=True) as admin:
            admin.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(self.database))
            )
        if self.kill_database:
            local.release(self.folder)

    def _given(self, url: str) -> tuple[str, dict[str, str], str]:
        broker = os.environ.get("SISTERHOOD_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
        number = int(urlsplit(broker).path.strip("/") or 0)
        broker = _in(broker, str((number + 5) % 16))  # other tests may have workers of their own
        return url, {login: f"test-{login}-of-this-house" for login in LOGINS}, broker

    def _embedded(self) -> tuple[str, dict[str, str], str]:
        os.environ.pop(local.SPEED, None)
        pair = local.ensure_servers(self.folder)
        self.kill_database = self._kill
        return pair.url("postgres", "postgres"), pair.passwords, pair.broker_url(0)

    def _kill(self) -> None:
        """SIGKILL for the postmaster; it comes back and repairs itself from its log."""
        hold = local._holds[self.folder.resolve()]
        assert hold.pair is not None
        postgres = hold.pair[1]
        pid = postgres.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        if postgres.child:
            postgres.child.wait(timeout=30)
        time.sleep(0.3)  # its children notice and leave
        postgres.begun = 0.0
        postgres.begin()
        until = time.monotonic() + 60
        while not postgres.ready():
            assert time.monotonic() < until
            time.sleep(0.1)
