"""Houses in stock: one that a test has left is washed and lent again, because to clone one costs four times as much.

Washed means: nobody is connected any more, every table into which anything was written stands again as in the template
row by row, every series of numbers begins again where the template's does, and the name is one nobody has heard of.
PostgreSQL itself counts the rows written in each table, rolled back or not. A house whose catalogue was touched (a
table, a trigger, a right, statistics) or that took in a crowd is not washed but torn down.
"""

import os
import time
from collections import deque
from dataclasses import dataclass, field
from functools import cache

import psycopg
from psycopg import sql

from tests import ground

TIRED = 60  # lent so often, a house is torn down: what was washed away still lies in its files
CROWD = 20_000  # rows written
KEPT = 2  # houses that rest, so that the last visitor's connections have ended when they are washed
PATIENCE = 10.0  # seconds
_numbers = iter(range(1_000_000))

TABLES = """
select c.oid, n.nspname, c.relname, pg_relation_size(c.oid) > 0
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'
"""
WRITTEN = """
select c.oid, n.nspname, c.relname,
       pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'm') and not c.relisshared
   and pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid) > 0
"""
SERIES = "select c.oid, pg_sequence_last_value(c.oid) from pg_class c where c.relkind = 'S'"
OF_ITS_OWN = """
select exists (select 1 from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = %s)
    or exists (select 1 from pg_prepared_xacts where database = %s)
"""


@dataclass
class Plan:
    """What a house looks like when nobody has lived in it yet."""

    rows: dict[tuple[str, str], bytes]
    series: dict[int, int | None]


@dataclass
class Stock:
    """The houses of one process after one template."""

    source: str
    plan: Plan | None = None
    resting: deque[str] = field(default_factory=deque)
    lent: dict[str, int] = field(default_factory=dict)


_stocks: dict[str, Stock] = {}


@cache
def _admin(_process: int) -> psycopg.Connection:
    return psycopg.connect(ground.superuser_url("postgres"), autocommit=True, prepare_threshold=None)


def _do(statement: str, *names: str) -> None:
    _admin(os.getpid()).execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def connected(name: str) -> psycopg.Connection:
    """The superuser inside a house."""
    return psycopg.connect(ground.superuser_url(name), autocommit=True, prepare_threshold=None)


def lend(source: str) -> tuple[str, psycopg.Connection]:
    """A house after this template under a name of its own, as nobody has touched it, and the superuser inside."""
    stock = _stocks.setdefault(source, Stock(source))
    name = f"house_{os.getpid()}_{next(_numbers)}"
    while len(stock.resting) > KEPT:
        used = stock.resting.popleft()
        times = stock.lent.pop(used)
        inside = _washed(used, name, stock.plan) if times < TIRED else None
        if inside is not None:
            stock.lent[name] = times + 1
            return name, inside
        _do("drop database if exists {} with (force)", used)
    # File by file, which costs half of what going through the server's log does.
    _do("create database {} template {} owner migrator strategy file_copy", name, source)
    inside = connected(name)
    stock.plan = stock.plan or _plan(inside)
    stock.lent[name] = 1
    return name, inside


def take_back(source: str, name: str) -> None:
    """The house rests until it is needed again."""
    _stocks[source].resting.append(name)


def tear_down() -> None:
    """Every house of this process is gone."""
    for stock in _stocks.values():
        while stock.resting:
            _do("drop database if exists {} with (force)", stock.resting.popleft())
    _stocks.clear()


def _plan(inside: psycopg.Connection) -> Plan:
    rows = {}
    for _oid, schema, table, filled in inside.execute(TABLES).fetchall():
        if filled:
            out = sql.SQL("copy {} to stdout (format binary)").format(sql.Identifier(schema, table))
            with inside.cursor().copy(out) as copy:
                rows[schema, table] = b"".join(copy)
    return Plan(rows, dict(inside.execute(SERIES).fetchall()))


def _washed(used: str, name: str, plan: Plan | None) -> psycopg.Connection | None:
    """The superuser inside the house, which is as new and has a new name; None when it cannot be washed."""
    assert plan is not None
    _empty(used)
    if _admin(os.getpid()).execute(OF_ITS_OWN, [used, used]).fetchone() == (True,):
        return None
    _do("alter database {} rename to {}", used, name)
    inside = connected(name)
    written = inside.execute(WRITTEN).fetchall()
    if (
        any(schema.startswith("pg_") for _oid, schema, *_ in written)
        or sum(row[3] for row in written) > CROWD
    ):
        inside.close()
        _do("alter database {} rename to {}", name, used)
        return None
    _restore(inside, plan, [(schema, table) for _oid, schema, table, _count in written])
    # What the washing wrote is counted before the counting begins again.
    inside.execute("select pg_stat_force_next_flush()")
    inside.execute("select pg_stat_reset()")
    return inside


def _empty(used: str) -> None:
    """Nobody is connected: also nobody whose program was forgotten, who does not find the house under its new name."""
    admin, end = _admin(os.getpid()), time.monotonic() + PATIENCE
    ask = "select pid, pg_terminate_backend(pid) from pg_stat_activity where datname = %s"
    while admin.execute(ask, [used]).fetchall():
        assert time.monotonic() < end, f"somebody does not leave {used}"
        time.sleep(0.002)


def _restore(inside: psycopg.Connection, plan: Plan, written: list[tuple[str, str]]) -> None:
    with inside.transaction():
        inside.execute("set local session_replication_role = replica")  # no trigger, no reference is asked
        for schema, table in written:
            inside.execute(sql.SQL("delete from {}").format(sql.Identifier(schema, table)))
            if (schema, table) in plan.rows:
                into = sql.SQL("copy {} from stdin (format binary)").format(sql.Identifier(schema, table))
                with inside.cursor().copy(into) as copy:
                    copy.write(plan.rows[schema, table])
        for oid, last in inside.execute(SERIES).fetchall():
            if last != plan.series[oid]:
                start = "select setval(%s::oid::regclass, coalesce(%s, seqstart), %s) from pg_sequence where seqrelid = %s"
                inside.execute(start, [oid, plan.series[oid], plan.series[oid] is not None, oid])
