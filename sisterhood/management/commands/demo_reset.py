"""`manage.py demo_reset`: empty the embedded database; refused anywhere else."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    """One step of `demo --reset`; runs as the owner of the embedded database."""

    help = "Throw the demo's tables away."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Drops and recreates the schema with its grants."""
        if not settings.EMBEDDED:
            raise CommandError("Only the embedded demo database can be thrown away.")
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade")
            cursor.execute("create schema public")
            cursor.execute("revoke create on schema public from public")
            cursor.execute("grant usage on schema public to app, worker")
        self.stdout.write("the demo's tables are gone")
