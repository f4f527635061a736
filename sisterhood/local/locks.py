"""Two file locks: `start.lock` makes starting and stopping take turns, `servers.lock` is shared by every user."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def turn(data_dir: Path, *, patience: float, then: Callable[[], None] | None = None) -> Iterator[bool]:
    """Hold the turn to start or stop. When it has not come after `patience` seconds: yields False, or,
    given `then`, calls it and goes on waiting.
    """
    handle = _open(data_dir / "start.lock")
    try:
        end = time.monotonic() + patience
        while not (mine := _try(handle, fcntl.LOCK_EX)) and time.monotonic() < end:
            time.sleep(0.05)
        if not mine and then:
            then()
            fcntl.flock(handle, fcntl.LOCK_EX)
            mine = True
        yield mine
    finally:
        os.close(handle)


def busy(data_dir: Path) -> bool:
    """Is somebody starting or stopping the servers at this moment?"""
    with turn(data_dir, patience=0) as mine:
        return not mine


class Lease:
    """A shared hold on the servers for the life of a program; only taken and given back within `turn`."""

    def __init__(self, data_dir: Path):
        self.handle = _open(data_dir / "servers.lock")
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """True when nobody else holds a lease. When somebody does, our own hold is lost: leave at once."""
        return _try(self.handle, fcntl.LOCK_EX)

    def close(self) -> None:
        os.close(self.handle)
