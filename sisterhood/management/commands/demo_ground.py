"""`manage.py demo_ground`: tables, units, hamlets, accounts and posts of the demo, as the owner of the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sisterhood.demo import cast

UNITS = Path(settings.BASE_DIR) / "network" / "units" / "fixtures" / "siping-2203.csv"


class Command(BaseCommand):
    """One step of `demo`; whatever stands already stays."""

    help = "Lay the tables, import the units of Siping, seat the people of the demo."
    requires_system_checks: list[str] = []  # two seconds of a start; the suite and `check` ask them

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was imported and how many were seated."""
        call_command("migrate", verbosity=0)
        call_command("import_units", str(UNITS))
        self.stdout.write(
            _("%(count)d people seated") % {"count": cast.seat((*cast.CAST, *cast.ON_DUTY, *cast.MEDIATORS))}
        )
