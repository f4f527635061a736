"""Nobody comes near a child without a look into records that holds: it stands with the volunteers, and nowhere twice.

Who may see the supporter is told whether it holds; what a look has found is written nowhere (未成年人保护法 art. 62).
"""

from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.volunteers import checks
from network.volunteers.models import Volunteer
from outreach.supporters.models import Supporter


def standing(supporter: Supporter) -> Volunteer | None:
    """State and last day of the check, as a volunteer that is not stored; None for whoever is no volunteer."""
    with connection.cursor() as cursor:
        cursor.execute("select state, check_until from supporter_standing(%s)", [supporter.pk])
        found = cursor.fetchone()
    return Volunteer(name=str(supporter), state=found[0], check_until=found[1]) if found else None


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
