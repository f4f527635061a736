"""Whose bodies somebody finds: those of her own line up to the city, and those below a unit of hers."""

from typing import Any

from django.db import models
from django.db.models import Q

from network.access.roles import ROLES
from network.access.scope import Scope
from network.units.models import Unit


def units_where(scope: Scope, action: str) -> list[int]:
    """Her units where a post of hers carries the action."""
    return [post.unit_id for post in scope.posts if action in ROLES[post.role].may]


class AgencyQuerySet(models.QuerySet[Any]):
    """Questions about many bodies; row security says the same."""

    def visible_to(self, scope: Scope) -> "AgencyQuerySet":
        """Bodies of her line and below; everywhere for whoever keeps the house."""
        own = units_where(scope, "view_agencies")
        if scope.holds("system_admin"):
            return self
        above: set[int] = set()
        for unit in Unit.objects.filter(pk__in=own):
            above |= set(unit.ancestor_ids)
        below = Q(unit__city_id__in=own) | Q(unit__county_id__in=own)
        return self.filter(Q(unit_id__in=above) | below)

    def kept_by(self, scope: Scope) -> "AgencyQuerySet":
        """Bodies of exactly the divisions whose list she keeps."""
        return self.filter(unit_id__in=units_where(scope, "keep_agencies"))

    def for_case_of(self, unit: Unit) -> "AgencyQuerySet":
        """Bodies in use that a matter of this unit may turn to: of its county and of its city, nearest first."""
        return self.filter(unit_id__in=unit.ancestor_ids, active=True).order_by(
            "-unit__level", "kind", "name"
        )
