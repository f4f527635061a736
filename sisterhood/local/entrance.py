"""Before Django reads its settings: which database login a command needs, and servers where none are named."""

import os
import sys
from pathlib import Path

from sisterhood.lib.keyring import Keyring
from sisterhood.local.roles import create_roles
from sisterhood.local.secrets import embedded_secret
from sisterhood.local.servers import ensure_servers
from sisterhood.local.wording import ServersUnavailable

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
        "--help",
        "--version",
        "build_words",
        "build_icons",
        "collectstatic",
        "create_roles",
        "check",
    }
)


def _serve(data_dir: Path) -> None:
    servers = ensure_servers(data_dir)
    create_roles(servers.url("postgres", "postgres"), servers.passwords, DATABASE)
    key_file = data_dir / "secrets" / "keys.json"
    if not key_file.exists():
        Keyring.create(key_file)
    given = {
        "DATABASE_URL": servers.url("app", DATABASE),
        "DATABASE_WORKER_URL": servers.url("worker", DATABASE),
        "DATABASE_MIGRATOR_URL": servers.url("migrator", DATABASE),
        "REDIS_URL": servers.redis_url(),
        "CELERY_BROKER_URL": servers.broker_url(),
        "SECRET_KEY": embedded_secret(data_dir, "secret_key"),
        "SISTERHOOD_KEY_FILE": str(key_file),
        "SISTERHOOD_EMBEDDED": "1",
    }
    os.environ.update({name: value for name, value in given.items() if name not in os.environ})


def prepare(argv: list[str]) -> None:
    """Fill the environment for one command; ends the program with one sentence when servers cannot start."""
    command = argv[1] if len(argv) > 1 else "help"
    os.environ.setdefault("SISTERHOOD_LOGIN", LOGIN_OF.get(command, "app"))
    if command in WITHOUT_DATABASE or (
        os.environ.get("DATABASE_URL") and not os.environ.get("SISTERHOOD_EMBEDDED")
    ):
        return
    if os.environ.get("SISTERHOOD_ENV") == "production":
        return
    try:
        _serve(Path(os.environ.get("SISTERHOOD_DATA_DIR", BASE / ".data")))
    except ServersUnavailable as reason:
        sys.stderr.write(f"{reason}\n")
        raise SystemExit(1) from None
