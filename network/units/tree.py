"""The tree as one person sees it: her own units and what stands below, with the seats of each unit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL, ROLES
from network.access.scope import Scope
from network.units.models import Unit


@dataclass(frozen=True)
class Seat:
    """One seat of a unit: the name of the role and who holds it; None is vacant."""

    label: object
    holder: Any | None


@dataclass(frozen=True)
class TreeRow:
    """One line of the tree."""

    unit: Unit
    seats: list[Seat]
    children: int

    @property
    def vacant(self) -> bool:
        """Whether a seat that should be filled is empty; quasi units owe nobody."""
        return not self.unit.is_quasi and any(seat.holder is None for seat in self.seats)


def root_ids(scope: Scope) -> list[int]:
    """The units whose trees the person may look at."""
    return [post.unit_id for post in scope.posts if "view_tree" in ROLES[post.role].may]


def within(scope: Scope) -> QuerySet[Unit]:
    """Her own units and everything below them, closed ones left out."""
    ids = root_ids(scope)
    below = Q(pk__in=ids) | Q(city_id__in=ids) | Q(county_id__in=ids)
    return Unit.objects.current().filter(below | Q(township_id__in=ids) | Q(village_id__in=ids))


def rows(units: QuerySet[Unit], *, on: date) -> list[TreeRow]:
    """Lines for some units: three statements, however many units there are."""
    counted = units.annotate(
        open_children=Count("children", filter=Q(children__valid_to__isnull=True))
    ).prefetch_related("appointments__user")
    return [TreeRow(unit, seats(unit, on=on), unit.open_children) for unit in counted.order_by("code")]


def posts(unit: Unit, *, on: date) -> list[Any]:
    """The posts held at a unit on a day, primary holders first; asks nothing when they are prefetched."""
    live = [
        post
        for post in unit.appointments.all()
        if post.starts_on <= on and (post.ends_on is None or post.ends_on >= on) and post.user.is_active
    ]
    order = list(ROLES)
    return sorted(live, key=lambda p: (order.index(p.role), not p.is_primary, p.is_deputy, p.starts_on, p.pk))


def seats(unit: Unit, *, on: date) -> list[Seat]:
    """Leader and officer of a unit; one seat where one role is both, none above the city."""
    wanted = dict.fromkeys(
        r for r in (LEADER_OF_LEVEL.get(unit.level), OFFICER_OF_LEVEL.get(unit.level)) if r
    )
    held = posts(unit, on=on)
    return [
        Seat(ROLES[role].label, next((post.user for post in held if post.role == role), None))
        for role in wanted
    ]


def trail(unit: Unit, *, inside: list[int]) -> list[Unit]:
    """From her own unit down to this one, by one statement."""
    found = Unit.objects.in_bulk(unit.ancestor_ids)
    line = [found[pk] for pk in unit.ancestor_ids]
    top = next((place for place, upper in enumerate(line) if upper.pk in inside), len(line) - 1)
    return line[top:]
