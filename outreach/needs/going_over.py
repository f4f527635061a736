"""Sheets that somebody is to fill go to whoever follows her."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import clocks
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.needs.models import NeedsSheet
from outreach.needs.verbs import SUBJECT
from outreach.stations import whose
from sisterhood.lib import clock


def _below(unit: Unit) -> Any:
    """The unit and the hamlets below it, whose head she may stand for."""
    return Unit.objects.below(unit).values("pk")


def held(user: User, unit: Unit | None) -> int:
    """Sheets she is to fill at the unit (everywhere: None)."""
    rows = NeedsSheet.objects.filter(owner=user, state="due")
    return (rows.filter(unit__in=_below(unit)) if unit else rows).count()


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The other fills them; no period begins anew."""
    rows = NeedsSheet.objects.select_for_update(of=("self",)).filter(
        owner=from_user, unit__in=_below(unit), state="due"
    )
    moved = 0
    for row in rows.select_related("unit"):
        row.owner = to_user
        row.save(update_fields=["owner"])
        clocks.move((SUBJECT, row.pk), unit=whose(row.unit, on=clock.today())[1], owner=to_user)
        moved += 1
    return moved


def enrol() -> None:
    """Called once when the app is ready."""
    holdings.register_holding("needs", _("sheets of needs to fill"), held, reassign)
