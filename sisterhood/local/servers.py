"""`ensure_servers`: a real PostgreSQL and a real Redis for as long as any program needs them.

Every program that asks holds a shared lock on the data folder. The first one starts the servers, later ones
join, the last one out stops them. Servers that outlived a killed program are adopted by the next one.
"""

import atexit
import os
import shutil
import signal
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sisterhood.local.broker import Broker
from sisterhood.local.locks import Lease, turn
from sisterhood.local.owner import Owner, server_owner
from sisterhood.local.places import (
    RECORD,
    Places,
    find_programs,
    open_data_dir,
    outside_home,
    private_folder,
    recorded,
    set_aside,
    settle,
)
from sisterhood.local.postgres import PORT, WAIT_SECONDS, Postgres
from sisterhood.local.secrets import login_passwords
from sisterhood.local.wording import ServersUnavailable, _

SPEAK_AFTER = 5.0
LEAVE_PATIENCE = 15.0
SPEED = "SISTERHOOD_TEST_SPEED"


@dataclass(frozen=True)
class Servers:
    """Addresses of the running pair. Passwords by login: postgres (superuser), migrator, app, worker."""

    postgres_socket_dir: Path
    postgres_port: int
    redis_socket: Path
    tools: Path
    passwords: dict[str, str] = field(repr=False)

    def url(self, login: str, database: str = "sisterhood") -> str:
        """postgresql://LOGIN:PASSWORD@/DATABASE?host=SOCKETS&port=5432. KeyError for an unknown login."""
        host = quote(str(self.postgres_socket_dir), safe="")
        word = quote(self.passwords[login], safe="")
        return f"postgresql://{login}:{word}@/{quote(database)}?host={host}&port={self.postgres_port}"

    def redis_url(self, db: int = 0) -> str:
        """The form redis-py and the cache want: unix://PATH?db=0."""
        return f"unix://{self.redis_socket}?db={db}"

    def broker_url(self, db: int = 0) -> str:
        """The form Celery wants: redis+socket://PATH?virtual_host=0."""
        return f"redis+socket://{self.redis_socket}?virtual_host={db}"


@dataclass
class _Hold:
    """What this program holds on one data folder; `pair` and `servers` are filled as they come up."""

    data_dir: Path
    holder: int
    lease: Lease
    pair: tuple[Broker, Postgres] | None = None
    servers: Servers | None = None


_holds: dict[Path, _Hold] = {}
_guard = threading.RLock()


def ensure_servers(data_dir: Path) -> Servers:
    """Start, join or adopt the servers of `data_dir` and wait until both answer (at most ten minutes).

    They stop when the last program that called this ends. Raises ServersUnavailable with one plain sentence.
    """
    folder = open_data_dir(data_dir)
    with _guard:
        hold = _holds.get(folder)
        if hold and hold.holder == os.getpid() and hold.servers:
            return hold.servers
        try:
            with turn(folder, patience=SPEAK_AFTER, then=_say_wait):
                hold = _holds[folder] = _Hold(folder, os.getpid(), Lease(folder))
                _catch_signals()
                return _start(hold)
        except BaseException:
            release(folder)
            raise


def release(data_dir: Path) -> None:
    """Give the servers back before the program ends; stops them when nobody else holds them."""
    with _guard:
        hold = _holds.pop(Path(data_dir).resolve(), None)
        if hold is None or hold.holder != os.getpid():
            return
        with turn(hold.data_dir, patience=LEAVE_PATIENCE) as mine:
            # no turn for so long means somebody is starting them: she holds a lease and will stop them
            if mine and hold.lease.alone() and hold.pair:
                _stop(*hold.pair)
                shutil.rmtree(hold.pair[0].places.sockets, ignore_errors=True)
            hold.lease.close()


def wipe(data_dir: Path) -> None:
    """Stop the servers and delete the cluster, logs and record; secrets stay. ServersUnavailable when in use."""
    folder = open_data_dir(data_dir)
    with _guard:
        release(folder)
        with turn(folder, patience=SPEAK_AFTER, then=_say_wait):
            lease = Lease(folder)
            try:
                if not lease.alone():
                    raise ServersUnavailable(
                        _("Another program is using the servers in %(folder)s.") % {"folder": folder}
                    )
                _wipe(folder)
            finally:
                lease.close()


def _wipe(folder: Path) -> None:
    known = recorded(folder)
    if known is None:
        return
    owner = server_owner(known.cluster)
    _stop_at(settle(folder, owner, known, disposable=known.disposable), owner)
    for name in ("postgres", "postgres.new", "redis", "log", "programs"):
        shutil.rmtree(known.home / name, ignore_errors=True)
    (known.home / "pg_hba.conf").unlink(missing_ok=True)
    if known.home != folder:
        known.home.rmdir()
    (folder / RECORD).unlink()


def _start(hold: _Hold) -> Servers:
    folder = hold.data_dir
    known = recorded(folder)
    owner = server_owner((known.home if known else folder) / "postgres")
    if known is None and owner.foreign and outside_home(folder).exists():
        _abandoned(folder, owner)
    places = settle(folder, owner, known, disposable=os.environ.get(SPEED) == "1")
    programs = find_programs(places, owner)
    broker, postgres = hold.pair = Broker(places, owner, programs), Postgres(places, owner, programs)
    fresh = not postgres.exists
    passwords = login_passwords(folder, fresh=fresh)
    if fresh:
        _stop(broker, postgres)  # servers of a data folder that was deleted under them
        broker.begin()
        postgres.create(passwords["postgres"])
    broker.begin()
    postgres.begin()
    _wait(broker, postgres)
    hold.servers = Servers(places.sockets, PORT, broker.socket, programs.bin, passwords)
    return hold.servers


def _wait(broker: Broker, postgres: Postgres) -> None:
    begun, spoken, pause = time.monotonic(), False, 0.01
    while not (postgres.ready() and broker.ready()):
        waited = time.monotonic() - begun
        if waited > SPEAK_AFTER and not spoken:
            spoken = True
            _say_wait()
        if waited > WAIT_SECONDS:
            minutes = WAIT_SECONDS / 60
            raise ServersUnavailable(_("PostgreSQL did not get ready within %(n)d minutes.") % {"n": minutes})
        time.sleep(pause)
        pause = min(pause * 1.5, 0.3)


def _say_wait() -> None:
    sentence = _("PostgreSQL is getting ready; after a power cut this may take some minutes.")
    sys.stderr.write(sentence + "\n")


def _stop(broker: Broker, postgres: Postgres) -> None:
    broker.stop()
    postgres.stop()


def _stop_at(places: Places, owner: Owner) -> None:
    programs = find_programs(places, owner)
    _stop(Broker(places, owner, programs), Postgres(places, owner, programs))
    shutil.rmtree(places.sockets, ignore_errors=True)


def _abandoned(folder: Path, owner: Owner) -> None:
    """The data folder was deleted while its cluster outside stayed: stop that cluster and put it aside."""
    home = outside_home(folder)
    runtime = private_folder(folder / ".sockets", owner)
    _stop_at(Places(folder, home, runtime), owner)
    set_aside(home)


def _catch_signals() -> None:
    """Let a polite end (SIGTERM, a closed terminal) run the farewells; only where nobody else has a say."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave_politely)


def _leave_politely(number: int, _frame: object) -> None:
    sys.exit(128 + number)


@atexit.register
def _farewell() -> None:
    mine = [folder for folder, hold in _holds.items() if hold.holder == os.getpid()]
    if mine and threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
    for folder in mine:
        release(folder)
