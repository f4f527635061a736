"""What outreach asks of a hamlet's station: whether there is one, who goes and fills, and which hamlets a place serves."""

from collections.abc import Iterable
from datetime import date

from network.sites.places import Function, Site, SiteFunction
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit


def has_station(unit: Unit) -> bool:
    """Whether a place serves the hamlet as its station today."""
    return SiteFunction.objects.filter(unit=unit, function=Function.STATION, until=None).exists()


def served_by(site: Site) -> Iterable[tuple[Unit, bool]]:
    """Hamlets the place serves or served as station, each with whether it has one now."""
    units = Unit.objects.filter(served_by__site=site, served_by__function=Function.STATION).distinct()
    return [(unit, has_station(unit)) for unit in units]


def whose(unit: Unit, *, on: date) -> tuple[User | None, Unit]:
    """Who goes and fills: the head of the station, else the village's chair; and the unit that hears when nobody does."""
    village = Unit.objects.get(pk=unit.village_id or unit.pk)
    return holder(unit, "leader", on=on) or holder(village, "leader", on=on), village
