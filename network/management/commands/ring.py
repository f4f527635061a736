"""`manage.py ring [--at ISO]`: ring what is due and deliver it; prints JSON, zeros on a second run."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.deadlines import jobs, sweep
from network.notifications import delivery
from sisterhood.lib import clock


class Command(BaseCommand):
    """Runs as the login `worker`."""

    help = "Ring due clocks, as Celery does every minute."

    def add_arguments(self, parser: Any) -> None:
        """The moment to ring for."""
        parser.add_argument("--at", help="ISO moment; default: now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 2) for a moment that cannot be read."""
        at = clock.now()
        if options["at"]:
            try:
                at = datetime.fromisoformat(options["at"])
            except ValueError:
                raise CommandError(f"{options['at']} is not an ISO moment", returncode=2) from None
            at = at if at.tzinfo else at.replace(tzinfo=clock.ZONE)
        with jobs.run("ring") as counts:
            counts.update(sweep.ring_due(at=at).as_dict())
        delivery.deliver_due(until=at)
        self.stdout.write(json.dumps({"at": at.isoformat(), **counts}))
