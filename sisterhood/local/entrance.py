"""Before Django reads its settings: which database login a command needs, and servers where none are named."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import psycopg

from sisterhood.lib.keyring import Keyring
from sisterhood.local.roles import create_roles
from sisterhood.local.secrets import embedded_secret, secrets_dir
from sisterhood.local.servers import ensure_servers
from sisterhood.local.wording import ServersUnavailable, _

BASE = Path(__file__).resolve().parent.parent.parent
DATABASE = "sisterhood"
LOGIN_OF = {
    "migrate": "migrator",
    "makemigrations": "migrator",
    "sqlmigrate": "migrator",
    "import_units": "migrator",
    "load_calendar": "migrator",
    "demo_cast": "migrator",
    "demo_reset": "migrator",
    "ring": "worker",
    "audit": "worker",
}
WITHOUT_DATABASE = frozenset(
    {
        "help",
        "version",
        "--version",
        "build_words",
        "build_icons",
        "collectstatic",
        "compilemessages",
        "makemessages",
        "create_roles",
        "check",
    }
)


def key_file(data_dir: Path) -> Path:
    """The key file of the embedded mode, made once however many commands ask at the same moment."""
    path = secrets_dir(data_dir) / "keys.json"
    if not path.exists():
        with suppress(FileExistsError):  # another command was first
            Keyring.create(path)
    return path


def _serve(data_dir: Path) -> None:
    servers = ensure_servers(data_dir)
    try:
        create_roles(servers.url("postgres", "postgres"), servers.passwords, DATABASE)
    except psycopg.Error as error:
        raise ServersUnavailable(
            _("PostgreSQL refused to prepare its logins (%(kind)s).") % {"kind": type(error).__name__}
        ) from None
    given = {
        "DATABASE_URL": servers.url("app", DATABASE),
        "DATABASE_WORKER_URL": servers.url("worker", DATABASE),
        "DATABASE_MIGRATOR_URL": servers.url("migrator", DATABASE),
        "REDIS_URL": servers.redis_url(),
        "CELERY_BROKER_URL": os.environ.get("REDIS_URL") or servers.broker_url(),
        "SECRET_KEY": embedded_secret(data_dir, "secret_key"),
        "SISTERHOOD_KEY_FILE": str(key_file(data_dir)),
        "SISTERHOOD_EMBEDDED": "1",
    }
    os.environ.update({name: value for name, value in given.items() if not os.environ.get(name)})


def prepare(argv: list[str]) -> None:
    """Fill the environment for one command; ends the program with one sentence when servers cannot start."""
    command = argv[1] if len(argv) > 1 else "help"
    os.environ.setdefault("SISTERHOOD_LOGIN", LOGIN_OF.get(command, "app"))
    if command in WITHOUT_DATABASE or {"-h", "--help"} & set(argv):
        return
    if os.environ.get("DATABASE_URL") and not os.environ.get("SISTERHOOD_EMBEDDED"):
        return
    if os.environ.get("SISTERHOOD_ENV") == "production":
        return
    try:
        _serve(Path(os.environ.get("SISTERHOOD_DATA_DIR", BASE / ".data")))
    except ServersUnavailable as reason:
        sys.stderr.write(f"{reason}\n")
        raise SystemExit(1) from None
