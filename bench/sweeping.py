"""Cases 8 to 10: the sweep against a loop of single rows, among many clocks, and against itself.

Every measured clock stands at the last step of its ladder: one seat, one level above its unit.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from uuid import UUID

import psycopg
from django.db import connections, transaction
from django.utils import timezone

from bench.clocks import DUE, LIMIT, make_due
from bench.ground import CITY, NATION
from bench.house import House
from bench.measure import Check, Finding, interleave, quiet, same
from network.deadlines import sweep, sweep_sql
from network.deadlines.models import Clock, LadderStep, Rung
from network.notifications.models import OutboxMessage
from network.staff.appointments import holder
from network.units.models import Unit

BATCH = 1000
SET_ROUNDS = 5
LOOP_ROUNDS = 2
SCAN_ROUNDS = 100
WORKERS = 2
TOLD = "select count(*), count(distinct (clock_id, round, step, seat)) from network_rung"
ADVANCED = """
select count(*) filter (where k.next_step = l.step), count(*) filter (where k.next_step > l.step + 1)
  from network_clock k cross join (select max(step) as step from network_ladderstep where limit_id = %(limit)s) l
 where k.basis = 'near' and k.next_step >= l.step
"""


def ring_one(clock_id: UUID, at: datetime) -> None:
    """What a plain loop would do for one clock: lock, find the holder, one rung, one message, move on, commit."""
    with transaction.atomic():
        clock = Clock.objects.select_for_update().get(pk=clock_id)
        for step in LadderStep.objects.filter(limit_id=clock.limit_id, step=clock.next_step):
            unit = Unit.objects.get(pk=clock.unit_id)
            for _level in range(step.levels_up):
                unit = unit.parent if unit.level > 1 else unit
            person = holder(unit, step.recipient, on=timezone.localdate(at))
            rung = Rung.objects.create(
                clock=clock,
                step=step.step,
                seat=f"{step.recipient}+{step.levels_up}",
                kind=step.kind,
                due_at=clock.next_ring_at,
                recipient=person,
                unit=unit,
                rung_at=at,
            )
            OutboxMessage.objects.create(
                key=f"rung:{clock.pk}:{rung.round}:{rung.step}:{rung.seat}",
                recipient=person,
                kind=rung.kind,
                subject_kind=clock.subject_kind,
                subject_id=clock.subject_id,
                due_at=at,
                posted_at=at,
            )
        clock.next_step += 1
        clock.next_ring_at = None
        clock.save(update_fields=["next_step", "next_ring_at"])


def ring_each(at: datetime) -> None:
    """All due clocks, one row and one transaction at a time."""
    due = Clock.objects.filter(state="running", next_ring_at__lte=at).order_by("next_ring_at", "id")
    for clock_id in list(due.values_list("id", flat=True)[:BATCH]):
        ring_one(clock_id, at)


def _timed(keeper: psycopg.Connection, ring: Callable[[datetime], object]) -> tuple[float, list]:
    """Milliseconds for one run over freshly due clocks, and the rungs it left."""
    make_due(keeper, count=BATCH)
    at = timezone.now()
    with quiet():
        begun = perf_counter()
        ring(at)
        spent = (perf_counter() - begun) * 1000
    rungs = keeper.execute("select clock_id, step, recipient_id, unit_id from network_rung order by 1, 2, 3")
    found = rungs.fetchall()
    keeper.rollback()
    return spent, found


def case_8(house: House) -> Finding:
    """The sweep over 1 000 due clocks ÷ the loop over the same clocks, in rungs a second; durable commits."""
    house.ground.point("worker", NATION)
    forms = {
        "sweep": (lambda at: sweep.ring_due(at=at, limit=BATCH), SET_ROUNDS),
        "one by one": (ring_each, LOOP_ROUNDS),
    }
    times: dict[str, list[float]] = {name: [] for name in forms}
    with house.ground.connect(NATION) as keeper:
        made = make_due(keeper, count=BATCH)
        for turn in range(SET_ROUNDS):
            left = {}
            for name, (ring, rounds) in forms.items():
                if turn < rounds:
                    spent, left[name] = _timed(keeper, ring)
                    times[name].append(spent)
            same(left)
    ms = {name: sorted(some)[len(some) // 2] for name, some in times.items()}
    check = Check("sweep against one by one", ms["one by one"] / ms["sweep"], 50, least=True)
    notes = {"clocks": made, "rungs a second, sweep": made / ms["sweep"] * 1000}
    return Finding("sweep set-based ÷ ORM row by row, 1 000 due clocks", [check], ms, notes)


def case_9(house: House) -> Finding:
    """Finding and locking the same due clocks among many clocks ÷ among few; rolled back each time."""
    counts = {}
    for database in (NATION, CITY):
        with house.ground.connect(database) as keeper:
            make_due(keeper, count=BATCH)
            counts[database] = keeper.execute("select count(*) from network_clock").fetchone()[0]
    at, nobody = timezone.now(), timezone.now().replace(year=2000)
    with house.ground.line(NATION, "worker") as many, house.ground.line(CITY, "worker") as few:

        def scan(line: object, moment: datetime) -> Callable[[int], object]:
            def one(_turn: int) -> list[tuple]:
                rows = line.rows(sweep_sql.due(but=False, danger=False), [moment, BATCH])
                line.connection.rollback()
                return rows

            return one

        same({"many": len(scan(many, at)(0)), "few": len(scan(few, at)(0))})
        arms = {"due, many": scan(many, at), "due, few": scan(few, at)}
        arms |= {"nothing due, many": scan(many, nobody), "nothing due, few": scan(few, nobody)}
        ms = interleave(arms, SCAN_ROUNDS)
    checks = [
        Check("due scan, many ÷ few", ms["due, many"] / ms["due, few"], 1.5),
        Check("nothing due, many ÷ few", ms["nothing due, many"] / ms["nothing due, few"], 1.5),
    ]
    notes = {"clocks, many": counts[NATION], "clocks, few": counts[CITY]}
    return Finding("due scan, many clocks ÷ few", checks, ms, notes)


def _sweep_together(at: datetime, found: list[sweep.Counts]) -> None:
    start = threading.Barrier(WORKERS)

    def work() -> None:
        try:
            start.wait()
            found.append(sweep.ring_due(at=at, limit=50))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(WORKERS)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()


def case_10(house: House) -> Finding:
    """Two sweeps at once over the same due clocks in batches of 50: what was rung twice, what never."""
    house.ground.point("worker", NATION)
    found: list[sweep.Counts] = []
    with house.ground.connect(NATION) as keeper:
        made = make_due(keeper, count=DUE)
        _sweep_together(timezone.now(), found)
        rows, distinct = keeper.execute(TOLD).fetchone()
        (messages,) = keeper.execute("select count(distinct key) from network_outboxmessage").fetchone()
        waiting, twice = keeper.execute(ADVANCED, {"limit": LIMIT}).fetchone()
    claimed = sum(counts.rungs + counts.reminders for counts in found)
    duplicates = twice + abs(claimed - distinct) + (rows - distinct)
    misses = waiting + abs(made - distinct) + abs(made - messages) + (WORKERS - len(found))
    notes = {"clocks": made, **{f"rungs of sweep {n}": c.rungs for n, c in enumerate(found, 1)}}
    checks = [Check("duplicates", duplicates, 0), Check("misses", misses, 0)]
    return Finding("two sweeps at once: duplicates, misses", checks, {}, notes)
