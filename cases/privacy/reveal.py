"""Reading sealed values: each reading asks for its layer and leaves an audit row in the same transaction."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, CaseKey, Event, Narrative
from cases.casefile.sharing import Layers
from cases.casefile.vault import Vault
from cases.people.models import Person, SafeContact
from cases.vocabulary.intake import PersonRole
from cases.vocabulary.reading import AccessReason
from network.access import rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import masking


@dataclass(frozen=True)
class Shown:
    """A person for the screen: masked, or in clear after a reveal."""

    role: str
    name: str
    phone: str
    id_number: str
    address: str
    is_alias: bool
    gender: str
    birth_year: int | None


def _seen(layer: str, layers: Layers) -> dict[str, Any]:
    """What the audit keeps of one reading: the layer, and the leave it was read under."""
    return {"layer": layer} | ({"grant": str(layers.grant)} if layers.grant else {})


def _refuse_without_names(layers: Layers) -> None:
    if layers.is_shut:
        raise Refusal("shut", wards.SHUT)
    if not layers.names and not layers.names_with_reason:
        raise Refusal("names", _("The names of this matter are not open to you. Ask its owner."))


def people(case: Case, *, vault: Vault) -> list[Shown]:
    """Everybody of an opened case, masked; nobody where reading needs leave. Addresses are never shown here."""
    if wards.is_shut(case):
        return []
    return [
        Shown(
            role=person.get_role_display(),
            name=masking.mask_name(vault.open(person, "name")) or str(_("not given")),
            phone=masking.mask_phone(vault.open(person, "phone")),
            id_number=masking.mask_id_number(vault.open(person, "id_number")),
            address="",
            is_alias=person.is_alias,
            gender=person.get_gender_display(),
            birth_year=person.birth_year,
        )
        for person in Person.objects.filter(case=case).order_by("id")
    ]


def names(case: Case, *, layers: Layers, vault: Vault, by: User, reason: str = "") -> list[Shown]:
    """Everybody in clear. The owner simply looks; the unit's leader says why; everyone else is refused."""
    _refuse_without_names(layers)
    if not layers.names and reason not in AccessReason.values:
        raise Refusal("reason", _("Please say why you need the names."))
    purpose = reason if reason in AccessReason.values else ""
    detail = _seen("names", layers)
    record.event(Action.REVEAL, by=by, subject=("case", case.pk), purpose=purpose, detail=detail)
    return [
        Shown(
            role=person.get_role_display(),
            name=vault.open(person, "name") or str(_("not given")),
            phone=vault.open(person, "phone"),
            id_number=vault.open(person, "id_number"),
            address=vault.open(person, "address"),
            is_alias=person.is_alias,
            gender=person.get_gender_display(),
            birth_year=person.birth_year,
        )
        for person in Person.objects.filter(case=case).order_by("id")
    ]


def numbers(
    case: Case, *, layers: Layers, vault: Vault, safe: SafeContact | None, by: User
) -> list[tuple[str, str]]:
    """Her number in clear and nothing else, for a follow-up: (role, phone). Never where no such way is safe.

    Raises Refusal for whoever does not hold the names, and where she called neither voice nor text safe.
    """
    _refuse_without_names(layers)
    if safe is None or not (safe.may_call or safe.may_text or safe.may_wechat):
        raise Refusal("unsafe", _("She called no way by phone safe. Ask her in person."))
    purpose = "" if layers.names else AccessReason.CONTACT
    detail = _seen("phone", layers)
    record.event(Action.REVEAL, by=by, subject=("case", case.pk), purpose=purpose, detail=detail)
    people = Person.objects.filter(case=case, role=PersonRole.PETITIONER).order_by("id")
    return [(person.get_role_display(), vault.open(person, "phone")) for person in people]


def narrative(case: Case, *, layers: Layers, vault: Vault, by: User) -> dict[str, str]:
    """Request, facts and steps taken so far; empty when the layer is not hers, never an error."""
    row = Narrative.objects.filter(case=case).first() if layers.narrative else None
    if row is None:
        return {}
    record.event(Action.REVEAL, by=by, subject=("case", case.pk), detail=_seen("narrative", layers))
    return {column: vault.open(row, column) for column in Narrative.SEALED}


def contact(case: Case, *, layers: Layers, vault: Vault) -> tuple[SafeContact | None, dict[str, str]]:
    """How she may be reached: shown before any contact, to whoever opens the case."""
    row = SafeContact.objects.filter(case=case).first()
    if row is None or layers.is_shut or not (layers.opens or layers.narrative):
        return row, {}
    return row, {column: vault.open(row, column) for column in SafeContact.SEALED}


def notes(events: list[Event], *, layers: Layers, vault: Vault) -> dict[object, str]:
    """Texts of timeline notes by event id, for those who may read the narrative."""
    if not layers.narrative:
        return {}
    return {event.pk: vault.open(event, "note") for event in events if event.note is not None}


def masked_names(cases: list[Case]) -> dict[UUID, str]:
    """Masked petitioner names for a page of cases she may open; hidden rows and what needs leave are left out."""
    scope = rest.current()
    shut = {pk for pk, grant in wards.grants(cases, scope).items() if grant is None} if scope else set()
    ids = [case.pk for case in cases if case.pk not in shut]
    keys = {row.pk: row for row in CaseKey.objects.filter(pk__in=ids)}
    rows = Person.objects.filter(case_id__in=ids, role=PersonRole.PETITIONER)
    return {
        row.case_id: masking.mask_name(Vault.unwrapped(keys[row.case_id]).open(row, "name"))
        for row in rows
        if row.case_id in keys and row.name is not None
    }
