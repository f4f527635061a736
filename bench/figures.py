"""Cases 11 to 13 and 20: sums instead of counts, right while everything happens, almost free, and a county that moves."""

import threading
from collections.abc import Callable
from time import perf_counter, sleep
from uuid import uuid4

import psycopg

from bench.ground import CITY, NATION
from bench.house import House
from bench.measure import Check, Finding, interleave, quiet

ROUNDS = 120
SECONDS = 4.0
CLIENTS = 8
HELD = 0.010  # other work inside the transaction
BATCH = 20_000
EVERY = "00000000-0000-0000-0000-000000000000"
FIGURES = """
select month, measure, category, sum(n) from stat_figures(array[%s], (date_trunc('month', now()) - interval '23 months')::date,
  (date_trunc('month', now()) + interval '1 month')::date) group by 1, 2, 3 order by 1, 2, 3
"""
# The nation's or a city's sums from the rows themselves, and as folded and waiting; one statement.
AGREES = """
select (select coalesce(sum(n), 0) from (
          select n from cases_stat where scope_id = %(city)s and measure = %(measure)s
          union all select n from cases_statdelta where city = %(city)s and measure = %(measure)s) x),
       (select count(*) from cases_statentry where city = %(city)s and measure = %(measure)s)
"""
REGISTER = """
insert into cases_case (id, number, kind, unit_id, origin_unit_id, channel, category, is_sealed, is_urgent, phase, stage,
    registered_by_id, received_on, opened_at, version)
values (%s, %s, 'petition', %s, %s, 'visit', 'general', false, false, 'open', 'handling', %s, now(), now(), 1)
"""


def count_all(house: House) -> None:
    """The generated matters were written with triggers asleep: count them, once for each database."""
    for database in (NATION, CITY):
        with house.ground.connect(database, autocommit=True) as keeper:
            after = EVERY
            while after is not None:
                row = keeper.execute("select last from stat_recount_cases(%s, %s)", [after, BATCH]).fetchone()
                after = row[0]
            while keeper.execute("select stat_fold(100000)").fetchone()[0]:
                pass
            keeper.execute("analyze cases_stat")


def case_11(house: House) -> Finding:
    """Twenty-four months by class of a city ÷ of a township, from sums; the nation's largest unit with posts is a city."""
    count_all(house)
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    drawn = {
        "city": house.cities.median,
        **{k: v[0] for k, v in house.units.items() if k in ("county", "township")},
    }
    with house.ground.line(NATION, "app", scope) as line:
        arms = {
            level: (lambda _turn, unit=unit: line.rows(FIGURES, [unit]))
            for level, unit in drawn.items()
            if unit
        }
        ms = interleave(arms, ROUNDS)
        notes = {f"rows, {level}": len(one(0)) for level, one in arms.items()}
    return Finding(
        "figures from sums, city ÷ township",
        [Check("city ÷ township", ms["city"] / ms["township"], 3)],
        ms,
        notes,
    )


def _until(stop: threading.Event, work: Callable[[], object], failed: list[Exception]) -> None:
    try:
        while not stop.is_set():
            work()
    except Exception as error:  # noqa: BLE001 - counted below
        failed.append(error)


