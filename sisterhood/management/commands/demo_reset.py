"""`manage.py demo_reset`: empty the embedded database; refused anywhere else."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

OTHERS = """
select count(*) from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid() and application_name like 'sisterhood-%'
"""


class Command(BaseCommand):
    """One step of `demo --reset`; runs as the owner of the embedded database."""

    help = "Throw the demo's tables away."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Drops and recreates the schema with its grants."""
        if not settings.EMBEDDED:
            raise CommandError(_("Only the embedded demo database can be thrown away."))
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if cursor.fetchone()[0]:
                raise CommandError(_("Another program is using the demo's database; stop it first."))
            cursor.execute("drop schema public cascade")
            cursor.execute("create schema public")
            cursor.execute("revoke create on schema public from public")
            cursor.execute("grant usage on schema public to app, worker")
        self.stdout.write(_("the demo's tables are gone"))
