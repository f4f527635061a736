"""更正: a count that was wrong gets its right number; the old one stays beside it, with who, when and why (统计法)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.bulletins.wording import refuse_people
from network.deadlines import calculator
from network.staff.models import User
from outreach.campaigns.activity import Activity, ActivityCorrection
from outreach.campaigns.frame import step
from outreach.campaigns.holding import PEOPLE, check_numbers
from sisterhood.lib.money import yuan

CORRECT = "activity.correct"
NUMBERS = (*PEOPLE, "cost_cents")
_LABELS: dict[str, Any] = {
    "women": _("Women"),
    "men": _("Men"),
    "children": _("Children"),
    "families": _("Families that took part"),
    "examined": _("People examined"),
    "advised": _("Advised to see a doctor"),
    "cost_cents": _("Cost in yuan"),
}


def last_day(row: Activity) -> date | None:
    """Until when its count may be corrected; None before it was counted."""
    counted = row.counted_on or row.held_on
    if row.state != "counted" or counted is None:
        return None
    return counted + timedelta(days=calculator.length_of(CORRECT, on=counted))


def correct_activity(
    row: UUID,
    *,
    people: Mapping[str, int],
    cost_cents: int,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Activity:
    """All numbers of a counted activity as they should have been; figures follow at once.

    Raises Refusal: not counted, the days are over, nothing differs, a count that cannot be, no reason.
    """
    with step(Activity, row, "correct_activity", by=by, at=at) as line:
        found = line.row
        until = last_day(found)
        if until is None or line.today > until:
            raise Refusal(
                "late", _("A count may be corrected until %(day)s. What stands now stays.") % {"day": until}
            )
        now = {name: people.get(name) or 0 for name in PEOPLE} | {"cost_cents": cost_cents}
        was = {name: getattr(found, name) for name in NUMBERS}
        check_numbers(found, {name: now[name] for name in PEOPLE}, cost_cents)
        if now == was:
            raise Refusal("women", _("These are the numbers that stand there already."))
        if not reason.strip():
            raise Refusal("reason", _("Say why."))
        refuse_people({"reason": reason})
        made = ActivityCorrection(activity=found, was=was, now=now, reason=reason.strip())
        made.entered_by, made.entered_at = by, line.at
        made.save(force_insert=True)
        for name, number in now.items():
            setattr(found, name, number)
        return line.done(*NUMBERS)


def corrections_of(row: Activity) -> list[tuple[ActivityCorrection, list[tuple[Any, Any, Any]]]]:
    """Each correction with what it changed: (what, before, after)."""
    rows = row.corrections.select_related("entered_by")
    return [
        (each, [_changed(each, name) for name in NUMBERS if each.was[name] != each.now[name]])
        for each in rows
    ]


def _changed(row: ActivityCorrection, name: str) -> tuple[Any, Any, Any]:
    told = (row.was[name], row.now[name])
    return (_LABELS[name], *(map(yuan, told) if name == "cost_cents" else told))
