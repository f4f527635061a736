"""Entering a supporter, her volunteer's row, changing what is known, and her last day."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.people.indexes import index_of
from cases.vocabulary.petitions import ConsentManner
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from network.volunteers.frame import refuse_people
from network.volunteers.models import Volunteer
from outreach.lines import Line, known, log, made_before, not_to_come, step
from outreach.supporters.lists import SUPPORTER_LEVELS, SupporterKind, WhyGone
from outreach.supporters.models import Supporter
from sisterhood.lib import clock

SUBJECT = "supporter"
# What must have ended before she goes: upper features say how much is still running.
_ties: list[Callable[[Supporter], int]] = []


def register_tie(count: Callable[[Supporter], int]) -> None:
    """Called once when the app is ready."""
    if count not in _ties:
        _ties.append(count)


def _keeping(row: UUID, event: str, *, by: User, at: datetime | None) -> Any:
    return step(SUBJECT, Supporter.objects, row, event, by=by, at=at, action="keep_supporter", ground=_ground)


def _ground(row: Supporter) -> Ground:
    return Ground(row.unit)


def _number(unit: Unit) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [f"AX-{unit.pk}"])
        return int(cursor.fetchone()[0])


def _volunteer(volunteer: Volunteer | None, kind: str) -> None:
    if volunteer is None and kind == SupporterKind.CARING_MOTHER:
        raise Refusal("volunteer", _("A caring mother is a volunteer: choose her row on that list."))
    if volunteer is not None and volunteer.state == "left":
        raise Refusal("volunteer", _("She has left the volunteers."))
    if volunteer is not None and Supporter.objects.here().filter(volunteer=volunteer).exists():
        raise Refusal("volunteer", _("This volunteer stands on the list of supporters already."))


@transaction.atomic
def enter_supporter(
    unit: Unit,
    *,
    kind: str,
    name: str,
    phone: str,
    organisation: str,
    volunteer: Volunteer | None,
    consented_on: date,
    consent_how: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Supporter:
    """Somebody wants to help and agrees that it is written down. The federation's worker enters it for her.

    Raises Refusal: the level, no name, no consent, a caring mother who is no volunteer, a volunteer entered twice.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "keep_supporter", Ground(unit))
    if (before := made_before(Supporter.objects, key)) is not None:
        return before  # type: ignore[no-any-return]  # a step knows no type of its row
    if unit.level not in SUPPORTER_LEVELS or unit.valid_to is not None:
        raise Refusal("unit", _("Supporters stand on the list of a city, county, township or village."))
    known("kind", kind, SupporterKind.values)
    known("consent_how", consent_how, ConsentManner.values)
    not_to_come("consented_on", consented_on, clock.local_date(at))
    _volunteer(volunteer, kind)
    row = Supporter(
        unit=unit, kind=kind, volunteer=volunteer, user_id=volunteer.user_id if volunteer else None
    )
    if key is not None:
        row.pk = key
    row.consented_on, row.consent_how, row.entered_by, row.entered_at = consented_on, consent_how, by, at
    row.number = _number(unit)
    _seal(row, Vault.own(row), name, phone, organisation)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # on a list that she who enters it does not see
        raise Refusal("volunteer", _("This volunteer stands on the list of supporters already.")) from None
    log(SUBJECT, row, "enter_supporter", by=by, at=at, kind=kind)
    return row


def _seal(row: Supporter, vault: Vault, name: str, phone: str, organisation: str) -> None:
    if not name.strip():
        raise Refusal("name", _("Write her name."))
    vault.seal(row, name=name.strip(), phone=phone.strip(), organisation=organisation.strip())
    row.name_index = index_of("name", name)


def _here(line: Line) -> Supporter:
    if line.row.gone_on is not None:
        raise Refusal("gone_on", _("She supports no longer."))
    return line.row  # type: ignore[no-any-return]  # a step knows no type of its row


def change_supporter(
    row: UUID, *, name: str, phone: str, organisation: str, by: User, at: datetime | None = None
) -> Supporter:
    """What names her, anew; nothing of the old stays."""
    with _keeping(row, "change_supporter", by=by, at=at) as line:
        kept = _here(line)
        _seal(kept, Vault.unwrapped(kept), name, phone, organisation)
        return line.done("name", "phone", "organisation", "name_index")  # type: ignore[no-any-return]  # a step knows no type of its row


def link_volunteer(row: UUID, *, volunteer: Volunteer, by: User, at: datetime | None = None) -> Supporter:
    """Her row among the volunteers, whose training and check count from now on."""
    with _keeping(row, "link_volunteer", by=by, at=at) as line:
        kept = _here(line)
        _volunteer(volunteer, kept.kind)
        kept.volunteer, kept.user_id = volunteer, volunteer.user_id
        try:
            with transaction.atomic():
                return line.done("volunteer", "user")  # type: ignore[no-any-return]  # a step knows no type of its row
        except IntegrityError:
            raise Refusal(
                "volunteer", _("This volunteer stands on the list of supporters already.")
            ) from None


def release_supporter(row: UUID, *, why: str, by: User, at: datetime | None = None) -> Supporter:
    """Her last day. Raises Refusal while a pairing is open. With her consent goes the key of what names her."""
    with _keeping(row, "release_supporter", by=by, at=at) as line:
        kept = _here(line)
        known("why", why, WhyGone.values)
        if any(count(kept) for count in _ties):
            raise Refusal("why", _("A pairing of hers is open. End it first."))
        kept.gone_on, kept.why_gone = line.today, why
        fields = ["gone_on", "why_gone"]
        if why == WhyGone.CONSENT:
            kept.name = kept.phone = kept.organisation = kept.name_index = kept.wrapped = None
            fields += [*Supporter.SEALED, "name_index", "wrapped"]
        line.logged = {"why": why}
        return line.done(*fields)  # type: ignore[no-any-return]  # a step knows no type of its row


@transaction.atomic
def open_supporter(row: Supporter, *, reason: str, by: User, at: datetime | None = None) -> dict[str, str]:
    """What names her, in clear, once; who opened it and why stays in the log. Raises Refusal."""
    gate.require(rest.of(by), "keep_supporter", Ground(row.unit))
    if not reason.strip():
        raise Refusal("reason", _("Write why you need it."))
    refuse_people({"reason": reason})
    if row.wrapped is None:
        raise Refusal("reason", _("It is deleted."))
    vault = Vault.unwrapped(row)
    found = {name: vault.open(row, name) for name in Supporter.SEALED}
    subject, fields = (SUBJECT, row.pk), {"fields": list(Supporter.SEALED)}
    unit_id, purpose = row.unit_id, reason.strip()
    record.event(
        Action.REVEAL, by=by, subject=subject, unit_id=unit_id, purpose=purpose, detail=fields, at=at
    )
    return found
