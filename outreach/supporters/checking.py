"""Nobody comes near a child without a look into records that holds: it stands with the volunteers, and nowhere twice.

Who may see the supporter is told whether it holds; what a look has found is written nowhere (未成年人保护法 art. 62).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.volunteers import checks
from network.volunteers.models import Volunteer
from outreach.supporters.models import Supporter

_ASKS = """select s.id, t.state, t.check_until from unnest(%s::uuid[]) s(id)
  cross join lateral supporter_standing(s.id) t"""


def standings(supporters: Iterable[Supporter]) -> dict[UUID, Volunteer]:
    """State and last day of the check of each, as volunteers that are not stored; whoever is no volunteer is left out."""
    named = {row.pk: str(row) for row in supporters}
    with connection.cursor() as cursor:
        cursor.execute(_ASKS, [list(named)])
        return {pk: Volunteer(name=named[pk], state=state, check_until=until) for pk, state, until in cursor}


def standing(supporter: Supporter) -> Volunteer | None:
    """The same of one; None for whoever is no volunteer."""
    return standings([supporter]).get(supporter.pk)


def require_near_children(supporter: Supporter, *, on: date, name: str = "supporter") -> None:
    """Raises Refusal unless she takes part as a volunteer and her check holds that day."""
    found = standing(supporter)
    if found is None:
        raise Refusal(
            name,
            _(
                "Near a child only a trained volunteer whose records were looked up. Enter her as a volunteer first."
            ),
        )
    checks.require_for_children(found, on=on, name=name)


def holds(supporter: Supporter, *, on: date) -> bool:
    """Whether she may come near a child that day."""
    found = standing(supporter)
    return found is not None and found.state == "active" and found.is_checked(on)
