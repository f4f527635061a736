"""A house is lent again when a test has left it, and whoever comes next meets nobody who was there before."""

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
        house.close()


@pytest.fixture
def lived_in(blueprint, django_db_blocker) -> Iterator[House]:
    with django_db_blocker.unblock():
        yield House.open(blueprint)


def test_nothing_is_left_of_whoever_lived_in_a_house(lived_in, blueprint):
    matter("lin")
    browser_of("lin").get("/")
    lived_in.raw("set session_replication_role = replica")
    lived_in.raw("delete from network_appointment")
    lived_in.raw("update network_unit set short_name = 'elsewhere'")
    lived_in.raw("reset session_replication_role")
    oid = which(lived_in)
    lived_in.close()
    stock._do("create database {} template {}", f"{lived_in.name}_new", blueprint)
    try:
        new = everything(f"{lived_in.name}_new")
    finally:
        stock._do("drop database {} with (force)", f"{lived_in.name}_new")
    assert sum(map(len, new.values())) > 1000
    assert [everything(house.name) == new for house in lent_again(blueprint, oid)] == [True]


def test_whoever_was_forgotten_in_a_house_does_not_find_it_again(lived_in, blueprint):
    with psycopg.connect(lived_in.url("app"), autocommit=True) as forgotten:
        oid, address = which(lived_in), lived_in.url("app")
        lived_in.close()
        assert [house.name != lived_in.name for house in lent_again(blueprint, oid)] == [True]
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
