"""Each command gets its own login and its servers, or the environment it was given and nothing else."""

import json
import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import dj_database_url
import psycopg
import pytest
import redis

from sisterhood.lib.keyring import Keyring
from sisterhood.local.entrance import LOGIN_OF, key_file
from sisterhood.local.servers import ensure_servers, release
from tests.local.conftest import ROOT, Program, servers_of

FILLED = (
    "DATABASE_URL",
    "DATABASE_WORKER_URL",
    "DATABASE_MIGRATOR_URL",
    "REDIS_URL",
    "CELERY_BROKER_URL",
    "SECRET_KEY",
    "SISTERHOOD_KEY_FILE",
    "SISTERHOOD_EMBEDDED",
    "SISTERHOOD_LOGIN",
)
ENTER = f"""
import json, os, sys
from sisterhood.local.entrance import prepare
prepare(["manage.py", *sys.argv[1:]])
print(json.dumps({{name: os.environ.get(name) for name in {FILLED}}}), flush=True)
sys.stdin.read()
"""


def environment(data_dir, **more: str) -> dict[str, str]:
    """Ours without any address, so that the entrance must decide."""
    plain = {k: v for k, v in os.environ.items() if k not in FILLED and k != "SISTERHOOD_ENV"}
    return plain | {"SISTERHOOD_DATA_DIR": str(data_dir), **more}


def entering(data_dir, *words: str, **more: str) -> subprocess.Popen:
    running = subprocess.Popen(
        [sys.executable, "-c", ENTER, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(data_dir, **more),
    )
    Program.started.append(running)
    return running


def enter(data_dir, *words: str, **more: str) -> dict:
    out, errors = entering(data_dir, *words, **more).communicate(timeout=60)
    assert out, errors
    return json.loads(out)


def test_commands_started_at_the_same_moment_share_one_house(data_dir):
    running = [entering(data_dir, command) for command in ("migrate", "ring", "due", "shell")]
    told = [json.loads(program.stdout.readline() or program.stderr.read()) for program in running]
    assert [row.pop("SISTERHOOD_LOGIN") for row in told] == ["migrator", "worker", "app", "app"]
    assert told[0] == told[1] == told[2] == told[3]
    for name in ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_MIGRATOR_URL"):
        assert dj_database_url.parse(told[0][name])["NAME"] == "sisterhood"
        with psycopg.connect(told[0][name]) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert redis.Redis.from_url(told[0]["REDIS_URL"]).ping()
    assert stat.S_IMODE(os.stat(told[0]["SISTERHOOD_KEY_FILE"]).st_mode) & 0o077 == 0
    for program in running:
        assert "Traceback" not in program.communicate(timeout=20)[1] and program.returncode == 0
    assert servers_of(data_dir) == []


def test_a_key_file_is_made_once_however_many_ask(tmp_path):
    for folder in (tmp_path / str(n) for n in range(12)):
        with ThreadPoolExecutor(8) as pool:
            paths = list(pool.map(key_file, [folder] * 8))
        assert set(paths) == {folder / "secrets" / "keys.json"}
        assert len(os.listdir(folder / "secrets")) == 1 and Keyring.load(paths[0])


def test_a_lost_key_file_is_never_replaced_in_silence_while_matters_wait_for_it(data_dir):
    ensure_servers(data_dir)
    told = enter(data_dir, "migrate")
    with psycopg.connect(told["DATABASE_MIGRATOR_URL"]) as connection:
        connection.execute("create table cases_casekey (case_id uuid)")
    os.unlink(told["SISTERHOOD_KEY_FILE"])
    assert enter(data_dir, "migrate")["SISTERHOOD_KEY_FILE"]
    with psycopg.connect(told["DATABASE_MIGRATOR_URL"]) as connection:
        connection.execute("insert into cases_casekey values (gen_random_uuid())")
    os.unlink(told["SISTERHOOD_KEY_FILE"])
    program = entering(data_dir, "migrate")
    out, errors = program.communicate(timeout=60)
    assert (program.returncode, out) == (1, "")
    assert "keys.json" in errors and "Traceback" not in errors
    assert not os.path.exists(told["SISTERHOOD_KEY_FILE"])
    assert enter(data_dir, "demo_reset")["SISTERHOOD_KEY_FILE"]
    release(data_dir)


def test_the_first_command_on_a_fresh_machine_finds_its_tables_and_its_calendar(data_dir):
    argv = [sys.executable, str(ROOT / "manage.py"), "due", "petition.notice", "2026-09-16"]
    done = subprocess.run(argv, env=environment(data_dir), capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "2026-10-08"), done.stderr


def test_a_named_database_is_used_and_nothing_is_started(data_dir):
    told = enter(data_dir, "migrate", DATABASE_URL="postgresql://app@db/house")
    assert told["DATABASE_URL"] == "postgresql://app@db/house" and told["SISTERHOOD_LOGIN"] == "migrator"
    assert told["REDIS_URL"] is told["SISTERHOOD_KEY_FILE"] is told["SISTERHOOD_EMBEDDED"] is None
    assert not data_dir.exists()


def test_production_never_starts_servers_of_its_own(data_dir):
    assert enter(data_dir, "migrate", SISTERHOOD_ENV="production")["DATABASE_URL"] is None
    assert not data_dir.exists()


@pytest.mark.parametrize("words", [(), ("help",), ("create_roles",), ("check",), ("migrate", "--help")])
def test_a_command_without_data_starts_nothing(data_dir, words):
    assert enter(data_dir, *words)["DATABASE_URL"] is None
    assert not data_dir.exists()


def test_a_login_that_was_chosen_is_kept(data_dir):
    told = enter(data_dir, "migrate", SISTERHOOD_LOGIN="worker", DATABASE_URL="postgresql://app@db/house")
    assert told["SISTERHOOD_LOGIN"] == "worker"


def test_the_web_and_every_unlisted_command_stay_below_the_walls():
    assert set(LOGIN_OF.values()) == {"migrator", "worker"}
    assert not {"demo", "doctor", "shell", "runserver", "due", "demo_stories", "demo_volume"} & set(LOGIN_OF)


def test_a_house_that_cannot_start_is_one_sentence_and_exit_1(data_dir):
    data_dir.write_text("a file where the folder should be")
    program = entering(data_dir, "migrate")
    out, errors = program.communicate(timeout=20)
    data_dir.unlink()
    assert (program.returncode, out, errors.count("\n")) == (1, "", 1)
    assert "Traceback" not in errors


def test_closing_the_terminal_stops_the_servers(old_data_dir):
    program = entering(old_data_dir, "shell")
    assert program.stdout.readline()
    assert len(servers_of(old_data_dir)) == 2
    program.send_signal(signal.SIGHUP)
    program.communicate(timeout=20)
    assert servers_of(old_data_dir) == []
