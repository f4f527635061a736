"""A house is lent again when a test has left it, and whoever comes next meets nobody who was there before."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests import ground, stock
from tests.house import House, browser_of
from tests.stories import matter

TABLES = """select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1, 2"""
SERIES = "select c.relname, pg_sequence_last_value(c.oid) from pg_class c where c.relkind = 'S' order by 1"


def everything(name: str) -> dict[str, list[bytes]]:
    """Every row of every table, and where each series of numbers stands."""
    with psycopg.connect(ground.superuser_url(name)) as inside:
        found = {"series": [repr(row).encode() for row in inside.execute(SERIES).fetchall()]}
        for schema, table in inside.execute(TABLES).fetchall():
            out = sql.SQL("copy {} to stdout").format(sql.Identifier(schema, table))
            with inside.cursor().copy(out) as copy:
                found[f"{schema}.{table}"] = sorted(b"".join(copy).splitlines())
    return found


def which(house: House) -> int:
    return house.raw("select oid from pg_database where datname = current_database()")[0][0]


def lent_again(source: str, oid: int) -> Iterator[House]:
    """The same house under its next name, if it is ever lent again."""
    for _ in range(stock.KEPT + 2):
        house = House.open(source)
        if which(house) == oid:
            yield house
            return
        house.close()


@pytest.fixture
def lived_in(blueprint, django_db_blocker) -> Iterator[House]:
    with django_db_blocker.unblock():
        yield House.open(blueprint)


def _lives(house: House) -> None:
    """A matter, a session, and the superuser at tables that the template has filled."""
    matter("lin")
    browser_of("lin").get("/")
    house.raw("set session_replication_role = replica")
    house.raw("delete from network_appointment")
    house.raw("update network_unit set short_name = 'elsewhere'")
    house.raw("reset session_replication_role")


def _lived_in_and_lent_again(source: str) -> tuple[House, House]:
    """A house as it was left, and the same as it is lent again; one that the server tidied up meanwhile is not."""
    for _ in range(4):
        house = House.open(source)
        _lives(house)
        oid = which(house)
        house.close()
        for again in lent_again(source, oid):
            return house, again
    raise AssertionError("no house is ever lent again")


def test_nothing_is_left_of_whoever_lived_in_a_house(blueprint, django_db_blocker):
    with django_db_blocker.unblock():
        stock._do("create database {} template {}", f"new_{os.getpid()}", blueprint)
        try:
            new = everything(f"new_{os.getpid()}")
        finally:
            stock._do("drop database {} with (force)", f"new_{os.getpid()}")
        assert sum(map(len, new.values())) > 1000
        left, again = _lived_in_and_lent_again(blueprint)
        try:
            assert again.name != left.name and everything(again.name) == new
        finally:
            again.close()


def test_whoever_was_forgotten_in_a_house_does_not_find_it_again(lived_in, blueprint):
    with psycopg.connect(lived_in.url("app"), autocommit=True) as forgotten:
        oid, address = which(lived_in), lived_in.url("app")
        lived_in.close()
        for house in lent_again(blueprint, oid):
            assert house.name != lived_in.name
            house.close()
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("select 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


@pytest.mark.parametrize(
    "change",
    [
        "alter table cases_case disable trigger user",
        "create table cases_later (id int)",
        "grant insert on network_auditevent to backup",
        "analyze network_unit",
        "truncate cases_event cascade",
        "alter database {} set work_mem = '8MB'",
    ],
)
def test_a_house_that_was_rebuilt_is_torn_down(change, lived_in, blueprint):
    oid = which(lived_in)
    lived_in.raw(change.format(lived_in.name))
    lived_in.close()
    assert not list(lent_again(blueprint, oid))
