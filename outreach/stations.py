"""What outreach asks of a hamlet's station: whether there is one, who goes and fills, and which hamlets a place serves."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from network.sites.places import Function, Site, SiteFunction
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock


def has_station(unit: Unit) -> bool:
    """Whether a place serves the hamlet as its station today."""
    return SiteFunction.objects.filter(unit=unit, function=Function.STATION, until=None).exists()


def served_by(site: Site) -> Iterable[tuple[Unit, bool]]:
    """Hamlets the place serves or served as station, each with whether it has one now."""
    units = Unit.objects.filter(served_by__site=site, served_by__function=Function.STATION).distinct()
    return [(unit, has_station(unit)) for unit in units]


def of_today() -> list[int]:
    """Hamlets with a station today; asked by the jobs of the house."""
    with connection.cursor() as cursor:
        cursor.execute("select stations_of_today()")
        return [unit for (unit,) in cursor.fetchall()]


def still_serves(person: User | None, unit: Unit, *, at: datetime) -> bool:
    """Whether somebody who was asked before goes on: she holds the post at the hamlet, or another one while it has no head."""
    if person is None or not person.is_active:
        return False
    on = clock.local_date(at)
    if holder(unit, "leader", on=on) is not None:
        return Appointment.objects.on(on).filter(user=person, unit=unit).exists()
    return Appointment.objects.on(on).filter(user=person, unit_id__in=(unit.pk, unit.village_id)).exists()


def whose(unit: Unit, *, on: date) -> tuple[User | None, Unit]:
    """Who goes and fills: the head of the station, else the village's chair; and the unit that hears when nobody does."""
    village = Unit.objects.get(pk=unit.village_id or unit.pk)
    return holder(unit, "leader", on=on) or holder(village, "leader", on=on), village
