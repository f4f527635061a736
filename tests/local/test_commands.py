"""The commands an operator runs before and after: create_roles, doctor, and the web process that checks itself."""

import os
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.core.management import CommandError, call_command
from psycopg import sql

from sisterhood.local.roles import create_roles
from tests.local.conftest import ROOT


@pytest.fixture(scope="module")
def addresses(standing):
    """A database without tables, and what the environment of production would say about it."""
    superuser, name = standing.url("postgres", "postgres"), f"commands_{uuid.uuid4().hex[:12]}"
    create_roles(superuser, standing.passwords, name)
    yield {
        "DATABASE_URL": standing.url("app", name),
        "DATABASE_WORKER_URL": standing.url("worker", name),
        "DATABASE_MIGRATOR_URL": standing.url("migrator", name),
        "REDIS_URL": standing.redis_url(),
        "SISTERHOOD_ENV": "test",
        "MEDIA_ROOT": str(standing.postgres_socket_dir),
    }
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(*argv: str, **environment: str) -> subprocess.CompletedProcess:
    plain = {k: v for k, v in os.environ.items() if k not in ("SISTERHOOD_LOGIN", "SISTERHOOD_EMBEDDED")}
    return subprocess.run(
        [sys.executable, *argv],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=plain | environment,
        timeout=60,
        check=False,
    )


@pytest.fixture
def production(addresses, monkeypatch):
    """The environment of a deploy, for commands that need no tables."""
    for name, address in addresses.items():
        monkeypatch.setenv(name, address)
    return monkeypatch


def test_create_roles_takes_the_passwords_from_the_three_addresses(standing, addresses, production):
    name = addresses["DATABASE_URL"].split("@/")[1].split("?")[0]
    fresh = f"{name}_two"
    for variable, address in addresses.items():
        production.setenv(variable, address.replace(f"/{name}?", f"/{fresh}?"))
    superuser = standing.url("postgres", "postgres")
    for _ in range(2):
        call_command("create_roles", "--as", superuser, verbosity=0)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("app",)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(fresh)))


def test_create_roles_says_which_address_is_wrong(standing, addresses, production):
    production.setenv("DATABASE_WORKER_URL", addresses["DATABASE_URL"])
    with pytest.raises(CommandError, match="DATABASE_WORKER_URL") as refused:
        call_command("create_roles", "--as", standing.url("postgres", "postgres"))
    assert refused.value.returncode == 2


def test_create_roles_by_a_login_that_may_not_ends_without_her_password(standing, production):
    with pytest.raises(CommandError) as refused:
        call_command("create_roles", "--as", standing.url("app", "postgres"))
    assert refused.value.returncode == 1 and standing.passwords["app"] not in str(refused.value)


def test_the_doctor_says_what_an_empty_house_lacks_and_exits_1(addresses):
    done = run("manage.py", "doctor", **addresses)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "项数据库迁移尚未执行" in done.stdout


def test_the_doctor_names_each_thing_that_does_not_answer(standing, addresses, tmp_path):
    open_key = tmp_path / "keys.json"
    open_key.write_text("{}")
    open_key.chmod(0o644)
    ill = {
        "DATABASE_URL": addresses["DATABASE_URL"].replace(standing.passwords["app"], "wrong"),
        "DATABASE_WORKER_URL": standing.url("postgres", "postgres"),
        "REDIS_URL": "unix:///nowhere/redis.sock",
        "SISTERHOOD_KEY_FILE": str(open_key),
    }
    done = run("manage.py", "doctor", **(addresses | ill))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    for words in ("app 无法连接", "worker 可绕过", "数据库无响应", "消息队列无响应", str(open_key)):
        assert words in done.stdout, done.stdout


def test_the_web_process_starts_below_the_walls(addresses):
    done = run("-c", "import sisterhood.wsgi", **addresses)
    assert done.returncode == 0, done.stderr


def test_the_web_process_refuses_a_login_above_the_walls(standing, addresses):
    name = addresses["DATABASE_URL"].split("@/")[1].split("?")[0]
    done = run(
        "-c", "import sisterhood.wsgi", **(addresses | {"DATABASE_URL": standing.url("migrator", name)})
    )
    assert done.returncode == 1 and "ImproperlyConfigured" in done.stderr
