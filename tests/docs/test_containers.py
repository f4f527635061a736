"""The production shape: each process has its own login, its own secrets and no more; no engine is needed."""

import os
import re
import stat
import subprocess
from urllib.parse import urlsplit

import pytest
from django.core.management import get_commands

from tests.docs.pages import BASE

COMPOSE = (BASE / "docker-compose.yml").read_text("utf-8")
DATABASE_SECRET = {
    "app": "database_url",
    "worker": "database_worker_url",
    "migrator": "database_migrator_url",
}
HOUSE = ("roles", "migrate", "web", "worker-clock", "worker-danger", "worker-desk", "beat")


def _section(name):
    found = re.search(rf"^{name}:\n((?:(?:  .*)?\n)+)", COMPOSE, re.MULTILINE)
    return found[1] if found else ""


def _services():
    parts = re.split(r"^  ([\w-]+):\n", _section("services"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _mounted(block):
    return set(re.findall(r"[\w]+", re.search(r"^    secrets: \[(.*)\]$", block, re.MULTILINE)[1]))


@pytest.mark.parametrize("name", HOUSE)
def test_a_process_reads_exactly_the_secrets_it_mounts(name):
    block = _services()[name]
    read = set(re.findall(r"_FILE: /run/secrets/(\w+)", block)) | {"secret_key", "redis_url"}
    assert read == _mounted(block)
    assert _mounted(block) <= set(
        re.findall(r"^  (\w+): \{file: \./secrets/\1\}$", _section("secrets"), re.MULTILINE)
    )


@pytest.mark.parametrize("name", HOUSE[1:])
def test_a_process_holds_the_password_of_its_own_login_alone(name):
    block = _services()[name]
    login = re.search(r"SISTERHOOD_LOGIN: (\w+)", block)[1]
    held = _mounted(block) & {*DATABASE_SECRET.values(), "superuser_url", "postgres_password"}
    assert held == {DATABASE_SECRET[login]}


def test_only_the_web_and_the_desk_hold_keys_and_never_beside_the_database():
    holders = {name for name, block in _services().items() if '"keys:/keys' in block}
    assert holders == {"keys", "web", "worker-desk"}
    assert "keys:" not in _services()["postgres"]
    assert all('"keys:/keys:ro"' in _services()[name] for name in ("web", "worker-desk"))


def test_only_the_web_is_reachable_and_only_from_its_own_machine():
    ports = re.findall(r"ports: \[(.*)\]", COMPOSE)
    assert ports == ['"127.0.0.1:8000:8000"']
    assert "internal: true" in _section("networks")


def test_every_command_of_image_and_services_exists():
    text = COMPOSE + (BASE / "Dockerfile").read_text("utf-8")
    asked = set(re.findall(r"manage\.py,? ([a-z_]+)", text))
    assert asked >= {"create_roles", "migrate", "build_words", "build_icons", "collectstatic"}
    assert asked <= set(get_commands())
    assert {"clock", "danger", "desk"} == set(re.findall(r"- -Q\n      - (\w+)", COMPOSE))


def test_the_secrets_are_made_once_fit_each_other_and_are_never_committed(tmp_path):
    folder = tmp_path / "secrets"
    make = [str(BASE / "docker/make-secrets"), str(folder)]
    assert subprocess.run(make, check=False, capture_output=True).returncode == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    made = {file.name: file.read_text() for file in folder.iterdir()}
    assert set(made) == set(re.findall(r"^  (\w+): \{file", _section("secrets"), re.MULTILINE))
    for login, name in DATABASE_SECRET.items():
        assert urlsplit(made[name]).username == login
    assert urlsplit(made["superuser_url"]).password == made["postgres_password"]
    assert urlsplit(made["redis_url"]).password == made["redis_password"]
    assert len(set(made.values())) == len(made)
    assert subprocess.run(make, check=False, capture_output=True).returncode == 1
    assert {file.name: file.read_text() for file in folder.iterdir()} == made
    for name in (".gitignore", ".dockerignore"):
        assert "secrets" in (BASE / name).read_text("utf-8").replace("/", "").split()


def test_a_container_takes_each_secret_from_its_file(tmp_path):
    names = sorted(set(re.findall(r"(\w+)_FILE: /run/secrets", COMPOSE)) - {"POSTGRES_PASSWORD"})
    environment = {"PATH": os.environ["PATH"]}
    for name in names:
        (tmp_path / name).write_text(f"the $ecret 'of' {name}")
        environment[f"{name}_FILE"] = str(tmp_path / name)
    shown = subprocess.run(
        [str(BASE / "docker/enter"), "printenv", *names],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.splitlines() == [f"the $ecret 'of' {name}" for name in names]
