"""ring [--at ISO]: rings what is due and delivers it, as Celery does; prints JSON, zeros on a second run."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.access.logins import WrongLogin
from network.deadlines import jobs, sweep
from network.notifications import delivery
from sisterhood.lib import clock


class Command(BaseCommand):
    """Exit 0 with counts, 2 for a moment that cannot be read or the wrong login. Runs as the worker."""

    help = "Rings due clocks up the ladder and delivers the messages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The moment to ring for."""
        parser.add_argument("--at", metavar="ISO", help="ISO moment; default: now")

    def handle(self, *args: Any, **options: Any) -> None:
        """One JSON object on standard output."""
        at = self._moment(options["at"]) if options["at"] else clock.now()
        try:
            with jobs.run("ring") as counts:
                counts.update(sweep.ring_due(at=at).as_dict())
            delivery.deliver_due()
        except WrongLogin as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps({"at": at.isoformat(), **counts}))

    @staticmethod
    def _moment(text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(_("%(text)s is not an ISO moment.") % {"text": text}, returncode=2) from error
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)
