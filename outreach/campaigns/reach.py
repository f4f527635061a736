"""Who sees campaigns and activities: posts above the organiser, at it and below it; row security says the same."""

from django.db.models import Q

from network.access.scope import Scope
from network.sites.reach import in_reach, units_where
from network.units.models import Unit

OPEN_BELOW = ("draft", "submitted")


def above(scope: Scope, action: str) -> set[int]:
    """The units her posts stand below."""
    found: set[int] = set()
    for unit in Unit.objects.filter(pk__in=units_where(scope, action)):
        found |= set(unit.ancestor_ids)
    return found


def on_line(scope: Scope, unit: str = "unit") -> Q:
    """Rows of units above, at or below hers."""
    return in_reach(scope, "see_activities", unit) | Q(**{f"{unit}_id__in": above(scope, "see_activities")})
