"""Units, people in posts, places and teams of volunteers, each as far as she sees them on its own page."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.search.asked import Asked
from cases.search.groups import MOST, Group, Hit, group
from network.access.scope import Scope
from network.sites.places import Site
from network.staff.models import Appointment
from network.units import tree
from network.units.models import Unit
from network.volunteers.groups import VolunteerTeam
from sisterhood.lib import clock


def _named(asked: Asked, *columns: str, letters: str) -> Q:
    """Every word in one of the columns, or the whole as first letters."""
    every = Q()
    for part in asked.parts:
        every &= Q(*((f"{column}__icontains", part) for column in columns), _connector=Q.OR)
    return every | Q(**{f"{letters}__startswith": asked.letters}) if asked.letters else every


def units(asked: Asked, scope: Scope) -> Group:
    """Units of the tree she may look at, by name, former name, first letters or the beginning of the code."""
    if not asked.parts or not scope.may("view_tree"):
        return group("units", _("Units"), [])
    named = _named(asked, "short_name", "official_name", "aliases", letters="initials")
    if asked.letters.isdigit():
        named |= Q(code__startswith=asked.letters)
    rows = tree.within(scope).filter(named).select_related("parent").order_by("level", "code")[: MOST + 1]
    hits = [Hit(reverse("unit", args=[row.pk]), row.short_name, _above(row)) for row in rows]
    return group("units", _("Units"), hits)


def _above(unit: Unit) -> str:
    return f"{unit.parent.short_name} · {unit.get_level_display()}" if unit.parent else ""


def people(asked: Asked, scope: Scope) -> Group:
    """Whoever holds a post at a unit of the tree she may look at; the unit's page names her there as well."""
    if not asked.parts or not scope.may("view_tree"):
        return group("people", _("Staff and station heads"), [])
    posts = Appointment.objects.on(clock.today()).filter(user__is_active=True)
    inside = posts.filter(unit__in=tree.within(scope).values("pk"))
    named = inside.filter(_named(asked, "user__display_name", letters="user__initials"))
    rows = named.select_related("user", "unit").order_by("unit__level", "unit__code", "role", "pk")[
        : MOST + 1
    ]
    hits = [
        Hit(
            reverse("unit", args=[row.unit_id]),
            row.user.display_name,
            f"{row.unit.short_name} · {row.get_role_display()}",
        )
        for row in rows
    ]
    return group("people", _("Staff and station heads"), hits)


def places(asked: Asked, scope: Scope) -> Group:
    """Women's homes, stations and talk points."""
    if not asked.parts or not scope.may("see_sites"):
        return group("places", _("Stations and places"), [])
    named = _named(asked, "name", "unit__short_name", letters="unit__initials")
    rows = Site.objects.visible_to(scope).standing().filter(named).select_related("unit")[: MOST + 1]
    hits = [Hit(reverse("site", args=[row.pk]), row.name, row.unit.short_name) for row in rows]
    return group("places", _("Stations and places"), hits)


def teams(asked: Asked, scope: Scope) -> Group:
    """Teams of volunteers, her own among them; no volunteer's name."""
    if not asked.parts or not scope.may("see_service") and not scope.may("see_volunteers"):
        return group("teams", _("Teams of volunteers"), [])
    named = _named(asked, "name", "unit__short_name", letters="unit__initials")
    rows = VolunteerTeam.objects.visible_to(scope).standing().filter(named).select_related("unit")[: MOST + 1]
    hits = [Hit(reverse("team", args=[row.pk]), row.name, row.unit.short_name) for row in rows]
    return group("teams", _("Teams of volunteers"), hits)


ALL = (units, people, places, teams)
