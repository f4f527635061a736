"""平安家庭 and the pledge, by count alone: families that joined of their own wish, households that took part in a pledge.

There is no list of families anywhere, so none of those who did not join, and no page, file or function could make one.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.threezero.models import PledgeCampaign, SafeFamilyProgramme
from sisterhood.lib import clock

MOST = 99_999


def _log(row: SafeFamilyProgramme | PledgeCampaign, kind: str, verb: str, *, by: User, at: datetime) -> None:
    record.event(
        Action.CHANGE, by=by, subject=(kind, row.pk), unit_id=row.unit_id, detail={"verb": verb}, at=at
    )


def _require(unit: Unit, event: str, by: User, numbers: dict[str, int]) -> None:
    gate.require(rest.of(by), event, Ground(unit))
    for name, number in numbers.items():
        if not 0 <= number <= MOST:
            raise Refusal(name, _("Write a number, 0 or more."))


@transaction.atomic
def keep_safe_families(
    village: Unit, *, families: int, activities: int, by: User, at: datetime | None = None
) -> SafeFamilyProgramme:
    """How many families have joined this year, and how many activities there were; a later count replaces it. Raises Refusal: the gate's, no village, no number."""
    _require(village, "keep_safe_families", by, {"families": families, "activities": activities})
    if village.level != Level.VILLAGE:
        raise Refusal("unit", _("A village takes part, not a hamlet or an office."))
    at = at or clock.now()
    today = clock.local_date(at)
    told = {
        "families": families,
        "activities": activities,
        "counted_on": today,
        "entered_by": by,
        "entered_at": at,
    }
    rows = SafeFamilyProgramme.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    row: SafeFamilyProgramme
    row, _new = rows.update_or_create(unit=village, year=today.year, defaults=told)
    _log(row, "safe_families", "keep_safe_families", by=by, at=at)
    return row


@transaction.atomic
def enter_pledge(
    unit: Unit, *, held_on: date, households: int, by: User, at: datetime | None = None
) -> PledgeCampaign:
    """Of her village or one of its hamlets, once for a day; entered again it is the same row. Raises Refusal: the gate's, a day to come, no household."""
    _require(unit, "enter_pledge", by, {"households": households})
    at = at or clock.now()
    today = clock.local_date(at)
    if not today.replace(month=1, day=1, year=today.year - 1) <= held_on <= today:
        raise Refusal("held_on", _("Choose a day of this year or the last, up to today."))
    if households < 1:
        raise Refusal("households", _("At least one household took part."))
    told = {"households": households, "entered_by": by, "entered_at": at}
    row, is_new = PledgeCampaign.objects.get_or_create(unit=unit, held_on=held_on, defaults=told)
    if not is_new and row.households != households:
        raise Refusal("held_on", _("This day is entered already for this place, with another number."))
    if is_new:
        _log(row, "pledge", "enter_pledge", by=by, at=at)
    return row
