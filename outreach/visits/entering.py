"""A round that was made and did not enter itself: written down by the township after a call, as a round of its own."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from network.units.models import Unit
from outreach.visits import owing
from outreach.visits.frame import log
from outreach.visits.models import VisitRound
from outreach.visits.verbs import credit, require_near, told_counts
from sisterhood.lib import clock


def refuse_twice(begun: datetime, ended: datetime, who: Collection[User]) -> None:
    """Somebody may have written the same round down in the house meanwhile, as one of the two; raises Refusal.

    Two others may go round in the same place at the same time.
    """
    hers = Q(doer__in=who) | Q(companion__in=who)
    made = VisitRound.objects.filter(hers, state="ended", begun_at__lte=ended, ended_at__gte=begun)
    if made.exists():
        raise Refusal("begun_at", _("A round of that time stands already."))


class _Place:
    """The unit as the gate reads a row of it."""

    owner_id = None

    def __init__(self, unit: Unit) -> None:
        self.unit_id = unit.pk
        self.city_id, self.county_id, self.township_id = unit.city_id, unit.county_id, unit.township_id


@transaction.atomic
def enter_round(
    unit: Unit,
    *,
    doer: User,
    companion: User,
    begun_at: datetime,
    ended_at: datetime,
    counts: Mapping[str, Any],
    by: User,
    at: datetime | None = None,
) -> VisitRound:
    """A round that is over. What was owed there is met by it, and both are credited.

    Raises Refusal: the gate's, her own round, a companion who does not go round there, moments or counts that do not fit,
    a round of that time that stands already.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "decide_check", _Place(unit))
    if doer.pk == by.pk:
        raise Refusal("decision", _("You made this round yourself. Somebody else writes it down."))
    if companion.pk == doer.pk:
        raise Refusal("companion", _("Two go together: choose who goes with you."))
    require_near(unit, companion, "companion", clock.local_date(begun_at))
    if not begun_at <= ended_at <= at:
        raise Refusal("ended_at", _("After setting out, and not in the future."))
    refuse_twice(begun_at, ended_at, (doer, companion))
    row = VisitRound(
        unit=unit, doer=doer, companion=companion, begun_at=begun_at, ended_at=ended_at, state="ended"
    )
    row.entered_by, row.entered_at = by, at
    for name, value in told_counts(counts).items():
        setattr(row, name, value)
    row.save(force_insert=True)
    log(row, "enter_round", by=by, at=at)
    owing.made(row, by=by, at=ended_at)
    credit(row, by=by, at=at)
    return row
