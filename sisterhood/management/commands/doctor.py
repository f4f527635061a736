"""`manage.py doctor`: one sentence for each thing that is wrong; exit 1 when there is any."""

import subprocess
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from network.deadlines.models import CalendarYear, JobRun
from sisterhood.lib import clock
from sisterhood.lib.keyring import KeyFileError, Keyring


def _database() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
            master = cursor.fetchone()[0]
    except DatabaseError:
        return ["The database does not answer."]
    return ["The web login stands above the walls."] if master else []


def _tables() -> list[str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return [f"{len(waiting)} migrations have not run."]
    found = []
    beat = JobRun.objects.filter(name="ring_due").first()
    if beat is None or beat.started_at < timezone.now() - timedelta(minutes=5):
        found.append("No worker has rung for five minutes.")
    next_year = clock.today().year + 1
    if not CalendarYear.objects.filter(year=next_year, is_official=True).exists():
        found.append(f"The holiday calendar of {next_year} has not been published or loaded.")
    return found


def _broker() -> list[str]:
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping()
    except redis.RedisError:
        return ["The broker does not answer."]
    return []


def _keys() -> list[str]:
    try:
        Keyring.load(settings.KEY_FILE)
    except KeyFileError as error:
        return [str(error)]
    return []


def _fonts() -> list[str]:
    try:
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False, timeout=20).stdout
    except OSError:
        listed = b""
    return [] if listed.strip() else ["No Chinese font is installed: printed papers would show boxes."]


class Command(BaseCommand):
    """Looks; changes nothing."""

    help = "Say what is wrong with this installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 1) after printing the findings."""
        found = _database()
        if not found:
            found += _tables()
        found += _broker() + _keys() + _fonts()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} findings", returncode=1)
        self.stdout.write("Everything is in order.")
