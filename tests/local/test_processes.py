"""The programs of the demo start together, come back when they fall, and never outlive their supervisor."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.local.conftest import ROOT, soon

SUPERVISE = """
import os, sys
from sisterhood.local.processes import run_children
children = [(name, [sys.executable, "-u", "-c", code], os.environ) for name, code in eval(sys.argv[1])]
sys.exit(run_children(children, patience=float(sys.argv[2])))
"""
STEADY = "import time, os; print('here', os.getpid()); time.sleep(300)"
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])
print('here', os.getpid(), child.pid)
time.sleep(300)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + STEADY
SHORT = "print('gone'); raise SystemExit(3)"


@pytest.fixture
def supervise():
    started = []

    def start(*children: tuple[str, str], patience: float = 8.0) -> subprocess.Popen:
        running = subprocess.Popen(
            [sys.executable, "-u", "-c", SUPERVISE, repr(children), str(patience)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        started.append(running)
        return running

    yield start
    for running in started:
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=15)
        running.stdout.close()


def line_of(running: subprocess.Popen, name: str) -> list[int]:
    """The process numbers a child said; its line begins with its name."""
    for line in running.stdout:
        who, _bar, words = line.partition("|")
        if who.strip() == name and "here" in words:
            return [int(word) for word in words.split()[1:]]
    raise AssertionError("the supervisor ended")


def lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process(supervise, number):
    running = supervise(("web", FAMILY))
    pids = line_of(running, "web")
    assert len(pids) == 2 and all(lives(pid) for pid in pids)
    running.send_signal(number)
    assert running.wait(timeout=10) == 0
    assert not any(lives(pid) for pid in pids)


def test_a_child_that_will_not_stop_is_made_to_when_patience_ends(supervise):
    running = supervise(("worker", STUBBORN), patience=1.5)
    pids = line_of(running, "worker")
    begun = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=12) == 0
    assert time.monotonic() - begun < 4
    assert not any(lives(pid) for pid in pids)


def test_a_second_ctrl_c_does_not_wait(supervise):
    running = supervise(("worker", STUBBORN))
    pids = line_of(running, "worker")
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=12) == 0
    assert time.monotonic() - begun < 4
    assert not any(lives(pid) for pid in pids)


def test_a_child_that_dies_comes_back_and_takes_its_own_children_along(supervise):
    running = supervise(("worker", FAMILY), ("beat", STEADY))
    leader, grandchild = line_of(running, "worker")
    os.kill(leader, signal.SIGKILL)
    again = line_of(running, "worker")
    assert leader not in again
    assert soon(lambda: not lives(grandchild))


def test_a_child_that_keeps_dying_ends_everything(supervise):
    running = supervise(("web", SHORT))
    output = running.communicate(timeout=20)[0]
    assert running.returncode == 1
    assert output.count("| gone") == 6


def test_a_program_that_is_not_there_ends_everything():
    code = SUPERVISE.replace("[sys.executable,", "['/no/such/program',")
    done = subprocess.run(
        [sys.executable, "-c", code, repr([("web", "")]), "1"],
        capture_output=True,
        text=True,
        timeout=20,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1 and "/no/such/program" in done.stdout and not done.stderr


def test_nobody_outlives_a_supervisor_that_was_killed(supervise):
    running = supervise(("web", FAMILY), ("beat", STEADY))
    pids = line_of(running, "web")
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert soon(lambda: not any(lives(pid) for pid in pids), 10)
