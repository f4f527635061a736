"""`manage.py demo_cast`: hamlets, accounts and posts of the demo, as the owner of the database."""

from typing import Any

from django.core.management.base import BaseCommand

from sisterhood.demo import cast


class Command(BaseCommand):
    """One step of `demo`."""

    help = "Seat the people of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were seated."""
        self.stdout.write(f"{cast.seat()} people seated")
