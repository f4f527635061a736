"""The storm: real workers and beats are killed with SIGKILL while they ring and deliver, and so is PostgreSQL.

    python -m tests.deadlines.kills --clocks 1000 --workers 20 --beats 5 --databases 1

Runs in a process, a database and (embedded) a server of its own, so that a killed database hurts nobody else.
Prints a report as JSON; exit 1 when a rung or a message is missing or stands twice.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg

from tests.deadlines.stormground import Ground

ALIVE = {"worker": 4, "beat": 2}
PATIENCE = 180.0
COPY = """
insert into network_clock (id, subject_kind, subject_id, limit_id, unit_id, owner_id, state, started_at, starts_on,
  raw_due_on, internal_due_at, due_on, due_at, provisional, basis, next_step, next_ring_at)
select gen_random_uuid(), subject_kind, gen_random_uuid(), limit_id, unit_id, owner_id, 'running', started_at,
  starts_on, raw_due_on, internal_due_at, due_on, due_at, provisional, basis, %s, %s
from network_clock, generate_series(1, %s) where id = %s
"""
# What rang for each clock, as one text; the same for all clocks of one model.
STORIES = """
select c.limit_id, coalesce(string_agg(concat_ws('/', r.step, r.seat, r.recipient_id, r.due_at), ';'
         order by r.step, r.seat), '') as story, count(*)
  from (select id, limit_id from network_clock where subject_kind = 'drill') c
  left join network_rung r on r.clock_id = c.id
 group by c.id, c.limit_id
"""
# Inside a transaction, or right after one: between claim and delivery nothing is open.
BUSY = """
select substr(application_name, 7) from pg_stat_activity
 where application_name like 'storm-%'
   and (state = 'idle in transaction'
     or (state = 'active' and query not ilike '%jobrun%')
     or (state = 'idle' and query ilike 'commit%' and clock_timestamp() - state_change < interval '50 ms'))
 order by random() limit 1
"""
LEFT = """
select (select count(*) from network_clock where state = 'running' and next_ring_at <= now()),
       (select count(*) from network_outboxmessage where state in ('due', 'leased'))
"""
TOTALS = """
select (select count(*) from network_rung), (select count(*) from network_rung where recipient_id is not null),
       (select count(*) from network_outboxmessage), (select count(*) from network_inboxitem),
       (select count(*) from network_outboxmessage where state <> 'sent'),
       (select coalesce(sum(attempts - 1), 0) from network_outboxmessage),
       (select coalesce(max(attempts), 0) from network_outboxmessage)
"""


@dataclass
class Report:
    """What the storm did and what was left: `missing` and `doubled` must be zero."""

    clocks: int
    killed: dict[str, int] = field(default_factory=lambda: {"worker": 0, "beat": 0, "database": 0})
    killed_at_work: int = 0
    rungs: int = 0
    messages: int = 0
    inbox: int = 0
    missing: int = 0
    doubled: int = 0
    undelivered: int = 0
    taken_over: int = 0
    most_attempts: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Every rung and every message exactly once."""
        return not (self.missing or self.doubled or self.undelivered)


class Ward:
    """The processes that live and die."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.deadlines.nursery"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.alive: dict[str, list[int]] = {kind: [] for kind in ALIVE}
        for kind, number in ALIVE.items():
            for _n in range(number):
                self.bear(kind)

    def bear(self, kind: str) -> None:
        """One more of a kind."""
        assert self.nursery.stdin and self.nursery.stdout
        self.nursery.stdin.write(f"{kind}\n")
        self.nursery.stdin.flush()
        self.alive[kind].append(int(self.nursery.stdout.readline()))

    def kill_one(self, kind: str, dice: random.Random, *, busy: int | None = None) -> None:
        """SIGKILL, for the busy one if she is ours, and another takes its place."""
        victim = busy if busy in self.alive[kind] else dice.choice(self.alive[kind])
        self.alive[kind].remove(victim)
        os.kill(victim, signal.SIGKILL)
        self.bear(kind)

    def close(self) -> None:
        """The storm is over."""
        for pid in [pid for pids in self.alive.values() for pid in pids]:
            os.kill(pid, signal.SIGKILL)
        if self.nursery.stdin:
            self.nursery.stdin.close()
        self.nursery.wait(timeout=10)


class Observer:
    """A superuser who makes clocks and counts; she survives the death of the database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.watch: psycopg.Connection | None = None

    def ask(self, statement: str, params: list | None = None) -> list[tuple]:
        """Rows; asks again while the database is away."""
        until = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
                    connection.execute("set synchronous_commit = on")
                    cursor = connection.execute(statement, params)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def somebody_busy(self, patience: float, passes: int) -> int | None:
        """The process number of a worker at work at this moment; lets some such moments pass first."""
        until = time.monotonic() + patience
        try:
            if self.watch is None or self.watch.closed:
                self.watch = psycopg.connect(self.url, autocommit=True, connect_timeout=5)
            while time.monotonic() < until:
                found = self.watch.execute(BUSY).fetchone()
                passes -= found is not None
                if found and passes < 0:
                    return int(found[0])
                time.sleep(0.003)
        except psycopg.OperationalError:
            self.watch = None
        return None


