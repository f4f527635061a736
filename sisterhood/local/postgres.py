"""The embedded PostgreSQL 18: make the cluster, start or adopt it, wait for it, stop it."""

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from sisterhood.local.owner import Owner
from sisterhood.local.places import Places, Programs
from sisterhood.local.programs import (
    PLAIN_ENVIRONMENT,
    alive,
    end,
    first_number,
    last_line,
    launch,
    works_for,
)
from sisterhood.local.wording import ServersUnavailable, _

SUPERUSER = "postgres"
PORT = 5432
MAJOR = "18"
WAIT_SECONDS = 600.0
RETRY_SECONDS = 15.0
STOP = [(signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)]

ACCESS_RULES = """# Unix sockets only, a password for everybody. Written by sisterhood/local at every start.
local all all scram-sha-256
local replication postgres scram-sha-256
"""

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "lc_messages": "C",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m [%p] ",
    "logging_collector": "off",
}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "scram_iterations": "1",
}
READY, BUSY = 0, 1  # answers of pg_isready; 2 and 3 mean nobody there


@dataclass
class Postgres:
    """One cluster and its postmaster. All methods belong within the turn."""

    places: Places
    owner: Owner
    programs: Programs
    child: subprocess.Popen | None = field(default=None)
    begun: float = field(default=0.0)

    @property
    def exists(self) -> bool:
        return (self.places.cluster / "PG_VERSION").exists()

    @property
    def log(self) -> Path:
        return self.places.log / "postgres.log"

    def state(self) -> int:
        """What pg_isready answers: 0 ready, 1 alive but not ready, more: nobody there."""
        argv = [str(self.programs.bin / "pg_isready"), "-q", "-t", "3", "-p", str(PORT)]
        argv += ["-h", str(self.places.sockets)]
        return subprocess.run(argv, check=False, cwd="/", env=PLAIN_ENVIRONMENT).returncode

    def pid(self) -> int | None:
        """The process number of our living postmaster, or None; never that of a stranger with a reused number."""
        for file in (
            self.places.cluster / "postmaster.pid",
            self.places.sockets / f".s.PGSQL.{PORT}.lock",
        ):
            number = first_number(file)
            if number is not None and alive(abs(number)) and self._ours(abs(number)):
                return abs(number)
        return None

    def _ours(self, pid: int) -> bool:
        known = works_for(pid, "postgres", "-D", self.places.cluster, self.owner.uid)
        return self.state() in (READY, BUSY) if known is None else known

    def create(self, password: str) -> None:
        """Make the cluster; it appears whole under its name or not at all. `password` is the superuser's."""
        draft = self.places.home / "postgres.new"
        subprocess.run(["rm", "-rf", str(draft)], check=True, cwd="/")
        draft.mkdir(mode=0o700)
        self.owner.give(draft)
        slip = self.places.home / ".superuser"
        slip.unlink(missing_ok=True)
        slip.touch(mode=0o600)
        try:
            slip.write_text(password, encoding="ascii")
            self.owner.give(slip)
            done = self._initdb(draft, slip)
        finally:
            slip.unlink(missing_ok=True)
        if done.returncode:
            raise ServersUnavailable(
                _("PostgreSQL could not make its files in %(folder)s: %(reason)s")
                % {"folder": self.places.home, "reason": (done.stderr.strip().split("\n") or [""])[-1]}
            )
        draft.rename(self.places.cluster)

    def _initdb(self, draft: Path, slip: Path) -> subprocess.CompletedProcess:
        argv = [str(self.programs.server_bin / "initdb"), "-D", str(draft), "-U", SUPERUSER]
        argv += ["-A", "scram-sha-256", f"--pwfile={slip}", "-E", "UTF8", "--locale=C"]
        argv += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        if self.places.disposable:
            argv.append("--no-sync")
        return subprocess.run(
            argv,
            check=False,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            capture_output=True,
            text=True,
            umask=0o077,
            **self.owner.spawn(),
        )

    def begin(self) -> None:
        """Start the postmaster unless ours already lives where we can reach it; returns before it is ready."""
        version = (self.places.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != MAJOR:
            raise ServersUnavailable(
                _(
                    "The data in %(folder)s belong to PostgreSQL %(found)s; this program brings version %(ours)s."
                )
                % {"folder": self.places.cluster, "found": version, "ours": MAJOR}
            )
        if self.state() in (READY, BUSY):
            return
        if self.pid():
            time.sleep(1.0)  # a postmaster that has not opened its socket yet
            if self.state() in (READY, BUSY):
                return
            self.stop()  # its socket was swept away or its folder moved: nobody can reach it
        for stale in (self.places.cluster / "postmaster.pid", self.places.sockets / f".s.PGSQL.{PORT}.lock"):
            number = first_number(stale)
            if number is not None and alive(abs(number)) and not self._ours(abs(number)):
                stale.unlink(missing_ok=True)  # the number went to a stranger; PostgreSQL would wait for him
        self._spawn()

    def _spawn(self) -> None:
        rules = self.places.home / "pg_hba.conf"
        rules.write_text(ACCESS_RULES, encoding="ascii")
        rules.chmod(0o644)
        chosen = SETTINGS | (FORGETFUL if self.places.disposable else {})
        chosen |= {"unix_socket_directories": str(self.places.sockets), "hba_file": str(rules)}
        argv = [str(self.programs.server_bin / "postgres"), "-D", str(self.places.cluster)]
        for name, value in chosen.items():
            argv += ["-c", f"{name}={value}"]
        self.child = launch(argv, owner=self.owner, log=self.log)
        self.begun = self.begun or time.monotonic()

    def ready(self) -> bool:
        """One look: True when it answers. Starts again a postmaster that died of its predecessor's last breath."""
        state = self.state()
        if state == READY:
            return True
        if state != BUSY and self.child and self.child.poll() is not None:
            if time.monotonic() - self.begun > RETRY_SECONDS:
                raise ServersUnavailable(
                    _("PostgreSQL does not start: %(reason)s (the whole story is in %(log)s).")
                    % {"reason": last_line(self.log), "log": self.log}
                )
            time.sleep(0.5)
            self._spawn()
        elif state != BUSY and self.child is None and self.pid() is None:
            self.begin()  # it was on its way out when we came
        return False

    def stop(self) -> None:
        """Stop the postmaster: politely, then at once (the next start repairs itself from the log)."""
        pid = self.pid()
        if pid is None:
            return
        end(pid, STOP, self.child)
        self.child = None
