"""Rounds that somebody is to make go to whoever follows her."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import clocks
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.stations import whose
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound
from sisterhood.lib import clock


def _below(unit: Unit) -> Any:
    """The unit and the hamlets below it, whose head she may stand for."""
    return Unit.objects.below(unit).values("pk")


def held(user: User, unit: Unit | None) -> int:
    """Rounds she is to make at the unit (everywhere: None)."""
    rows = VisitRound.objects.filter(doer=user, state="planned")
    return (rows.filter(unit__in=_below(unit)) if unit else rows).count()


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The other makes them; no period begins anew."""
    rows = VisitRound.objects.select_for_update(of=("self",)).filter(
        doer=from_user, unit__in=_below(unit), state="planned"
    )
    moved = 0
    for row in rows.select_related("unit"):
        row.doer = to_user
        row.save(update_fields=["doer"])
        village = whose(row.unit, on=clock.today())[1]
        clocks.move((SUBJECT, row.pk), unit=village, owner=to_user)
        moved += 1
    return moved


def enrol() -> None:
    """Called once when the app is ready."""
    holdings.register_holding("rounds", _("rounds of visits to make"), held, reassign)
