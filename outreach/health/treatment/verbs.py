"""Following up a treatment: only with her consent, and it ends when she says so."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.health.relief.lists import Consent
from outreach.health.steps import log, not_to_come, step
from outreach.health.treatment.models import (
    Barrier,
    Offered,
    TreatmentContinuityFollowUp,
    TreatmentLook,
    WhyEnded,
)
from outreach.health.treatment.states import TREATMENT
from outreach.lines import made_before
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

SUBJECT, LOOK = "treatment", "treatment.look"


@transaction.atomic
def begin_treatment(
    unit: Unit,
    *,
    name: str,
    phone: str,
    consented_on: date,
    consent_how: str,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> TreatmentContinuityFollowUp:
    """She wants somebody to look in; the same form again is the same row. Raises Refusal: no name, no consent, another level."""
    at = at or clock.now()
    gate.require(rest.of(by), "begin_treatment", Ground(unit))
    today = clock.local_date(at)
    known: TreatmentContinuityFollowUp | None = made_before(
        TreatmentContinuityFollowUp.objects.filter(unit=unit), key
    )
    if known is not None:
        return known
    if unit.level not in (Level.VILLAGE, Level.TOWNSHIP) or unit.valid_to is not None:
        raise Refusal("unit", _("The village or the township follows up."))
    if not name.strip():
        raise Refusal("name", _("Write her name."))
    if consent_how not in Consent.values:
        raise Refusal("consent_how", _("Only with her consent. Choose how she agreed."))
    not_to_come("consented_on", consented_on, today)
    row = TreatmentContinuityFollowUp(
        id=key or uuid7(), unit=unit, consented_on=consented_on, consent_how=consent_how
    )
    row.entered_by, row.entered_at = by, at
    Vault.own(row).seal(row, name=name.strip(), phone=phone.strip())
    row.save(force_insert=True)
    clocks.start(LOOK, subject=(SUBJECT, row.pk), unit=unit, owner=by, by=by, at=at, start_on=today)
    log(row, SUBJECT, "begin_treatment", by=by, at=at)
    return row


def look_in(
    row: UUID, *, on: date, barrier: str, offered: Collection[str], by: User, at: datetime | None = None
) -> TreatmentContinuityFollowUp:
    """Somebody looked in; the next time is counted from today."""
    with step(TreatmentContinuityFollowUp, TREATMENT, SUBJECT, row, "look_in", by=by, at=at) as line:
        not_to_come("on", on, line.today)
        if barrier not in Barrier.values:
            raise Refusal("barrier", _("Choose from the list."))
        if not offered or set(offered) - set(Offered.values):
            raise Refusal("offered", _("Choose what was offered."))
        TreatmentLook(follow_up=line.row, on=on, barrier=barrier, offered=sorted(offered), by=by).save()
        clocks.meet(line.subject, LOOK, by=by, at=line.at)
        unit = line.row.unit
        clocks.start(LOOK, subject=line.subject, unit=unit, owner=by, by=by, at=line.at, start_on=line.today)
        found: TreatmentContinuityFollowUp = line.done()
        return found


def end_treatment(
    row: UUID, *, why: str, by: User, at: datetime | None = None
) -> TreatmentContinuityFollowUp:
    """She said so: nobody looks in any more, and nothing here names her from now on."""
    with step(TreatmentContinuityFollowUp, TREATMENT, SUBJECT, row, "end_treatment", by=by, at=at) as line:
        if why not in WhyEnded.values:
            raise Refusal("why", _("Choose from the list."))
        clocks.cancel_running(line.subject, by=by, at=line.at)
        ended = line.row
        ended.ended_on, ended.why_ended = line.today, why
        ended.wrapped = ended.name = ended.phone = None
        found: TreatmentContinuityFollowUp = line.done("ended_on", "why_ended", "wrapped", "name", "phone")
        return found


@transaction.atomic
def reach_treatment(row: UUID, *, by: User) -> tuple[str, str]:
    """Name and phone in clear, to look in; logged. Raises Refusal for what is not hers or has ended."""
    gate.require(rest.of(by), "look_in")
    found = (
        TreatmentContinuityFollowUp.objects.visible_to(rest.of(by))
        .exclude(wrapped=None)
        .filter(pk=row)
        .first()
    )
    if found is None:
        raise Refusal("gone", _("This does not exist."))
    vault = Vault.unwrapped(found)
    detail = {"fields": ["name", "phone"]}
    subject = (SUBJECT, row)
    record.event(
        Action.REVEAL, by=by, subject=subject, unit_id=found.unit_id, purpose="treatment", detail=detail
    )
    return vault.open(found, "name"), vault.open(found, "phone")