def case_12(house: House) -> Finding:
    """Registrations, closings and two folders for some seconds: moments at which a sum was wrong, and sums wrong after."""
    count_all(house)
    city, stop, failed = house.cities.median, threading.Event(), list[Exception]()
    with house.ground.connect(NATION) as keeper:
        units = [
            row[0]
            for row in keeper.execute("select id from network_unit where city_id = %s limit 40", [city])
        ]
    lines = [house.ground.connect(NATION, autocommit=True) for _ in range(6)]

    def desk(line: psycopg.Connection) -> Callable[[], object]:
        mine: list = []

        def work() -> None:
            case = uuid4()
            unit = units[len(mine) % len(units)]
            line.execute(REGISTER, [case, str(case)[:32], unit, unit, city])
            mine.append(case)
            if len(mine) % 2:
                line.execute("update cases_case set closed_at = now() where id = %s", [mine[len(mine) // 2]])

        return work

    works = [desk(line) for line in lines[:4]]
    works += [(lambda line=line: line.execute("select stat_fold(50)")) for line in lines[4:]]
    threads = [threading.Thread(target=_until, args=(stop, work, failed)) for work in works]
    for thread in threads:
        thread.start()
    wrong = looked = 0
    with house.ground.connect(NATION, autocommit=True) as eye:
        end = perf_counter() + SECONDS
        while perf_counter() < end:
            for measure in ("opened", "closed", "in_time"):
                said, counted = eye.execute(AGREES, {"city": city, "measure": measure}).fetchone()
                wrong, looked = wrong + (said != counted), looked + 1
        stop.set()
        for thread in threads:
            thread.join()
        while eye.execute("select stat_fold(100000)").fetchone()[0]:
            pass
        (after,) = eye.execute("select stat_reconcile(now())").fetchone()
        (entries,) = eye.execute(
            "select sum(wrong) from stat_recount_cases(%s, 10000000)", [EVERY]
        ).fetchone()
    for line in lines:
        line.close()
    checks = [
        Check("wrong while it happened", wrong, 0),
        Check("wrong after", after + (entries or 0), 0),
        Check("desks that failed", len(failed), 0),
    ]
    return Finding("sums against a recount, during and after", checks, {}, {"looked": looked})


def _registered(house: House, *, counted: bool) -> float:
    """Registrations a second of eight desks that hold their transaction a while."""
    city, done = house.cities.median, [0] * CLIENTS
    with house.ground.connect(NATION, autocommit=True) as keeper:
        units = [
            row[0]
            for row in keeper.execute("select id from network_unit where city_id = %s limit 40", [city])
        ]
        keeper.execute(f"alter table cases_case {'enable' if counted else 'disable'} trigger stat_new")
    stop = perf_counter() + SECONDS

    def desk(place: int) -> None:
        with house.ground.connect(NATION) as line:
            while perf_counter() < stop:
                case, unit = uuid4(), units[(place + done[place]) % len(units)]
                line.execute(REGISTER, [case, str(case)[:32], unit, unit, city])
                sleep(HELD)
                line.commit()
                done[place] += 1

    threads = [threading.Thread(target=desk, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def case_13(house: House) -> Finding:
    """Registrations a second with the statement trigger ÷ without, eight desks holding ten milliseconds; twice each."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    try:
        for counted in (True, False, True, False):
            rates[counted].append(_registered(house, counted=counted))
    finally:
        with house.ground.connect(NATION, autocommit=True) as keeper:
            keeper.execute("alter table cases_case enable trigger stat_new")
    with_, without = (max(rates[kind]) for kind in (True, False))
    notes = {"a second, with": round(with_), "a second, without": round(without)}
    checks = [Check("with the trigger ÷ without", with_ / without, 0.9, least=True)]
    return Finding("registrations with sums ÷ without", checks, {}, notes)


def case_20(house: House) -> Finding:
    """A county goes to another city in one transaction: seconds, and whether every list and sum is right after it."""
    count_all(house)
    with house.ground.connect(NATION) as keeper:
        county, old = keeper.execute(
            "select county_id, city_id from cases_case where county_id is not null group by 1, 2 order by count(*) desc, 1 limit 1"
        ).fetchone()
        (new,) = keeper.execute(
            "select id from network_unit where level = 1 and id <> %s order by id limit 1", [old]
        ).fetchone()
        (cases,) = keeper.execute("select count(*) from cases_case where county_id = %s", [county]).fetchone()
        figures = "select coalesce(sum(n), 0) from cases_stat where scope_id = %s and measure = 'opened'"
        before = [keeper.execute(figures, [city]).fetchone()[0] for city in (old, new)]
        with quiet():
            begun = perf_counter()
            keeper.execute("select move_unit(%s, %s)", [county, new])
            spent = perf_counter() - begun
        (astray,) = keeper.execute(
            "select count(*) from cases_case where county_id = %s and city_id <> %s", [county, new]
        ).fetchone()
        after = [keeper.execute(figures, [city]).fetchone()[0] for city in (old, new)]
        (wrong,) = keeper.execute("select stat_reconcile(now())").fetchone()
        keeper.rollback()
    checks = [
        Check("seconds", spent, 5),
        Check("matters left behind", astray, 0),
        Check("past months rewritten", sum(a != b for a, b in zip(before, after, strict=True)), 0),
        Check("sums wrong after", wrong, 0),
    ]
    return Finding("moving a county", checks, {"move": spent * 1000}, {"matters": cases})
