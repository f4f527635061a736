"""`manage.py demo`: everything up with real Siping units, from one command on a fresh machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sisterhood.local.processes import run_children

UNITS = Path(settings.BASE_DIR) / "network" / "units" / "fixtures" / "siping-2203.csv"
MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]


def _run(*words: str) -> None:
    done = subprocess.run([*MANAGE, *words], env=_clean_environment(), check=False)
    if done.returncode:
        raise CommandError(f"`manage.py {' '.join(words)}` ended with {done.returncode}")


def _clean_environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "SISTERHOOD_LOGIN"} | more


def _children(port: int) -> list[tuple[str, list[str], dict[str, str]]]:
    celery = [sys.executable, "-m", "celery", "-A", "sisterhood", "--quiet"]
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "1",
        "--without-gossip",
        "--without-mingle",
        "-l",
        "WARNING",
    ]
    beat_file = str(settings.DATA_DIR / "beat")
    return [
        (
            "web",
            [
                *(sys.executable, "-m", "gunicorn", "sisterhood.wsgi", "--bind", f"127.0.0.1:{port}"),
                *(
                    "--workers",
                    "2",
                    "--threads",
                    "4",
                    "--access-logfile",
                    "/dev/null",
                    "--log-level",
                    "warning",
                ),
            ],
            _clean_environment(SISTERHOOD_LOGIN="app"),
        ),
        ("clock", [*worker, "-Q", "clock", "-n", "clock@%h"], _clean_environment(SISTERHOOD_LOGIN="worker")),
        ("desk", [*worker, "-Q", "desk", "-n", "desk@%h"], _clean_environment(SISTERHOOD_LOGIN="app")),
        (
            "beat",
            [*celery, "beat", "-s", beat_file, "-l", "WARNING"],
            _clean_environment(SISTERHOOD_LOGIN="worker"),
        ),
    ]


class Command(BaseCommand):
    """Servers, roles, tables, units, people, stories, then web, workers and beat until Ctrl-C."""

    help = "Bring everything up with the units of Siping and an invented cast."

    def add_arguments(self, parser: Any) -> None:
        """Port, bulk volume, fresh start, and stopping before the web server."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--volume", type=int, default=0, help="add that many bulk cases")
        parser.add_argument("--reset", action="store_true", help="throw the embedded database away first")
        parser.add_argument("--no-serve", action="store_true", help="load everything and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with one sentence when a step fails."""
        if not settings.EMBEDDED:
            raise CommandError("The demo runs on the embedded servers only; unset DATABASE_URL first.")
        if options["reset"]:
            _run("demo_reset")
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        for words in (("build_words",), ("build_icons",), ("migrate", "--verbosity", "0")):
            _run(*words)
        _run("import_units", str(UNITS))
        _run("demo_cast")
        _run("demo_stories")
        if options["volume"]:
            _run("demo_volume", str(options["volume"]))
        if options["no_serve"]:
            return
        self.stdout.write(f"\nOpen http://127.0.0.1:{options['port']}/  (Ctrl-C stops everything)\n")
        self.stdout.flush()
        code = run_children(_children(options["port"]))
        if code:
            raise CommandError("A process did not stay up; its lines above say why.")
