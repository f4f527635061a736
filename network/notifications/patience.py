"""Nobody waits longer than this: a server that drips one byte at a time is cut off as a whole."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings


def each() -> float:
    """Seconds for one answer of a server."""
    return float(settings.MESSAGE_TIMEOUT)


def whole() -> float:
    """Seconds for one delivery from beginning to end."""
    return 2 * each()


@contextmanager
def within(seconds: float, line: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Cut the line that `line()` names when the block lasts longer; the block then sees a broken connection."""
    done = threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        while not done.wait(0.1):
            current = line()
            if current is not None:
                with suppress(OSError, ValueError):
                    current.shutdown(socket.SHUT_RDWR)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def lease() -> float:
    """Seconds after which a delivery that still says `sending` has lost its worker."""
    return whole() + 30
