"""Whatever is killed, every rung rings once and every message arrives once."""

import json
import os
import subprocess
import sys

import pytest

from tests import ground

pytestmark = pytest.mark.database


def rage(clocks: int, workers: int, beats: int, databases: int) -> dict:
    """The report of one storm, in processes and a database of its own."""
    words = {"clocks": clocks, "workers": workers, "beats": beats, "databases": databases}
    done = subprocess.run(
        [sys.executable, "-m", "tests.deadlines.kills", *(f"--{word}={n}" for word, n in words.items())],
        env=os.environ | {"PYTHONPATH": str(ground.BASE)},
        cwd=ground.BASE,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert done.stdout, done.stderr[:3000]
    sys.stdout.write(done.stdout)
    return json.loads(done.stdout.splitlines()[-1])


def check(report: dict, clocks: int) -> None:
    """Nothing lost, nothing twice."""
    assert (report["missing"], report["doubled"], report["undelivered"]) == (0, 0, 0), report
    assert report["rungs"] == report["messages"] == report["inbox"] == 15 * (clocks + 2) // 2, report


def test_nothing_is_lost_or_doubled_when_workers_beats_and_the_database_are_killed():
    report = rage(1000, 20, 5, 1 if ground.EMBEDDED else 0)
    check(report, 1000)
    assert report["killed"] == {"worker": 20, "beat": 5, "database": int(ground.EMBEDDED)}


@pytest.mark.long
def test_nothing_is_lost_or_doubled_in_the_great_storm():
    report = rage(10_000, 200, 20, 3 if ground.EMBEDDED else 0)
    check(report, 10_000)
