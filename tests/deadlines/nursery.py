"""Forks real Celery workers and beats faster than Python could start them; they exist to be killed.

Reads one word a line: `worker` or `beat`. Answers with the process number of the newborn. Ends with its input.
"""

import os
import signal
import sys
from datetime import timedelta

import django
from django.conf import settings

django.setup()
from network.deadlines import subjects, sweep  # noqa: E402 - the registry of apps must stand first
from network.notifications import delivery  # noqa: E402
from sisterhood.celery import app  # noqa: E402

RING_BATCH, DELIVER_BATCH, LEASE, TICK = 5, 10, timedelta(seconds=2), 0.1


def small_batches() -> None:
    """Kills shall fall between batches, between claim and delivery, and in the middle of each."""
    ring, deliver = sweep.ring_due, delivery.deliver_due
    sweep.ring_due = lambda *, at, limit: ring(at=at, limit=min(limit, RING_BATCH))
    delivery.deliver_due = lambda: deliver(DELIVER_BATCH, lease=LEASE)


def worker() -> None:
    """A Celery worker with the login `worker`; the database knows it by its process number."""
    settings.DATABASES["default"]["OPTIONS"]["application_name"] = f"storm-{os.getpid()}"
    app.Worker(
        pool="solo",
        queues=["clock"],
        hostname=f"clock{os.getpid()}@storm",
        loglevel="CRITICAL",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()


def beat() -> None:
    """A Celery beat; several at once compete."""
    app.conf.beat_schedule = {
        name: {"task": name, "schedule": TICK, "options": {"expires": 5}}
        for name in ("network.ring_due", "network.deliver_due")
    }
    app.Beat(loglevel="CRITICAL", quiet=True).run()


def born(kind: str) -> int:
    """One child that becomes a worker or a beat."""
    pid = os.fork()
    if pid:
        return pid
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    {"worker": worker, "beat": beat}[kind]()
    os._exit(0)


def main() -> None:
    """Until the storm is over."""
    subjects.register(
        subjects.SubjectKind("drill", barred=lambda _pairs: set(), lend_cards=lambda _loans: None)
    )
    small_batches()
    app.finalize(auto=True)
    app.loader.import_default_modules()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        sys.stdout.write(f"{born(line.strip())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
