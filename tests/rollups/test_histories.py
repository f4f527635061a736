"""Whatever happens to matters, the sums are what somebody would count by hand: after it, and while it happens."""

import threading

import psycopg
import pytest

from network.units.models import Unit
from tests import ground
from tests.house import person
from tests.rollups.histories import AT_ONCE, Account, sums
from tests.stock import connected

HISTORIES = 1000
TOWNS = 3


@pytest.fixture
def places(fresh_house):
    """Two counties with a few towns each, and the city."""
    counties = list(Unit.objects.filter(level=2).order_by("code")[:2])
    towns = [list(Unit.objects.filter(level=3, parent=c).order_by("code")[:TOWNS]) for c in counties]
    units = [u.pk for u in counties] + [t.pk for group in towns for t in group]
    villages = Unit.objects.filter(level=4, parent__in=[t for group in towns for t in group]).order_by("code")
    return units + [v.pk for v in villages[:4]], counties, towns, counties[0].city_id


def _move(line, unit, target):
    line.execute("select move_unit(%s, %s)", [unit, target])


def test_a_thousand_histories_add_up_to_what_one_counts_by_hand(fresh_house, places):
    units, counties, towns, _city = places
    by = person("wu").pk
    with connected(fresh_house.name) as line:
        account = Account(line, units, by, seed=1)
        for history in range(HISTORIES):
            with line.transaction():
                for _step in range(account.chance.randint(2, 7)):
                    account.step()
            if history % 50 == 25:  # a town goes to the other county: its past months stay where they were
                town, there = towns[0][0], history % 100 == 25
                _move(line, town.pk, counties[1 if there else 0].pk)
            if history % 10 == 0:
                assert sums(line) == account.expected(), history
        assert sums(line) == account.expected()
        line.execute("select stat_fold(1000000)")
        assert sums(line) == account.expected()
        (waiting,) = line.execute("select count(*) from cases_statdelta").fetchone()
        assert waiting == 0
        # A full count finds nothing to mend, and the sums of the whole are those of the parts.
        (wrong,) = line.execute("select stat_reconcile(now())").fetchone()
        assert wrong == 0
        (found,) = line.execute(
            "select sum(wrong) from stat_recount_cases(%s, 1000000)", ["0" * 32]
        ).fetchone()
        assert found == 0


def _work(url, units, by, seed, stop, failed):
    """One desk: registers and closes until told to stop."""
    try:
        with psycopg.connect(url, autocommit=True) as line:
            account = Account(line, units, by, seed)
            while not stop.is_set():
                account.register(2)
                account.close()
    except Exception as error:  # a thread must tell, not vanish
        failed.append(error)


def _fold(url, stop, failed):
    try:
        with psycopg.connect(url, autocommit=True) as line:
            while not stop.is_set():
                line.execute("select stat_fold(7)")
    except Exception as error:
        failed.append(error)


def test_the_sums_are_right_while_two_fold_three_work_and_a_town_moves(fresh_house, places):
    units, counties, towns, city = places
    by, stop, failed = person("wu").pk, threading.Event(), []
    superuser = ground.superuser_url(fresh_house.name)
    worker = ground.url_of("worker", fresh_house.name)
    threads = [
        threading.Thread(target=_work, args=(superuser, units, by, n, stop, failed)) for n in (11, 12, 13)
    ]
    threads += [threading.Thread(target=_fold, args=(worker, stop, failed)) for _ in range(2)]
    for thread in threads:
        thread.start()
    looked = 0
    try:
        with connected(fresh_house.name) as line:
            for turn in range(120):
                for measure in ("opened", "closed", "in_time"):
                    said, counted = line.execute(AT_ONCE, {"city": city, "measure": measure}).fetchone()
                    assert said == counted, (turn, measure)
                    looked += counted > 0
                if turn % 30 == 10:
                    _move(line, towns[0][1].pk, counties[(turn // 30 + 1) % 2].pk)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not failed and looked > 100
    with connected(fresh_house.name) as line:
        line.execute("select stat_fold(1000000)")
        (wrong,) = line.execute("select stat_reconcile(now())").fetchone()
        (entries,) = line.execute(
            "select sum(wrong) from stat_recount_cases(%s, 1000000)", ["0" * 32]
        ).fetchone()
        opened, cases = line.execute(
            "select (select count(*) from cases_statentry where measure = 'opened'), (select count(*) from cases_case)"
        ).fetchone()
    assert (wrong, entries) == (0, 0) and opened == cases
