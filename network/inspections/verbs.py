"""Inspecting a place and mending what was found. The next visit is owed from the day a place is watched (item 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.inspections.checklist import CODES
from network.inspections.models import Finding, Inspection
from network.sites.places import Function, Site
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone
from sisterhood.lib.workdays import CalendarMissing

VISIT, MEND = "station.inspection", "station.mending"
SITE, SUBJECT = "site", "inspection"


@dataclass(frozen=True)
class Answer:
    """One line as it was filled in; `due_on` where something is missing."""

    item: str
    is_fine: bool
    note: str = ""
    due_on: date | None = None


def keep_watch(site: Site, by: User, at: datetime, *, since: date | None = None) -> None:
    """For a place that is a station a visit is owed, by the township's chair, counted from `since` (default: today).

    For any other none is; at a place that was given up nothing is mended any more either.
    """
    if site.closed_on is None and site.functions.filter(function=Function.STATION, until=None).exists():
        town = Unit.objects.get(pk=site.unit.township_id or site.unit_id)
        owner = holder(town, "leader", on=clock.local_date(at))
        clocks.start(VISIT, subject=(SITE, site.pk), unit=town, owner=owner, by=by, at=at, start_on=since)
    else:
        clocks.cancel_running((SITE, site.pk), by=by, at=at)
    if site.closed_on is not None:
        lacking = Finding.objects.filter(inspection__site=site, is_fine=False, mended_on=None)
        for visit in set(lacking.values_list("inspection_id", flat=True)):
            clocks.cancel_running((SUBJECT, visit), by=by, at=at)


@transaction.atomic
def inspect_site(
    site_id: UUID, *, held_on: date, answers: Iterable[Answer], by: User, at: datetime | None = None
) -> Inspection:
    """A visit by the whole checklist. Raises Refusal: gone, the gate's, a line without an answer, a day that does not fit."""
    scope, at = rest.of(by), at or clock.now()
    row = Site.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=site_id).first()
    if row is None or row.closed_on is not None:
        raise Refusal("gone", _("This place does not exist."))
    gate.require(scope, "inspect_site", Ground(row.unit))
    lines = {each.item: each for each in answers}
    _check(row, held_on, lines, clock.local_date(at))
    made = Inspection.objects.create(site=row, unit=row.unit, held_on=held_on, inspector=by, entered_at=at)
    found = [
        Finding(
            inspection=made,
            item=code,
            is_fine=lines[code].is_fine,
            note=lines[code].note.strip(),
            due_on=None if lines[code].is_fine else lines[code].due_on,
        )
        for code in CODES
    ]
    Finding.objects.bulk_create(found)
    for each in found:
        if each.due_on is not None:
            _owe(made, each, by, at)
    _visited(made, by, at)
    lacking = sum(not each.is_fine for each in found)
    record.event(
        Action.CHANGE,
        by=by,
        subject=(SUBJECT, made.pk),
        unit_id=row.unit_id,
        detail={"verb": "inspect_site", "lacking": lacking},
        at=at,
    )
    return made


def _check(row: Site, held_on: date, lines: dict[str, Answer], today: date) -> None:
    if not row.opened_on <= held_on <= today:
        raise Refusal("held_on", _("Between the day the place was opened and today."))
    if row.inspections.filter(held_on=held_on).exists():
        raise Refusal("held_on", _("A visit of that day has been entered already."))
    for code in CODES:
        line = lines.get(code)
        if line is None:
            raise Refusal(f"fine_{code}", _("Please answer every line."))
        if contains_id_number(line.note) or contains_phone(line.note):
            raise Refusal(f"note_{code}", _("No identity or phone number here: this is about the place."))
        if not line.is_fine and (line.due_on is None or line.due_on <= held_on):
            raise Refusal(f"due_{code}", _("Until when is it mended? A day after the visit."))


def _visited(made: Inspection, by: User, at: datetime) -> None:
    """The next visit counts from the newest one; one that is entered late, before the newest, moves nothing."""
    if made.site.inspections.filter(held_on__gt=made.held_on).exists():
        return
    clocks.meet((SITE, made.site_id), VISIT, by=by, at=at)
    try:
        keep_watch(made.site, by, at, since=made.held_on)
    except CalendarMissing as missing:
        raise Refusal("held_on", str(missing)) from missing


def _owe(made: Inspection, each: Finding, by: User, at: datetime) -> None:
    assert each.due_on is not None, "asked before"
    owner = holder(made.unit, "leader", on=clock.local_date(at))
    clocks.start(
        MEND,
        subject=(SUBJECT, made.pk),
        unit=made.unit,
        owner=owner,
        by=by,
        at=at,
        start_on=calculator.start_of(MEND, due_on=each.due_on),
        part=each.pk,
    )


@transaction.atomic
def mend_finding(
    inspection: UUID, *, finding: UUID, mended_on: date, by: User, at: datetime | None = None
) -> Finding:
    """What was missing is there. Raises Refusal: gone, mended already, a day before the visit or to come."""
    scope, at = rest.of(by), at or clock.now()
    made = Inspection.objects.visible_to(scope).select_related("unit").filter(pk=inspection).first()
    rows = Finding.objects.select_for_update(of=("self",)).filter(
        inspection=made, is_fine=False, mended_on=None
    )
    row = rows.filter(pk=finding).first() if made else None
    if made is None or row is None:
        raise Refusal("gone", _("There is nothing of this to mend."))
    gate.require(scope, "mend_finding", Ground(made.unit))
    if not made.held_on <= mended_on <= clock.local_date(at):
        raise Refusal("mended_on", _("Between the day of the visit and today."))
    row.mended_on, row.mended_by = mended_on, by
    row.save(update_fields=["mended_on", "mended_by"])
    clocks.meet((SUBJECT, made.pk), MEND, by=by, at=at, part=row.pk)
    detail = {"verb": "mend_finding", "item": row.item}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, made.pk), unit_id=made.unit_id, detail=detail, at=at)
    return row
