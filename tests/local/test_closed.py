"""What the servers keep to themselves: no network, no trust, no trace of words on disk or in logs."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dj_database_url
import kombu
import psycopg
import pytest
import redis

from sisterhood.local.places import recorded
from sisterhood.local.roles import create_roles
from sisterhood.local.secrets import embedded_secret, login_passwords
from sisterhood.local.servers import ensure_servers, release


@pytest.fixture
def superuser(standing):
    with psycopg.connect(standing.url("postgres", "postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def broker(standing):
    return redis.Redis.from_url(standing.redis_url(), decode_responses=True)


def shown(connection, name: str) -> str:
    return connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0]


def test_no_door_to_the_network_stands_open(superuser, broker):
    assert shown(superuser, "listen_addresses") == ""
    assert broker.config_get("port") == {"port": "0"}
    rules = superuser.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert rules == [("local", "scram-sha-256")]


def test_a_wrong_password_is_refused_even_for_the_superuser(standing):
    url = standing.url("postgres", "postgres").replace(standing.passwords["postgres"], "guess")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_the_log_repeats_nobodys_words(standing_dir, standing, superuser):
    create_roles(standing.url("postgres", "postgres"), standing.passwords)
    for login in ("migrator", "app", "worker"):
        with psycopg.connect(standing.url(login), autocommit=True) as connection:
            with pytest.raises(psycopg.errors.UndefinedTable):
                connection.execute("SELECT 'planted-name-王' FROM missing_table")
            with pytest.raises(psycopg.errors.InvalidTextRepresentation):
                connection.execute("SELECT %s::int", ["planted-name-王"])
            with pytest.raises(psycopg.errors.RaiseException):
                connection.execute("DO $$ BEGIN RAISE EXCEPTION 'planted-name-王'; END $$")
    log = recorded(standing_dir).log / "postgres.log"
    written = log.read_text(encoding="utf-8")
    assert "ready to accept connections" in written and "planted-name" not in written
    assert [
        shown(superuser, n) for n in ("log_statement", "log_min_error_statement", "log_error_verbosity")
    ] == [
        "none",
        "panic",
        "terse",
    ]


def test_redis_keeps_nothing_on_disk(broker):
    assert broker.config_get("save") == {"save": ""}
    assert broker.config_get("appendonly") == {"appendonly": "no"}


def test_time_is_the_time_of_the_office(superuser):
    assert shown(superuser, "timezone") == "Asia/Shanghai"


def test_only_a_test_cluster_forgets_and_stays_known_as_one(data_dir, monkeypatch):
    monkeypatch.delenv("SISTERHOOD_TEST_SPEED")
    for _ in range(2):
        with psycopg.connect(ensure_servers(data_dir).url("postgres", "postgres")) as connection:
            assert shown(connection, "fsync") == "on"
            assert shown(connection, "full_page_writes") == "on"
        release(data_dir)
        monkeypatch.setenv("SISTERHOOD_TEST_SPEED", "1")


def test_every_client_understands_its_address(standing):
    parsed = dj_database_url.parse(standing.url("app"))
    assert parsed["OPTIONS"]["host"] == str(standing.postgres_socket_dir)
    assert parsed["PASSWORD"] == standing.passwords["app"]
    with kombu.Connection(standing.broker_url()) as connection:
        queue = connection.SimpleQueue("greeting")
        queue.put({"hello": "姐妹"})
        assert queue.get(timeout=5).payload == {"hello": "姐妹"}
        queue.close()


def test_the_environment_of_the_servers_holds_no_secret(standing):
    pid = int(redis.Redis.from_url(standing.redis_url()).info("server")["process_id"])
    words = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    assert {word.split(b"=")[0] for word in words if word} <= {b"PATH", b"LC_ALL"}


def test_a_secret_is_made_once_however_many_ask(data_dir):
    data_dir.mkdir()
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: embedded_secret(data_dir, "secret_key"), range(64)))
    assert len(found) == 1 and len(found.pop()) >= 43
    path = data_dir / "secrets" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["secret_key"]


@pytest.mark.parametrize("name", ["../escape", "", "a/b", ".hidden"])
def test_a_secret_cannot_be_written_elsewhere(data_dir, name):
    with pytest.raises(ValueError):
        embedded_secret(data_dir, name)


def test_each_login_has_a_password_of_its_own(data_dir):
    words = login_passwords(data_dir, fresh=True)
    assert set(words) == {"postgres", "migrator", "app", "worker"} and len(set(words.values())) == 4
    assert login_passwords(data_dir, fresh=False) == words
    file = data_dir / "secrets" / "passwords.json"
    assert json.loads(file.read_text()) == words and stat.S_IMODE(file.stat().st_mode) == 0o600
