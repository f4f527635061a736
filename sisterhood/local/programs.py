"""Starting, finding and stopping one server program: who is alive, whose it is, where its lines go."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from sisterhood.local.owner import Owner

LOG_LIMIT = 5 * 1024 * 1024
PLAIN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def launch(argv: list[str], *, owner: Owner, log: Path) -> subprocess.Popen:
    """Start a server in a session of its own, as its account, with an empty environment.

    The log is opened by us and handed over: the servers' account can write nothing outside its own folders.
    """
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    lines = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            argv,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
            umask=0o077,
            **owner.spawn(),
        )
    finally:
        os.close(lines)


def last_line(log: Path) -> str:
    """The last line of a log, for the sentence that says why a server did not start."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def first_number(path: Path) -> int | None:
    """The process number on the first line of a pid or lock file, or None."""
    try:
        return int(path.read_text(encoding="ascii", errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def alive(pid: int) -> bool:
    """Does this process run? A dead child that nobody has collected yet does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (ProcessLookupError, FileNotFoundError):
        return not Path("/proc/self").exists() and _answers(pid)
    except PermissionError:
        return True


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def words_of(pid: int) -> list[str]:
    """The command line of a process; empty where the system does not show it."""
    try:
        return [os.fsdecode(word) for word in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]
    except OSError:
        return []


def works_for(pid: int, program: str, flag: str, folder: Path, uid: int) -> bool | None:
    """Is this process `program` started with `flag folder` by that account? None where the system hides it.

    A folder that is no longer there counts as ours: it may be ours before it was moved, and two servers on
    one folder destroy it.
    """
    words = words_of(pid)
    if not any(words):
        return None
    if Path(words[0]).name != program or flag not in words or uid_of(pid) != uid:
        return False
    told = Path(words[words.index(flag) + 1])
    return told == folder or not told.exists()


def uid_of(pid: int) -> int | None:
    """The account number of a process, or None."""
    try:
        return Path(f"/proc/{pid}").stat().st_uid
    except OSError:
        return None


def end(pid: int, steps: list[tuple[signal.Signals, float]], child: subprocess.Popen | None = None) -> bool:
    """Send each signal in turn and give it its seconds; True once the process is gone (and collected)."""
    for number, seconds in steps:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if child and child.pid == pid:
                child.poll()
            if not alive(pid):
                return True
            time.sleep(0.02)
    return False
