"""What a reader may see of visitors: lines of a list, a sheet, the minutes. Names are masked; opening is logged."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from cases.casefile import wards
from cases.casefile.vault import Vault
from cases.people import matching
from cases.people.indexes import Traits
from cases.people.matching import Known
from cases.petitions.forms import EarlierForm
from cases.petitions.reception.forms import SheetForm
from cases.petitions.reception.models import ReceptionSheet, ReceptionVisit
from cases.petitions.reception.states import VISIT
from cases.petitions.states import STATES
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock, masking


def _sheets(rows: list[ReceptionVisit], scope: Scope) -> dict[object, ReceptionSheet]:
    """Ordinary sheets she may read: on a shared list a sealed matter is a number and nothing else, also for its owner."""
    found = ReceptionSheet.objects.readable_by(scope).filter(visit__in=[row.pk for row in rows])
    return {sheet.pk: sheet for sheet in found.filter(is_sealed=False).select_related("case")}


def lines(rows: list[ReceptionVisit], scope: Scope) -> list[dict[str, Any]]:
    """One line for each number."""
    sheets, found = _sheets(rows, scope), []
    for row in rows:
        sheet = sheets.get(row.pk)
        name = Vault.unwrapped(sheet).open(sheet, "name") if sheet else ""
        found.append(
            {
                "visit": row,
                "sheet": sheet,
                "name": masking.mask_name(name),
                "waited": row.minutes_waited,
                "receiver": row.receiver.display_name if row.receiver else "",
            }
        )
    return found


def told(rows: list[ReceptionVisit], scope: Scope, *, by: User) -> list[dict[str, Any]]:
    """The minutes: what was asked and said, under masked names; each opened sheet is logged."""
    sheets, found = _sheets(rows, scope), lines(rows, scope)
    record.events(Action.REVEAL, by=by, kind="visit", ids=list(sheets), detail={"layer": "narrative"})
    for line in found:
        sheet = line["sheet"]
        if sheet is not None:
            vault = Vault.unwrapped(sheet)
            line |= {"asked": vault.open(sheet, "asked"), "said": vault.open(sheet, "said")}
    return found


def sheet(
    visit: ReceptionVisit, scope: Scope, *, by: User, form: SheetForm | None, again: EarlierForm | None
) -> dict[str, Any]:
    """The page of one visitor: steps for everybody who sees the card, words for who may read the sheet."""
    steps = {each.event for each in VISIT.allowed(visit.state)}
    if visit.on_day != clock.today():
        steps.discard("arrive")
    room = visit.room or (visit.day.room if visit.day else "")
    context: dict[str, Any] = {"steps": steps, "waited": visit.minutes_waited, "room": room}
    row = ReceptionSheet.objects.readable_by(scope).select_related("case").filter(pk=visit.pk).first()
    if row is None or (row.case is not None and wards.is_shut(row.case, scope)):
        record.event(Action.VIEW, by=by, subject=("visit", visit.pk), detail={"layer": "card"})
        return context
    record.event(Action.VIEW, by=by, subject=("visit", visit.pk), unit_id=visit.unit_id)
    vault = Vault.unwrapped(row)
    context |= {
        "sheet": row,
        "name": masking.mask_name(vault.open(row, "name")),
        "asked": vault.open(row, "asked"),
        "said": vault.open(row, "said"),
        "earlier": [(known, STATES[known.stage]) for known in earlier(row, scope)],
    }
    if row.written_up_at is None and visit.state in ("seated", "finished"):
        context["form"] = form or _blank(visit, row, vault, by)
        context["again"] = again or asked_again(visit, scope)
    return context


def _blank(visit: ReceptionVisit, row: ReceptionSheet, vault: Vault, by: User) -> SheetForm:
    """The sheet with what was told at the door; the name in clear is a reveal and logged as one."""
    record.event(Action.REVEAL, by=by, subject=("visit", visit.pk), detail={"layer": "names"})
    words = {name: vault.open(row, name) for name in ("name", "phone")}
    return SheetForm(visit=visit, initial=words | {"request": vault.open(row, "asked")})


def earlier(row: ReceptionSheet, scope: Scope) -> Sequence[Known]:
    """Her earlier matters as registering knows them: those the reader may open, never where she is the other side."""
    name, phone = row.name_index, row.phone_index
    told = Traits(name=bytes(name) if name else None, phone=bytes(phone) if phone else None)
    return matching.known([told], scope, besides=row.case_id)


def asked_again(visit: ReceptionVisit, scope: Scope, data: QueryDict | None = None) -> EarlierForm:
    """Whether it is about one of the matters that the sheet shows."""
    row = ReceptionSheet.objects.readable_by(scope).filter(pk=visit.pk).first()
    return EarlierForm(
        data, prefix="again", initial={"earlier": ""}, matters=earlier(row, scope) if row else ()
    )