Model = tuple[str, int, object]


def storm(
    clocks: int,
    worker_kills: int,
    beat_kills: int,
    db_kills: int,
    *,
    observer: Observer,
    models: list[Model],
    environment: dict[str, str],
    kill_database: Callable[[], None] | None = None,
    seed: int = 8,
) -> Report:
    """Let clocks fall due in waves, kill something after each wave, wait until all is quiet, and count.

    `models` are (id, first step, first moment) of clocks that rang in peace before and are copied.
    """
    dice, begun, report = random.Random(seed), time.monotonic(), Report(clocks)
    plan = ["worker"] * worker_kills + ["beat"] * beat_kills + ["database"] * db_kills
    dice.shuffle(plan)
    expected = _stories(observer)
    ward = Ward(environment)
    try:
        for n, victim in enumerate([*plan, ""]):
            _wave(observer, models, clocks * n // (len(plan) + 1), clocks * (n + 1) // (len(plan) + 1))
            if victim == "database" and kill_database:
                kill_database()
            elif victim in ALIVE:
                busy = observer.somebody_busy(2.0, dice.randint(0, 5)) if victim == "worker" else None
                report.killed_at_work += busy is not None
                ward.kill_one(victim, dice, busy=busy)
            if victim:
                report.killed[victim] += 1
        _quiet(observer)
    finally:
        ward.close()
    _count(report, observer, expected)
    report.seconds = round(time.monotonic() - begun, 1)
    return report


def _wave(observer: Observer, models: list[Model], first: int, last: int) -> None:
    for number, (clock, step, moment) in enumerate(models):
        share = len([n for n in range(first, last) if n % len(models) == number])
        if share:
            observer.ask(COPY, [step, moment, share, clock])


def _quiet(observer: Observer) -> None:
    """Until nothing is left to do, or nothing has moved for as long as `PATIENCE`."""
    least, until = None, 0.0
    while (left := observer.ask(LEFT)[0]) != (0, 0):
        if left != least:
            least, until = left, time.monotonic() + PATIENCE
        if time.monotonic() > until:
            return
        time.sleep(0.3)


def _stories(observer: Observer) -> dict[str, str]:
    return {limit: story for limit, story, _n in observer.ask(STORIES)}


def _count(report: Report, observer: Observer, expected: dict[str, str]) -> None:
    for limit, story, _n in observer.ask(STORIES):
        told, due = (text.split(";") if text else [] for text in (story, expected[limit]))
        report.missing += len(set(due) - set(told))
        report.doubled += len(told) - len(set(told)) + len(set(told) - set(due))
    rungs, called, messages, inbox, unsent, taken, most = observer.ask(TOTALS)[0]
    report.rungs, report.messages, report.inbox, report.undelivered = rungs, messages, inbox, unsent
    report.missing += max(0, called - messages) + max(0, messages - inbox)
    report.doubled += max(0, messages - called) + max(0, inbox - messages)
    report.taken_over, report.most_attempts = taken, most


def main() -> int:
    """From the command line: a ground of its own, the storm, the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    for word, number in (("clocks", 1000), ("workers", 20), ("beats", 5), ("databases", 0), ("seed", 8)):
        parser.add_argument(f"--{word}", type=int, default=number)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storm-") as folder, Ground(Path(folder)) as ground:
        report = storm(
            asked.clocks,
            asked.workers,
            asked.beats,
            asked.databases if ground.kill_database else 0,
            observer=Observer(ground.superuser_url),
            models=ground.models,
            environment=ground.environment,
            kill_database=ground.kill_database,
            seed=asked.seed,
        )
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
