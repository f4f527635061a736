"""The ground the tests stand on: a real PostgreSQL and Redis, chosen before Django reads its settings.

By default the embedded pair under `.data/test`, or in the folder `SISTERHOOD_TEST_DATA` (one in memory makes the
clones of each test five times quicker). With `SISTERHOOD_TEST_SUPERUSER_URL` (and
`SISTERHOOD_TEST_REDIS_URL`) the same suite runs on a server of the machine.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from sisterhood.lib.keyring import Keyring

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SISTERHOOD_TEST_DATA") or BASE / ".data" / "test")
LOGINS = ("app", "worker", "migrator")


def _share() -> int:
    """Which of several test processes this is: each has a queue of its own, so nobody empties another's."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _embedded() -> tuple[str, dict[str, str], str, str]:
    os.environ.setdefault("SISTERHOOD_TEST_SPEED", "1")
    from sisterhood.local.servers import ensure_servers

    servers = ensure_servers(DATA)
    passwords = {login: servers.passwords[login] for login in LOGINS}
    own = _share()
    return servers.url("postgres", "postgres"), passwords, servers.redis_url(own), servers.broker_url(own)


def _given(url: str) -> tuple[str, dict[str, str], str, str]:
    named = os.environ.get("SISTERHOOD_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    server, _slash, number = named.rpartition("/")
    redis = f"{server}/{int(number) + _share()}"
    return url, {login: f"test-{login}-of-this-house" for login in LOGINS}, redis, redis


def url_of(login: str, database: str) -> str:
    """A database address for one of the logins on the ground that was chosen."""
    parts = urlsplit(SUPERUSER_URL)
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{login}:{quote(PASSWORDS[login], safe='')}@{host}"
    return urlunsplit((parts.scheme, netloc, f"/{database}", parts.query, ""))


def superuser_url(database: str) -> str:
    """The same address for the superuser, who only makes and drops databases."""
    parts = urlsplit(SUPERUSER_URL)
    return urlunsplit((parts.scheme, parts.netloc, f"/{database}", parts.query, ""))


_asked = os.environ.get("SISTERHOOD_TEST_SUPERUSER_URL")
EMBEDDED = not _asked
SUPERUSER_URL, PASSWORDS, REDIS_URL, BROKER_URL = _given(_asked) if _asked else _embedded()

DATA.mkdir(parents=True, exist_ok=True)
_key_file = DATA / "keys.json"
if not _key_file.exists():
    Keyring.create(_key_file)

os.environ.update(
    {
        "SISTERHOOD_ENV": "test",
        "SISTERHOOD_LOGIN": "app",
        "DATABASE_URL": url_of("app", "nowhere"),
        "DATABASE_WORKER_URL": url_of("worker", "nowhere"),
        "DATABASE_MIGRATOR_URL": url_of("migrator", "nowhere"),
        "REDIS_URL": REDIS_URL,
        "CELERY_BROKER_URL": BROKER_URL,
        "SISTERHOOD_KEY_FILE": str(_key_file),
        "MEDIA_ROOT": tempfile.mkdtemp(prefix="sisterhood-media-"),
        "STATIC_ROOT": tempfile.mkdtemp(prefix="sisterhood-static-"),
        "SECRET_KEY": "for-tests-only-" + "t" * 40,
    }
)
