"""`manage.py demo`: everything up with real Siping units, from one command on a fresh machine."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sisterhood.local.processes import run_children
from sisterhood.management.commands import build_words

MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]


def _run(*words: str) -> None:
    done = subprocess.run([*MANAGE, *words], env=_clean_environment(), check=False)
    if done.returncode:
        raise CommandError(
            _("`manage.py %(words)s` ended with %(code)d.")
            % {"words": " ".join(words), "code": done.returncode}
        )


def _clean_environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "SISTERHOOD_LOGIN"} | more


def _is_taken(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return door.connect_ex(("127.0.0.1", port)) == 0


def _children(port: int) -> list[tuple[str, list[str], dict[str, str]]]:
    # The pages come first: on two cores five programs that load at once keep somebody waiting who opens one.
    celery = ["nice", "-n", "5", sys.executable, "-m", "celery", "-A", "sisterhood", "--quiet"]
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
                    "--preload",
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
        *(
            (queue, [*worker, "-Q", queue, "-n", f"{queue}@%h"], _clean_environment(SISTERHOOD_LOGIN=login))
            for queue, login in (("clock", "worker"), ("danger", "worker"), ("desk", "app"))
        ),
        (
            "beat",
            [*celery, "beat", "-s", beat_file, "-l", "WARNING"],
            _clean_environment(SISTERHOOD_LOGIN="worker"),
        ),
    ]


class Command(BaseCommand):
    """Servers, roles, tables, units, people, stories, then web, workers and beat until Ctrl-C."""

    help = "Bring everything up with the units of Siping and an invented cast."
    requires_system_checks: list[str] = []  # two seconds of a start; the suite and `check` ask them

    def add_arguments(self, parser: Any) -> None:
        """Port, bulk volume, fresh start, and stopping before the web server."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--volume", type=int, default=0, help="add that many bulk cases")
        parser.add_argument("--reset", action="store_true", help="throw the embedded database away first")
        parser.add_argument("--no-serve", action="store_true", help="load everything and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with one sentence when a step fails."""
        if not settings.EMBEDDED:
            raise CommandError(_("The demo runs on the embedded servers only; unset DATABASE_URL first."))
        if not 1 <= options["port"] <= 65535:
            raise CommandError(_("A port lies between 1 and 65535."), returncode=2)
        if not options["no_serve"] and _is_taken(options["port"]):
            raise CommandError(
                _("Port %(port)d is in use; choose another with --port.") % {"port": options["port"]}
            )
        if options["reset"]:
            _run("demo_reset")
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        if not build_words.are_fresh():
            call_command("build_words")
        call_command("build_icons")
        _run("demo_ground")
        _run("demo_stories")
        if options["volume"]:
            _run("demo_volume", str(options["volume"]))
        if options["no_serve"]:
            return
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        address = f"http://127.0.0.1:{options['port']}/"
        self.stdout.write(
            "\n" + _("Open %(address)s  (Ctrl-C stops everything)") % {"address": address} + "\n"
        )
        self.stdout.flush()
        code = run_children(_children(options["port"]))
        if code:
            raise CommandError(_("A process did not stay up; its lines above say why."))
