"""`manage.py demo_stories`: tell the stories through the product's verbs, under row security."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from cases.door import codes
from network.access import rest
from network.staff.appointments import scope_of
from network.staff.models import User
from sisterhood.demo import (
    assistances,
    awards,
    campaigns,
    cast,
    children,
    companions,
    doors,
    evenings,
    families,
    health,
    helping,
    keeping,
    mediations,
    phones,
    private,
    receptions,
    rounds,
    services,
    stations,
    stories,
    villages,
    volunteers,
)


class Command(BaseCommand):
    """One step of `demo`; tells them once."""

    help = "Tell the stories of the demo."
    requires_system_checks: list[str] = []  # two seconds of a start; the suite and `check` ask them

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them unless they were told, then print the sign-in table."""
        teller = User.objects.get(username="secadmin")
        with rest.acting_as(scope_of(teller)), connection.cursor() as cursor:
            cursor.execute("select next_number(%s) > 1", ["demo-stories"])
            told = cursor.fetchone()[0]
        if not told:
            self.stdout.write(_("%(count)d stories told") % {"count": len(stories.tell_all())})
            days = len(receptions.tell_all())
            self.stdout.write(_("%(count)d reception days told") % {"count": days})
            more = (
                services,
                mediations,
                private,
                children,
                assistances,
                companions,
                families,
                keeping,
                stations,
                volunteers,
                rounds,
                campaigns,
                evenings,
                helping,
                awards,
                health,
                villages,
                phones,
            )
            served = sum(len(each.tell_all()) for each in more)
            self.stdout.write(_("%(count)d stories of services told") % {"count": served})
            receipt = doors.tell_all()
            self.stdout.write(
                _("written at the public door: number %(number)s, code %(code)s (page /progress/)")
                % {"number": receipt.number, "code": codes.grouped(receipt.code)}
            )
        for username, name, role, unit, place in cast.table():
            reads = "  " + _("reader of accusations, place %(n)d") % {"n": place} if place else ""
            self.stdout.write(f"  {username:<10} {name}  {role}  {unit}{reads}")
        self.stdout.write("  " + _("password for all of them: %(password)s") % {"password": cast.PASSWORD})
