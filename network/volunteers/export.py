"""志愿服务台账: hours for the national volunteer system as CSV; names masked, no cell a formula, each file written down.

Whoever enters them there finds the woman by her number of that system (志愿服务条例: true records).
"""

import csv
import hashlib
import io
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from network.volunteers.entries import HoursEntry, VolunteerExport
from network.volunteers.frame import refuse_people
from network.volunteers.lists import WhatFor
from sisterhood.lib import clock
from sisterhood.lib.masking import mask_name
from sisterhood.lib.sheets import neutral

PER_DAY = "ledger.per_day"
SHORTEST_REASON, MOST_ROWS = 4, 20_000
HEADINGS = (
    "志愿者编号",
    "姓名（脱敏）",
    "所在单位",
    "服务队伍",
    "服务日期",
    "服务内容",
    "时长（分钟）",
    "更正原因",
)


class File(NamedTuple):
    """What leaves the house and the row that says so."""

    row: VolunteerExport
    content: bytes


def _lines(entries: list[HoursEntry]) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads it; every text neutral."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(HEADINGS)
    for each in entries:
        who, above = each.volunteer, each.volunteer.unit.parent
        texts = (who.number, mask_name(who.name), f"{above.short_name if above else ''}{who.unit.short_name}")
        team = each.team.name if each.team else ""
        rest_of_it = (f"{each.served_on:%Y-%m-%d}", str(each.get_source_kind_display()))
        cells = [neutral(text) for text in (*texts, team, *rest_of_it)]
        lines.writerow([*cells, str(each.minutes), neutral(str(each.get_why_display()))])
    return out.getvalue().encode("utf-8-sig")


@transaction.atomic
def export_hours(
    unit: Unit,
    *,
    first_day: date,
    last_day: date,
    category: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> File:
    """Every credited service of a period below a unit, one line each, corrections as lines of their own.

    Raises Refusal: period, reason, nothing in it, too often in a day.
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "export_hours", Ground(unit))
    if first_day > last_day or last_day > clock.local_date(at):
        raise Refusal("last_day", _("The period ends before it begins, or in the future."))
    if category not in WhatFor.values or len(reason.strip()) < SHORTEST_REASON:
        raise Refusal("reason", _("Please say what the file is for."))
    refuse_people({"reason": reason})
    rest.one_at_a_time("hours exports")
    today = clock.start_of_day(clock.local_date(timezone.now()))
    if VolunteerExport.objects.filter(by=by, at__gte=today).count() >= calculator.length_of(PER_DAY):
        raise Refusal("reason", _("You have taken out as many files as one person may in a day."))
    rows = HoursEntry.objects.visible_to(scope).filter(served_on__gte=first_day, served_on__lte=last_day)
    rows = rows.filter(volunteer__unit__in=Unit.objects.below(unit).values("pk"))
    rows = rows.select_related("volunteer__unit__parent", "team").order_by("served_on", "id")
    found = list(rows[: MOST_ROWS + 1])
    if not found:
        raise Refusal("first_day", _("Nothing was credited in this period."))
    if len(found) > MOST_ROWS:
        raise Refusal("first_day", _("Too much for one file. Choose a shorter period."))
    content = _lines(found)
    row = VolunteerExport(unit=unit, by=by, at=at, first_day=first_day, last_day=last_day, rows=len(found))
    row.category, row.reason, row.sha256 = category, reason.strip(), hashlib.sha256(content).hexdigest()
    row.save(force_insert=True)
    told = {"what": "hours", "from": f"{first_day}", "to": f"{last_day}", "rows": len(found)}
    subject = ("volunteer_export", row.pk)
    record.event(Action.EXPORT, by=by, subject=subject, unit_id=unit.pk, purpose=category, detail=told)
    return File(row, content)


def taken(unit: Unit, by: User) -> list[VolunteerExport]:
    """The latest files of hours of a unit or of hers, so that it is seen who took what and why."""
    rows = VolunteerExport.objects.filter(unit=unit) | VolunteerExport.objects.filter(by=by)
    return list(rows.select_related("by", "unit")[:20])
