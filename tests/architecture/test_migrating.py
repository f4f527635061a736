"""Our `migrate` draws up fewer models on the way than Django's own, and ends at the same tables."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import BaseCommand, call_command
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from sisterhood.local.roles import create_roles
from sisterhood.local.servers import ensure_servers
from tests import ground
from tests.house import point

TABLES = "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by 1, 2"
FUNCTIONS = "select oid::regprocedure::text, prosrc, '' from pg_proc where pronamespace = 'public'::regnamespace order by 1"
PASSING = re.compile(rb"^\\(un)?restrict .*$", re.MULTILINE)  # of each dump its own


@contextmanager
def _new(name: str) -> Iterator[None]:
    create_roles(ground.SUPERUSER_URL, ground.PASSWORDS, name)
    before = connections.settings["default"]["USER"], connections.settings["default"]["NAME"]
    point("migrator", name)
    try:
        yield
    finally:
        point(*before)
        with psycopg.connect(ground.superuser_url("postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _tables(command: str | BaseCommand, name: str) -> bytes:
    tools = f"{ensure_servers(ground.DATA).tools}/" if ground.EMBEDDED else ""
    with _new(name):
        call_command(command, verbosity=0)
        said = [f"{tools}pg_dump", "--schema-only", "--dbname", ground.superuser_url(name)]
        return PASSING.sub(b"", subprocess.run(said, capture_output=True, check=True).stdout)


@pytest.mark.long
def test_a_new_house_has_the_same_tables_whoever_builds_it(django_db_blocker):
    with django_db_blocker.unblock():
        ours, djangos = _tables("migrate", "migrated_quick"), _tables(migrate.Command(), "migrated_plain")
    assert len(ours) > 100_000 and ours == djangos


def _stands(house) -> list[tuple]:
    """Tables and functions: a step may change either."""
    return house.raw(TABLES) + house.raw(FUNCTIONS)


def test_the_last_steps_go_back_and_forth(fresh_house):
    """What a failed installation takes back, it takes back by our own command, and then goes forward again."""
    steps = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "outreach")
    with fresh_house.login("migrator"):
        before = _stands(fresh_house)
        call_command("migrate", "outreach", steps[-3], verbosity=0)
        assert _stands(fresh_house) != before
        call_command("migrate", verbosity=0)
        assert _stands(fresh_house) == before
