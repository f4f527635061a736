"""The embedded Redis: start or adopt it, ask it, stop it. It keeps nothing on disk and logs no values."""

import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from sisterhood.local.owner import Owner
from sisterhood.local.places import Places, Programs
from sisterhood.local.programs import alive, end, first_number, last_line, launch, works_for
from sisterhood.local.wording import ServersUnavailable, _

SOCKET = "redis.sock"
RETRIES = 5
STOP = [(signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)]

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "no",
    "daemonize": "no",
    "set-proc-title": "no",
    "loglevel": "warning",
    "crash-log-enabled": "no",
    "slowlog-log-slower-than": "-1",
}


@dataclass
class Broker:
    """One redis-server. All methods belong within the turn."""

    places: Places
    owner: Owner
    programs: Programs
    child: subprocess.Popen | None = field(default=None)
    starts: int = field(default=0)

    @property
    def socket(self) -> Path:
        return self.places.sockets / SOCKET

    @property
    def log(self) -> Path:
        return self.places.log / "redis.log"

    def ask(self, words: str) -> str:
        """The answer to one inline command, or "" when nobody answers within two seconds."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2.0)
            try:
                line.connect(str(self.socket))
                line.sendall(words.encode("ascii") + b"\r\n")
                return line.recv(4096).decode("utf-8", errors="replace")
            except OSError:
                return ""

    def pid(self) -> int | None:
        """The process number of our living redis-server, or None; never that of a stranger."""
        told = self.ask("INFO server").partition("process_id:")[2].split("\r\n", 1)[0]
        if told.isdigit():
            return int(told)
        number = first_number(self.places.redis / "redis.pid")
        if number is None or not alive(number):
            return None
        ours = works_for(number, "redis-server", "--dir", self.places.redis, self.owner.uid)
        return number if ours else None

    def begin(self) -> None:
        """Start redis-server unless ours answers; returns before it is ready."""
        if self.ask("PING").startswith("+PONG"):
            return
        self.stop()  # one that lives and does not answer
        chosen = SETTINGS | {
            "dir": str(self.places.redis),
            "pidfile": str(self.places.redis / "redis.pid"),
            "unixsocket": str(self.socket),
        }
        argv = [str(self.programs.redis_server)]
        for name, value in chosen.items():
            argv += [f"--{name}", value]
        self.starts += 1
        self.child = launch(argv, owner=self.owner, log=self.log)

    def ready(self) -> bool:
        """One look: True when it answers. A start that fails is tried again a few times."""
        if self.ask("PING").startswith("+PONG"):
            return True
        if self.child is None or self.child.poll() is not None:
            if self.starts >= RETRIES:
                raise ServersUnavailable(
                    _("Redis does not start: %(reason)s (the whole story is in %(log)s).")
                    % {"reason": last_line(self.log), "log": self.log}
                )
            time.sleep(0.2)
            self.begin()
        return False

    def stop(self) -> None:
        """Stop redis-server and collect it."""
        pid = self.pid()
        if pid is not None:
            end(pid, STOP, self.child)
        self.child = None
