"""`manage.py create_roles --as URL`: the three logins and the database, for production."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sisterhood.local.roles import create_roles

VARIABLES = {"app": "DATABASE_URL", "worker": "DATABASE_WORKER_URL", "migrator": "DATABASE_MIGRATOR_URL"}


class Command(BaseCommand):
    """Reads the passwords to set from the three addresses in the environment; safe to run again."""

    help = "Create or refresh the database logins app, worker and migrator."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """The superuser's address."""
        parser.add_argument("--as", dest="superuser", required=True, help="address of a superuser")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 2) when an address is missing or names another login."""
        if urlsplit(options["superuser"]).scheme not in ("postgres", "postgresql"):
            raise CommandError(
                _("--as is the address of a superuser, such as postgresql://postgres@127.0.0.1/postgres."),
                returncode=2,
            )
        passwords, database = {}, "sisterhood"
        for login, variable in VARIABLES.items():
            parts = urlsplit(os.environ.get(variable, ""))
            if parts.username != login:
                raise CommandError(
                    _("%(variable)s must log in as %(login)s.") % {"variable": variable, "login": login},
                    returncode=2,
                )
            if parts.password:
                passwords[login] = unquote(parts.password)
            database = parts.path.lstrip("/") or database
        try:
            create_roles(options["superuser"], passwords, database)
        except psycopg.Error as error:
            raise CommandError(
                _("The server refused: %(error)s.") % {"error": type(error).__name__}, returncode=1
            ) from None
        self.stdout.write(_("Logins app, worker and migrator are ready for %(name)s.") % {"name": database})
