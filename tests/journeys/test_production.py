"""The processes of docs/operations.md, told by their environment alone where the servers are, live the same journey."""

import os
import secrets
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from tests import ground
from tests.house import BASE, House
from tests.journeys.conftest import Visitor, reception
from tests.journeys.title import from_a_hamlet_to_closure
from tests.local.conftest import soon

pytestmark = [pytest.mark.browser, pytest.mark.either]
PROGRAMS = {
    "web": (
        "app",
        "gunicorn sisterhood.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4 --no-control-socket",
    ),
    "clock": ("worker", "celery -A sisterhood worker -Q clock -c 1 -n clock@%h"),
    "danger": ("worker", "celery -A sisterhood worker -Q danger -c 1 -n danger@%h"),
    "desk": ("app", "celery -A sisterhood worker -Q desk -c 1 -n desk@%h"),
    "beat": ("worker", "celery -A sisterhood beat"),
}


class Guest(Visitor):
    """Whoever comes to a house of other processes."""

    at_the_form = True


def production(house: House, folder: Path, login: str) -> dict[str, str]:
    """What an operator would set for one process; nothing of the tests' own environment but the path."""
    urls = {name: house.url(login) for name, login in URLS.items()}
    return urls | {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SISTERHOOD_ENV": "production",
        "SISTERHOOD_LOGIN": login,
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "REDIS_URL": own_broker(),
        "SISTERHOOD_KEY_FILE": os.environ["SISTERHOOD_KEY_FILE"],
        "SISTERHOOD_DATA_DIR": str(folder / "data"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }


URLS = {"DATABASE_URL": "app", "DATABASE_WORKER_URL": "worker", "DATABASE_MIGRATOR_URL": "migrator"}
SECRET = secrets.token_urlsafe(48)


def own_broker() -> str:
    """A database of the tests' Redis that no other suite's workers listen to."""
    address = ground.BROKER_URL
    if "virtual_host=" in address:
        return address.rpartition("virtual_host=")[0] + "virtual_host=13"
    return address.rpartition("/")[0] + "/13"


def manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """One command of the operator."""
    return subprocess.run(
        [sys.executable, str(BASE / "manage.py"), *words],
        env=environment,
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sign-in/", timeout=5) as page:  # noqa: S310 - our own loopback
            return bool(page.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="module")
def portal(house, tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Web, the three workers and beat as processes of their own; a trial without a TLS proxy."""
    folder, port = tmp_path_factory.mktemp("production"), _free_port()
    done = manage(production(house, folder, "app"), "collectstatic", "--noinput")
    assert done.returncode == 0, done.stderr
    running = []
    for name, (login, line) in PROGRAMS.items():
        with (folder / f"{name}.log").open("w") as log:
            program, *words = line.format(port=port).split()
            running.append(
                subprocess.Popen(
                    [str(Path(sys.executable).with_name(program)), *words],
                    env=production(house, folder, login) | {"SISTERHOOD_TLS": "0"},
                    cwd=BASE,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
    address = f"http://127.0.0.1:{port}"
    try:
        if not soon(lambda: _answers(address), 60):
            pytest.fail((folder / "web.log").read_text())
        yield address, folder
    finally:
        for program in running:
            program.terminate()
        for program in running:
            try:
                program.wait(timeout=30)
            except subprocess.TimeoutExpired:  # as a supervisor would
                program.kill()
                program.wait(timeout=10)


def test_the_deployment_check_finds_nothing(house, tmp_path):
    done = manage(production(house, tmp_path, "app"), "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_the_whole_journey_from_other_servers_by_environment_alone(portal, house, chromium):
    address, folder = portal
    with reception(chromium, address, Guest) as visit:
        environment = production(house, folder, "worker")
        from_a_hamlet_to_closure(visit, house, environment)
    wanted = {"deliver_due", "seal_audit", "ring_due", "ring_danger"}
    runs = "select name from network_jobrun where error = ''"
    assert soon(lambda: wanted <= {name for (name,) in house.raw(runs)}, 90), house.raw(runs)
    for name in PROGRAMS:
        assert "Traceback" not in (folder / f"{name}.log").read_text()
