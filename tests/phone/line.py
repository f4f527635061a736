"""The way between a phone and the house, and what goes wrong on it."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles.handlers import StaticFilesHandler


class Weather:
    """What happens to requests now; counts what reached the house."""

    def __init__(self) -> None:
        self.lost_answers = 0
        self.is_packed = False
        self.reached: list[str] = []

    def clears(self) -> None:
        """From now on everything arrives."""
        self.lost_answers, self.reached = 0, []


class Under(StaticFilesHandler):
    """The house under some weather: an answer is lost after the house has done everything."""

    def __init__(self, application: Any, weather: Weather) -> None:
        self.weather = weather
        super().__init__(application)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """One request."""
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        self.weather.reached.append(f"{method} {path}")
        if method == "POST" and path == "/m/outbox" and self.weather.lost_answers:
            self.weather.lost_answers -= 1
            for _piece in super().__call__(environ, lambda *_told: None):
                pass
            told = [("Content-Type", "application/json"), ("Content-Length", "1000"), ("Connection", "close")]
            start_response("201 Created", told)
            return [b'{"number":']
        if self.weather.is_packed and path.startswith("/static/"):
            return self._packed(environ, start_response)
        return super().__call__(environ, start_response)

    def _packed(self, environ: Any, start_response: Any) -> Any:
        """Files as the production server sends them."""
        told: list[Any] = []
        body = b"".join(super().__call__(environ, lambda *more: told.extend(more)))
        small = gzip.compress(body, 9)
        kept = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
        start_response(told[0], [*kept, ("Content-Encoding", "gzip"), ("Content-Length", str(len(small)))])
        return [small]


class Valley:
    """A line that drops everything at once, again and again, and carries only so much in a second."""

    def __init__(self, house: str, *, every: float, rate: int) -> None:
        self.target = urlsplit(house)
        self.every, self.rate, self.drops = every, rate, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open: set[socket.socket] = set()
        self.is_over = threading.Event()
        self._start(self._take)
        self._start(self._drop)

    @staticmethod
    def _start(target: Any, *args: Any) -> None:
        threading.Thread(target=target, args=args, daemon=True).start()

    def _take(self) -> None:
        while not self.is_over.is_set():
            try:
                near, _address = self.listener.accept()
                far = socket.create_connection((self.target.hostname, self.target.port))
            except OSError:
                continue
            self.open |= {near, far}
            self._start(self._carry, near, far)
            self._start(self._carry, far, near)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(8192):
                time.sleep(len(piece) / self.rate)
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            self.open.discard(end)

    def _drop(self) -> None:
        while not self.is_over.wait(self.every):
            ends, self.open = self.open, set()
            self.drops += bool(ends)
            for end in ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def ends(self) -> None:
        """The line is taken down."""
        self.is_over.set()
        self.listener.close()
        for end in list(self.open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def valley(house: str, *, every: float, rate: int = 150_000) -> Iterator[Valley]:
    """A bad line to the house; `every` in seconds, `rate` in bytes a second."""
    line = Valley(house, every=every, rate=rate)
    try:
        yield line
    finally:
        line.ends()
