"""Database roles and the database itself, the same on the embedded PostgreSQL 18 and on a server of 15 or later.

migrator owns the database and passes row security (deploy only); app serves the web and worker the clocks, both
below row security; breakglass, auditor and backup cannot sign in.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

TURN = 0x5157E12  # advisory lock: two deploys at once create roles one after the other


@dataclass(frozen=True)
class Role:
    """One row of the table of database roles; `attributes` in PostgreSQL's words."""

    name: str
    attributes: str


LOGIN_BELOW_ROW_SECURITY = "LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
ROLES = (
    Role("migrator", "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS"),
    Role("app", LOGIN_BELOW_ROW_SECURITY),
    Role("worker", LOGIN_BELOW_ROW_SECURITY),
    Role("breakglass", "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"),
    Role("auditor", "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"),
    Role("backup", "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS"),
)
LOGINS = ("migrator", "app", "worker")
# The first line of an error repeats the value it stumbled over, whatever the verbosity: below FATAL a login's
# errors are not logged at all. A login cannot change these back.
QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}
# Behind row security an estimate is high and the statement short: compiling it costs more than running it.
PLANS = {"jit": "off"}
IN_THE_CLUSTER = (
    "GRANT pg_read_all_data TO backup",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO app, worker, migrator",
)
IN_THE_DATABASE = (
    "ALTER SCHEMA public OWNER TO migrator",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO app, worker, breakglass, auditor, backup",
)
CREATE_DATABASE = (
    "CREATE DATABASE {database} OWNER migrator TEMPLATE template0 ENCODING 'UTF8'"
    " LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
)
SET_BREAKGLASS = {
    True: "GRANT breakglass TO app WITH INHERIT FALSE, SET TRUE",  # PostgreSQL 16 and later
    False: "GRANT breakglass TO app",  # 15: app is NOINHERIT, so it gains nothing before SET ROLE
}


def create_roles(superuser_url: str, passwords: dict[str, str], database: str = "sisterhood") -> None:
    """Make or correct the roles, the database and its schema; running it again changes nothing.

    `passwords` by role name; a role that is not named keeps its own. They reach the server only as SCRAM
    verifiers. Raises psycopg.Error when `superuser_url` may not do this.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [TURN])
        for role in ROLES:
            _role(connection, role)
        for name in (role.name for role in ROLES if role.name in passwords):
            _password(connection, name, passwords[name])
        for name in LOGINS:
            _settings(connection, name, QUIET | PLANS)
        connection.execute(SET_BREAKGLASS[connection.info.server_version >= 160000])
        _database(connection, database)
        _run(connection, IN_THE_CLUSTER, database)
        with psycopg.connect(in_database(superuser_url, database), autocommit=True) as inside:
            _run(inside, IN_THE_DATABASE, database)  # still our turn: the lock goes with the outer connection


def in_database(url: str, database: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _role(connection: psycopg.Connection, role: Role) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role.name]).fetchone()
    verb = "ALTER" if known else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), sql.Identifier(role.name), sql.SQL(role.attributes))
    )


def _password(connection: psycopg.Connection, name: str, password: str) -> None:
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier))
    )


def _settings(connection: psycopg.Connection, name: str, settings: dict[str, str]) -> None:
    for setting, value in settings.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(name), sql.Identifier(setting), sql.Literal(value)
            )
        )


def _database(connection: psycopg.Connection, database: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    statement = "ALTER DATABASE {database} OWNER TO migrator" if known else CREATE_DATABASE
    _run(connection, (statement,), database)


def _run(connection: psycopg.Connection, statements: tuple[str, ...], database: str) -> None:
    for statement in statements:
        connection.execute(sql.SQL(statement).format(database=sql.Identifier(database)))
