"""The year of a city: when applications are taken and what is eligible; and grants from before the product."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from network.units.models import Level, Unit
from network.units.placed import acts_for
from outreach.health.relief import once
from outreach.health.relief.frame import Desk
from outreach.health.relief.identity import is_id_number, plain
from outreach.health.relief.lists import Diagnosis, Hardship
from outreach.health.relief.models import ReliefWindow
from sisterhood.lib import clock

AMOUNT = "relief.amount"
MOST = 500
CHANGES = "opens_on closes_on cut_off_on amount hardships diagnoses set_by set_at".split()


@transaction.atomic
def open_window(
    unit: Unit,
    *,
    year: int,
    opens_on: date,
    closes_on: date,
    cut_off_on: date,
    amount: int,
    hardships: Collection[str],
    diagnoses: Collection[str],
    by: User,
    at: datetime | None = None,
) -> ReliefWindow:
    """Set the window of a year, or change it; an amount that somebody was paid stays. Raises Refusal beside the field."""
    at = at or clock.now()
    gate.require(rest.of(by), "open_window", Desk(unit))
    if unit.level != Level.CITY:
        raise Refusal("unit", _("The city sets the window."))
    if closes_on < opens_on:
        raise Refusal("closes_on", _("The last day comes after the first."))
    if opens_on.year != year:
        raise Refusal("opens_on", _("The window opens in its own year."))
    if not hardships or set(hardships) - set(Hardship.values):
        raise Refusal("hardships", _("Choose from the list."))
    if not diagnoses or set(diagnoses) - set(Diagnosis.values):
        raise Refusal("diagnoses", _("Choose from the list."))
    row = ReliefWindow.objects.select_for_update(of=("self",)).filter(unit=unit, year=year).first()
    row = row or ReliefWindow(unit=unit, year=year)
    if row.pk and row.amount != amount and row.applications.exclude(paid_on=None).exists():
        raise Refusal("amount", _("Relief of this year was paid already."))
    row.opens_on, row.closes_on, row.cut_off_on, row.amount = opens_on, closes_on, cut_off_on, amount
    row.hardships, row.diagnoses, row.set_by, row.set_at = sorted(hardships), sorted(diagnoses), by, at
    if row.pk is None:
        row.save()
    else:
        row.save(update_fields=CHANGES)
    return row


@transaction.atomic
def enter_grants(*, numbers: str, by: User, at: datetime | None = None) -> int:
    """Identity numbers of women granted before, one a line; nothing but their blind indexes is kept. Returns how many.

    Raises Refusal: a number with a wrong sign (its line is named, not the number), too many at once.
    """
    scope = rest.of(by)
    unit = acts_for(scope, "enter_grants")
    lines = [line for line in numbers.splitlines() if line.strip()]
    if not 1 <= len(lines) <= MOST:
        raise Refusal(
            "numbers", _("Between 1 and %(most)d numbers at once, one on each line.") % {"most": MOST}
        )
    for n, line in enumerate(lines, start=1):
        if not is_id_number(line):
            raise Refusal("numbers", _("Line %(n)d is no identity number, or has a wrong digit.") % {"n": n})
    count = once.enter_before([plain(line) for line in lines])
    detail = {"verb": "enter_grants", "lines": count}
    record.event(Action.CHANGE, by=by, subject=("unit", unit.pk), unit_id=unit.pk, detail=detail, at=at)
    return count
