"""Runs the web, worker and beat programs of `manage.py demo` as one: starts, restarts, and ends them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from sisterhood.local.warden import gone
from sisterhood.local.wording import _

STOP_SECONDS = 8.0
KILL_SECONDS = 2.0
RESTARTS = 5
RESTART_WINDOW = 60.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Child = tuple[str, Sequence[str], Mapping[str, str]]


@dataclass
class _Runner:
    """One child program and its history."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    running: subprocess.Popen | None = None
    starts: deque[float] = field(default_factory=deque)

    def may_start(self) -> bool:
        """False once it died more than RESTARTS times within a minute."""
        now = time.monotonic()
        while self.starts and now - self.starts[0] > RESTART_WINDOW:
            self.starts.popleft()
        return len(self.starts) <= RESTARTS


class _Crew:
    def __init__(self, children: Sequence[Child], out: TextIO, patience: float):
        self.patience = patience
        self.runners = [_Runner(*child) for child in children]
        self.out = out
        self.pen = threading.Lock()
        self.warden: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("warden.py"))],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def say(self, name: str, line: str) -> None:
        with self.pen:
            print(f"{name:>8} | {line}", file=self.out, flush=True)

    def note(self, sign: str, group: int) -> None:
        with suppress(BrokenPipeError):  # without a warden the crew still ends its own children
            print(f"{sign}{group}", file=self.warden.stdin, flush=True)

    def start(self, runner: _Runner) -> None:
        runner.starts.append(time.monotonic())
        runner.running = subprocess.Popen(
            list(runner.argv),
            env=dict(runner.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            process_group=0,
        )
        self.note("+", runner.running.pid)
        threading.Thread(target=self._copy, args=(runner.name, runner.running.stdout), daemon=True).start()

    def _copy(self, name: str, lines: TextIO) -> None:
        with lines:
            for line in lines:
                self.say(name, line.rstrip("\n"))

    def look(self) -> bool:
        """Restart what died; False when one dies too often."""
        for runner in self.runners:
            if runner.running is None or runner.running.poll() is None:
                continue
            end_groups([runner.running], patience=self.patience)
            self.note("-", runner.running.pid)
            if not runner.may_start():
                self.say(runner.name, _("ended too often; stopping everything."))
                return False
            self.say(
                runner.name, _("ended (%(code)s); starting again.") % {"code": runner.running.returncode}
            )
            self.start(runner)
        return True

    def finish(self, hurry: Callable[[], bool]) -> None:
        end_groups([r.running for r in self.runners if r.running], patience=self.patience, hurry=hurry)
        for runner in self.runners:
            if runner.running:
                self.note("-", runner.running.pid)
        with suppress(BrokenPipeError):
            self.warden.communicate()


def run_children(
    children: Sequence[Child],
    *,
    on_started: Callable[[], None] | None = None,
    out: TextIO | None = None,
    patience: float = STOP_SECONDS,
) -> int:
    """Run `(name, argv, env)` programs until Ctrl-C or SIGTERM; each is restarted when it dies.

    Every child leads a process group of its own and has `patience` seconds to end when asked; two seconds
    later none is left, even when this program is killed. Call from the main thread. Returns 0 when asked to stop, 1 when a child died
    more than five times within a minute or could not be started.
    """
    asked: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: asked.append(number)) for number in SIGNALS
    }
    crew = _Crew(children, out or sys.stdout, patience)
    try:
        for runner in crew.runners:
            crew.start(runner)
        if on_started:
            on_started()
        while not asked:
            if not crew.look():
                return 1
            time.sleep(0.1)
        return 0
    except FileNotFoundError as missing:
        crew.say("demo", _("%(program)s is not installed.") % {"program": missing.filename})
        return 1
    finally:
        heard = len(asked)
        crew.finish(lambda: len(asked) > heard)
        for number, handler in before.items():
            signal.signal(number, handler)


def end_groups(
    running: Sequence[subprocess.Popen], *, patience: float, hurry: Callable[[], bool] = lambda: False
) -> None:
    """Ask each leader to stop, then kill what is left of its group after `patience` seconds or on `hurry()`."""
    for child in running:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)  # to the leader alone: it ends its own workers in good order
    _until(lambda: hurry() or all(child.poll() is not None for child in running), patience)
    for child in running:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    _until(lambda: all(child.poll() is not None and gone(child.pid) for child in running), KILL_SECONDS)


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
