"""Two databases on a real server, and lines to them as app, worker or owner.

Every line signs in as the superuser and takes the role at once, so no password of the server is touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from network.access.scope import Scope
from sisterhood.local.roles import create_roles, in_database
from sisterhood.local.servers import ensure_servers

CITY, NATION = "bench_city", "bench_nation"
TURN = 0xBE7C4  # advisory lock: two benches on one server would measure each other
_STATE = (
    "select set_config('app.user_id', %s, true), set_config('app.area', %s, true), "
    "set_config('app.lead', %s, true), set_config('app.audit', '', true)"
)


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"


@dataclass
class Line:
    """A bare connection in one open transaction under one scope, with values sent as Django sends them."""

    connection: psycopg.Connection
    scope: Scope | None = None

    def __post_init__(self) -> None:
        if self.scope is not None:
            self.connection.execute(
                _STATE, [str(self.scope.user_id), _array(self.scope.area), _array(self.scope.lead)]
            )

    def rows(self, statement: str, params: Any = None) -> list[tuple]:
        """All rows of one statement, planned anew as the product's are."""
        return psycopg.ClientCursor(self.connection).execute(statement, params).fetchall()

    def prepared(self, statement: str, params: Any = None) -> list[tuple]:
        """All rows of one statement prepared on the server: the floor under every framework."""
        return self.connection.execute(statement, params, prepare=True).fetchall()


@dataclass
class Ground:
    """One server; `url` is its superuser's address."""

    url: str
    keep: bool = False
    turn: psycopg.Connection | None = field(default=None, repr=False)

    @classmethod
    def chosen(cls, url: str | None, *, keep: bool) -> "Ground":
        """The server given, or the embedded PostgreSQL 18 under `bench` of the data folder, with its disk's promises kept."""
        if url is None:
            url = ensure_servers(settings.DATA_DIR / "bench").url("postgres", "postgres")
        return cls(url, keep)

    def build(self) -> None:
        """Both databases with the product's tables and walls, still empty; waits while another bench runs."""
        self.turn = psycopg.connect(self.url, autocommit=True)
        self.turn.execute("select pg_advisory_lock(%s)", [TURN])
        self._drop()
        create_roles(self.url, {}, CITY)
        self.point("migrator", CITY)
        call_command("migrate", verbosity=0)
        connections["default"].close()
        with psycopg.connect(self.url, autocommit=True) as admin:
            admin.execute(f"create database {NATION} template {CITY} owner migrator")
        create_roles(self.url, {}, NATION)

    def close(self) -> None:
        """Drop what was made, unless it is to be kept for a look at the plans."""
        connections["default"].close()
        if self.turn and not self.keep:
            self._drop()
        if self.turn:
            self.turn.close()

    def _drop(self) -> None:
        for name in (CITY, NATION):
            self.turn.execute(f"drop database if exists {name} with (force)")

    def connect(self, database: str, login: str | None = None, **options: Any) -> psycopg.Connection:
        """A bare connection; without a login it is the superuser's."""
        role = {"options": f"-c role={login}"} if login else {}
        return psycopg.connect(in_database(self.url, database), **role, **options)

    @contextmanager
    def line(self, database: str, login: str, scope: Scope | None = None) -> Iterator[Line]:
        """A line that is rolled back at its end."""
        with self.connect(database, login) as connection:
            try:
                yield Line(connection, scope)
            finally:
                connection.rollback()

    def point(self, login: str, database: str) -> None:
        """Make Django's connection, here and in every new thread, this login on this database."""
        connections["default"].close()
        parsed = psycopg.conninfo.conninfo_to_dict(in_database(self.url, database))
        chosen = connections.settings["default"]
        chosen.update(
            NAME=database,
            USER=parsed.get("user", ""),
            PASSWORD=parsed.get("password", ""),
            HOST=parsed.get("host", ""),
            PORT=str(parsed.get("port", "")),
        )
        chosen["OPTIONS"] = {"application_name": "bench", "assume_role": login}
        connections["default"].settings_dict = chosen
