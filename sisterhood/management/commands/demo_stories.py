"""`manage.py demo_stories`: tell the stories through the product's verbs, under row security."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from sisterhood.demo import cast, stories


class Command(BaseCommand):
    """One step of `demo`; tells them once."""

    help = "Tell the stories of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them unless they were told, then print the sign-in table."""
        with connection.cursor() as cursor:
            cursor.execute("select next_number(%s) > 1", ["demo-stories"])
            told = cursor.fetchone()[0]
        if not told:
            self.stdout.write(f"{len(stories.tell_all())} stories told")
        for username, name, role, unit in cast.table():
            self.stdout.write(f"  {username:<10} {name}  {role}  {unit}")
        self.stdout.write(f"  password for all of them: {cast.PASSWORD}")
