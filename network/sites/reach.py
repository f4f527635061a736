"""How far somebody's posts reach over places and stations: the gate's view of a unit, and the same as a condition."""

from django.db.models import Q

from network.access.roles import ROLES
from network.access.scope import Scope
from network.units.models import Level, Unit


class Ground:
    """A unit as the gate reads it, owned by nobody. A hamlet answers as its village, whose chair organises there."""

    owner_id = None

    def __init__(self, unit: Unit) -> None:
        is_hamlet = unit.level == Level.HAMLET and unit.village_id is not None
        self.unit_id: int = unit.village_id if is_hamlet and unit.village_id is not None else unit.pk
        self.city_id, self.county_id, self.township_id = unit.city_id, unit.county_id, unit.township_id


def units_where(scope: Scope, action: str) -> list[int]:
    """Her units where a post of hers carries the action."""
    return [post.unit_id for post in scope.posts if action in ROLES[post.role].may]


def below(scope: Scope, action: str) -> Q:
    """Units at or below a unit of hers where a post carries the action."""
    ids = units_where(scope, action)
    reach = Q(pk__in=ids)
    for column in ("city_id", "county_id", "township_id", "village_id"):
        reach |= Q(**{f"{column}__in": ids})
    return reach


def in_reach(scope: Scope, action: str, unit: str = "unit") -> Q:
    """Rows of such units. Her units are found first, by their own indexes, so the rest of the country costs nothing."""
    return Q(**{f"{unit}__in": Unit.objects.filter(below(scope, action)).values("pk")})
