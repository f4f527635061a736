"""`manage.py doctor`: one sentence for each thing that is wrong; exit 1 when there is any."""

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.documents import rendering
from network.deadlines.models import CalendarYear, JobRun
from network.notifications import channels
from sisterhood.lib import clock
from sisterhood.lib.keyring import KeyFileError, Keyring
from sisterhood.local.findings import findings, logins, space

BELOW_THE_WALLS = {"app": "DATABASE_URL", "worker": "DATABASE_WORKER_URL"}


def _ground(environment: Mapping[str, str]) -> list[str]:
    urls = {login: environment[name] for login, name in BELOW_THE_WALLS.items() if environment.get(name)}
    if settings.EMBEDDED:
        return findings(settings.DATA_DIR, urls)
    return space(settings.MEDIA_ROOT) + logins(urls)


def _database() -> list[str]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return [_("The database does not answer.")]
    return _tables()


SILENT_MINUTES = 5


def _is_silent(job: str) -> bool:
    beat = JobRun.objects.filter(name=job).first()
    return beat is None or beat.started_at < timezone.now() - timedelta(minutes=SILENT_MINUTES)


def _tables() -> list[str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return [_("%(count)s migrations have not run.") % {"count": len(waiting)}]
    found = []
    latest = JobRun.objects.order_by("name", "-started_at").distinct("name")
    if _is_silent("ring_due"):
        found.append(_("No worker has rung for %(n)d minutes.") % {"n": SILENT_MINUTES})
    if _is_silent("ring_danger"):
        found.append(_("The process for danger has not rung for %(n)d minutes.") % {"n": SILENT_MINUTES})
    found += [
        _("The job %(job)s failed when it last ran (%(error)s).") % {"job": name, "error": error}
        for name, error in latest.values_list("name", "error")
        if error
    ]
    next_year = clock.today().year + 1
    if not CalendarYear.objects.filter(year=next_year, is_official=True).exists():
        found.append(
            _("The holiday calendar of %(year)s has not been published or loaded.") % {"year": next_year}
        )
    return found


def _broker() -> list[str]:
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping()
    except redis.RedisError:
        return [_("The broker does not answer.")]
    return []


def _keys() -> list[str]:
    try:
        Keyring.load(settings.KEY_FILE)
    except KeyFileError as error:
        return [str(error)]
    return []


def _fonts() -> list[str]:
    if rendering.has_font():
        return []
    return [
        _("No Chinese font (%(font)s) in %(folder)s: papers cannot be printed as PDF.")
        % {"font": rendering.FONT, "folder": settings.FONT_FOLDER}
    ]


class Command(BaseCommand):
    """Looks; changes nothing."""

    help = "Say what is wrong with this installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 1) after printing the findings."""
        found = _ground(os.environ) + _database() + _broker() + _keys() + _fonts() + channels.faults()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(_("%(count)s findings") % {"count": len(found)}, returncode=1)
        self.stdout.write(_("Everything is in order."))
