"""A database of its own for a group of tests, cloned from one template, and the people who live in it."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from psycopg import sql

from network.access import rest
from network.access.scope import Scope
from network.staff.appointments import scope_of
from network.staff.models import User
from sisterhood.demo import cast
from sisterhood.local.roles import create_roles
from tests import ground, stock

BASE = ground.BASE


def point(login: str, database: str) -> None:
    """Make Django's connection log in as `login` on `database`, in this and every new thread."""
    connections["default"].close()
    parsed = psycopg.conninfo.conninfo_to_dict(ground.url_of(login, database))
    connections.settings["default"].update(
        NAME=database, USER=login, PASSWORD=parsed.get("password", ""), HOST=parsed.get("host", "")
    )
    connections.settings["default"]["OPTIONS"].pop("host", None)
    connections.settings["default"]["PORT"] = str(parsed.get("port", ""))
    connections["default"].settings_dict = connections.settings["default"]


def _digest() -> str:
    parts = [
        *BASE.glob("*/migrations/*.py"),
        *BASE.glob("network/**/*.py"),
        *BASE.glob("sisterhood/demo/*.py"),
    ]
    text = b"".join(p.read_bytes() for p in sorted(parts))
    return hashlib.sha256(text).hexdigest()[:12]


def template() -> str:
    """The name of a database with tables, walls, the units of Siping and the demo's cast; made once."""
    name = f"tpl_{_digest()}"
    with psycopg.connect(ground.superuser_url("postgres"), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(77, 99)")
        if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return name
        old = admin.execute(
            "select datname from pg_database where datname like 'tpl\\_%' order by oid"
        ).fetchall()
        for (stale,) in old[:-12]:
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(stale)))
        admin.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(f"{name}_raw"))
        )
        create_roles(ground.SUPERUSER_URL, ground.PASSWORDS, f"{name}_raw")
        point("migrator", f"{name}_raw")
        call_command("migrate", verbosity=0)
        call_command("import_units", str(BASE / "network/units/fixtures/siping-2203.csv"), verbosity=0)
        cast.seat()
        connections["default"].close()
        admin.execute(
            sql.SQL("alter database {} rename to {}").format(
                sql.Identifier(f"{name}_raw"), sql.Identifier(name)
            )
        )
    return name


class House:
    """One database after the template; tests log in to it as `app` unless they say otherwise."""

    def __init__(self, source: str) -> None:
        self._source, self._thread = source, threading.get_ident()
        self.name, self._superuser = stock.lend(source)
        before = connections.settings["default"]
        self._before = before["USER"], before["NAME"]

    @classmethod
    def open(cls, source: str) -> "House":
        """A house from the stock, in which nobody has lived."""
        house = cls(source)
        point("app", house.name)
        return house

    def close(self) -> None:
        """Give it back, and go back to the house that was open before."""
        point(*self._before)
        self._superuser.close()
        stock.take_back(self._source, self.name)

    @contextmanager
    def login(self, login: str) -> Iterator[None]:
        """For a while, be another database login: worker or migrator."""
        before = connections.settings["default"]["USER"]
        point(login, self.name)
        try:
            yield
        finally:
            point(before, self.name)

    def url(self, login: str) -> str:
        """The address of this database for a login."""
        return ground.url_of(login, self.name)

    def environment(self, login: str = "app") -> dict[str, str]:
        """Environment of a child process that lives in this house."""
        return os.environ | {
            "SISTERHOOD_LOGIN": login,
            "DATABASE_URL": self.url("app"),
            "DATABASE_WORKER_URL": self.url("worker"),
            "DATABASE_MIGRATOR_URL": self.url("migrator"),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        }

    def raw(self, statement: str, params: list | None = None) -> list[tuple]:
        """Rows as the superuser sees them: for assertions about what is really stored."""
        if threading.get_ident() != self._thread:  # one who waits for a lock keeps nobody else waiting
            with stock.connected(self.name) as admin:
                return _rows(admin, statement, params)
        if self._superuser.closed:
            self._superuser = stock.connected(self.name)
        return _rows(self._superuser, statement, params)


def _rows(admin: psycopg.Connection, statement: str, params: list | None) -> list[tuple]:
    cursor = admin.execute(statement, params)
    return cursor.fetchall() if cursor.description else []


def person(username: str) -> User:
    """Somebody of the cast."""
    return User.objects.get(username=username)


@contextmanager
def acting(username: str) -> Iterator[tuple[User, Scope]]:
    """Run a block as somebody of the cast, behind every wall."""
    user = person(username)
    with rest.acting_as(scope_of(user)) as scope:
        yield user, scope


def browser_of(username: str) -> Client:
    """A signed-in test client."""
    client = Client(raise_request_exception=False)
    client.force_login(person(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def plain_sql(statement: str, params: list | None = None) -> list[tuple]:
    """Rows as the present login sees them, with no ORM scope in between."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


__all__ = ["House", "Path", "acting", "browser_of", "person", "plain_sql", "point", "template"]
