"""Where a row stands, as the gate asks it; and where somebody stands when she acts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.access.roles import ROLES
from network.access.scope import Scope
from network.units.models import Unit


class OfUnit:
    """For a row with a `unit`, listed before `models.Model`; a row that is somebody's overrides `owner_id`."""

    unit: Any

    @property
    def city_id(self) -> int | None:
        """The city of its unit."""
        return self.unit.city_id

    @property
    def county_id(self) -> int | None:
        """The county of its unit."""
        return self.unit.county_id

    @property
    def township_id(self) -> int | None:
        """The township of its unit."""
        return self.unit.township_id

    @property
    def owner_id(self) -> int | None:
        """Nobody's."""
        return None


def unit_that_may(scope: Scope, action: str) -> Unit | None:
    """The unit of her post that carries the action, of the highest level; None when none does."""
    posts = [post for post in scope.posts if ROLES[post.role].reaches(action, post.level)]
    return Unit.objects.get(pk=min(posts, key=lambda post: post.level).unit_id) if posts else None


def acts_for(scope: Scope, action: str) -> Unit:
    """The same; raises Refusal when none does."""
    unit = unit_that_may(scope, action)
    if unit is None:
        raise Refusal("role", _("Your post does not include this step."))
    return unit
