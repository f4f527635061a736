"""Before Django reads its settings: which database login a command needs, and servers where none are named."""

import os
import subprocess
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
    "load_outlines": "migrator",
    "load_calendar": "migrator",
    "demo_ground": "migrator",
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
        "push_keys",
    }
)


def key_file(data_dir: Path) -> Path:
    """The key file of the embedded mode, made once however many commands ask at the same moment."""
    path = secrets_dir(data_dir) / "keys.json"
    if not path.exists():
        with suppress(FileExistsError):  # another command was first
            Keyring.create(path)
    return path


def _refuse_lost_keys(data_dir: Path, superuser_url: str) -> None:
    """A new key file opens nothing of what the old one sealed, so it must not be made in silence."""
    path = secrets_dir(data_dir) / "keys.json"
    if path.exists():
        return
    with psycopg.connect(superuser_url) as connection:
        made = connection.execute("select to_regclass('public.cases_casekey') is not null").fetchone()
        if made == (True,) and connection.execute("select 1 from cases_casekey limit 1").fetchone():
            raise ServersUnavailable(
                _(
                    "Matters are sealed but their key file is gone: put %(file)s back or start over with demo --reset."
                )
                % {"file": path}
            )


def _starts_over(argv: list[str]) -> bool:
    return argv[1:2] == ["demo_reset"] or (argv[1:2] == ["demo"] and "--reset" in argv)


def _serve(data_dir: Path, *, starting_over: bool) -> None:
    servers = ensure_servers(data_dir)
    try:
        create_roles(servers.url("postgres", "postgres"), servers.passwords, DATABASE)
    except psycopg.Error as error:
        raise ServersUnavailable(
            _("PostgreSQL refused to prepare its logins (%(kind)s).") % {"kind": type(error).__name__}
        ) from None
    if not starting_over:
        _refuse_lost_keys(data_dir, servers.url("postgres", DATABASE))
    given = {
        "DATABASE_URL": servers.url("app", DATABASE),
        "DATABASE_WORKER_URL": servers.url("worker", DATABASE),
        "DATABASE_MIGRATOR_URL": servers.url("migrator", DATABASE),
        "REDIS_URL": servers.redis_url(),
        "CELERY_BROKER_URL": os.environ.get("REDIS_URL") or servers.broker_url(),
        "SECRET_KEY": embedded_secret(data_dir, "secret_key"),
        "PUSH_SECRET": embedded_secret(data_dir, "push_secret"),
        "PUSH_CONTACT": "mailto:nobody@example.invalid",
        "SISTERHOOD_KEY_FILE": str(key_file(data_dir)),
        "SISTERHOOD_EMBEDDED": "1",
    }
    os.environ.update({name: value for name, value in given.items() if not os.environ.get(name)})


WITHOUT_TABLES = WITHOUT_DATABASE | {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "demo",
    "demo_ground",
    "demo_reset",
    "doctor",
}


def lay_tables(argv: list[str]) -> None:
    """Embedded servers only: the first command on a fresh machine finds its tables, policy and calendar there."""
    command = argv[1] if len(argv) > 1 else "help"
    if command in WITHOUT_TABLES or not os.environ.get("SISTERHOOD_EMBEDDED") or {"-h", "--help"} & set(argv):
        return
    with psycopg.connect(os.environ["DATABASE_MIGRATOR_URL"], autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(77, 1)")  # one lays them, the others wait
        laid = connection.execute("select to_regclass('public.django_migrations') is not null").fetchone()
        if laid == (True,):
            return
        words = [sys.executable, str(BASE / "manage.py"), "migrate", "--verbosity", "0"]
        done = subprocess.run(words, env=os.environ | {"SISTERHOOD_LOGIN": "migrator"}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


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
        _serve(Path(os.environ.get("SISTERHOOD_DATA_DIR", BASE / ".data")), starting_over=_starts_over(argv))
    except ServersUnavailable as reason:
        sys.stderr.write(f"{reason}\n")
        raise SystemExit(1) from None
