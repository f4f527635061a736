"""Entering, renewing and ending what was agreed with a body. Each has a clock that reminds ahead of its last day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.agencies.models import Agency
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from outreach.partners.models import AgreementKind, CooperationAgreement, WhyEnded
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing

LAPSE, SUBJECT = "partner.lapse", "agreement"


def _log(row: CooperationAgreement, verb: str, *, by: User, at: datetime) -> None:
    detail = {"verb": verb, "kind": row.kind, "ends_on": str(row.ends_on)}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def _watch(row: CooperationAgreement, *, by: User, at: datetime) -> None:
    """Its last day becomes a clock; the reminder comes ahead of it."""
    try:
        begins = calculator.start_of(LAPSE, due_on=row.ends_on)
        told: dict[str, Any] = {"unit": row.unit, "owner": row.owner, "by": by, "at": at, "start_on": begins}
        clocks.start(LAPSE, subject=(SUBJECT, row.pk), **told)
    except CalendarMissing as missing:
        raise Refusal("ends_on", str(missing)) from missing


@transaction.atomic
def enter_agreement(
    agency: Agency,
    *,
    kind: str,
    scope: str,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime | None = None,
) -> CooperationAgreement:
    """Raises Refusal: not her list, one of this kind stands, days the wrong way round, over already, somebody's number."""
    hers, at = rest.of(by), at or clock.now()
    gate.require(hers, "keep_agreements", Ground(agency.unit))
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if not agency.active:
        raise Refusal("agency", _("This body is not in use any more."))
    if ends_on < starts_on:
        raise Refusal("ends_on", _("The last day lies before the first."))
    if ends_on < clock.local_date(at):
        raise Refusal("ends_on", _("This agreement is over already. Enter one that holds today or later."))
    if CooperationAgreement.objects.filter(agency=agency, kind=kind, ended_on=None).exists():
        raise Refusal("kind", _("An agreement of this kind stands with this body. Renew or end it."))
    refuse_people({"scope": scope})
    row = CooperationAgreement(agency=agency, unit=agency.unit, kind=AgreementKind(kind), owner=by)
    row.scope, row.starts_on, row.ends_on = scope.strip(), starts_on, ends_on
    row.entered_by, row.entered_at = by, at
    row.save(force_insert=True)
    _watch(row, by=by, at=at)
    _log(row, "enter_agreement", by=by, at=at)
    return row


@contextmanager
def _keeping(row: UUID, by: User) -> Iterator[CooperationAgreement]:
    hers = rest.of(by)
    with transaction.atomic():
        gate.require(hers, "keep_agreements")
        rows = CooperationAgreement.objects.visible_to(hers).select_for_update(of=("self",))
        found = rows.select_related("unit", "owner").filter(pk=row).first()
        if found is None:
            raise Refusal("gone", _("This agreement does not exist."))
        gate.require(hers, "keep_agreements", found)
        if found.ended_on:
            raise Refusal("ended", _("This agreement has ended. Enter a new one."))
        yield found


def renew_agreement(
    row: UUID, *, ends_on: date, by: User, at: datetime | None = None
) -> CooperationAgreement:
    """A later last day; the reminder moves with it. Raises Refusal for a day that is not later."""
    with _keeping(row, by) as found:
        at = at or clock.now()
        if ends_on <= max(found.ends_on, clock.local_date(at)):
            raise Refusal("ends_on", _("Choose a day after its last day and after today."))
        found.ends_on, found.owner = ends_on, by
        clocks.meet((SUBJECT, found.pk), LAPSE, by=by, at=at)
        found.save(update_fields=["ends_on", "owner"])
        _watch(found, by=by, at=at)
        _log(found, "renew_agreement", by=by, at=at)
        return found


def end_agreement(row: UUID, *, why: str, by: User, at: datetime | None = None) -> CooperationAgreement:
    """It holds no longer, from today on, for a reason from the list; nobody is reminded of it any more."""
    with _keeping(row, by) as found:
        at = at or clock.now()
        if why not in WhyEnded.values:
            raise Refusal("why", _("Choose from the list."))
        found.ended_for = why
        found.ended_on = max(clock.local_date(at), found.starts_on)
        clocks.cancel_running((SUBJECT, found.pk), by=by, at=at)
        found.save(update_fields=["ended_on", "ended_for"])
        _log(found, "end_agreement", by=by, at=at)
        return found
