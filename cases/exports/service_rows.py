"""What fills the ledgers of services: letters, sessions, mediations, legal aid, protection from violence."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.casefile.models import Case
from cases.consultations.models import Consultation
from cases.documents.models import Document
from cases.exports.columns import LAPSED, NO, NOT_OPEN, ORAL, WRITTEN, YES
from cases.exports.models import LedgerExport
from cases.exports.period import Words, day, days, in_unit, lasted, moments, open_ids, opened
from cases.mediation.models import Mediation
from cases.petitions.states import STATES
from cases.protection.lists import CourtOrderState
from cases.protection.models import (
    MandatoryReport,
    ProtectionOrder,
    ProtectionVisit,
    UrgentIncident,
    WarningLetter,
)
from cases.referrals.models import IntroductionLetter, LegalAidReferral
from cases.vocabulary.papers import PaperState
from network.access.scope import Scope
from sisterhood.lib import clock

PROTECTED = (UrgentIncident, MandatoryReport, ProtectionOrder, WarningLetter)
GRANTED = (CourtOrderState.GRANTED, CourtOrderState.REVOKED)


def letters(row: LedgerExport, scope: Scope) -> QuerySet[IntroductionLetter]:
    found = IntroductionLetter.objects.filter(
        **in_unit(row), **moments(row, "document__issued_at"), case_id__in=open_ids(scope)
    )
    names = ("case", "document__unit", "document__issued_by", "referral__item", "referral__agency")
    return found.select_related(*names).order_by("document__issued_at", "id")


def _letter_state(paper: Document, on: date) -> str:
    if paper.state in (PaperState.ISSUED, PaperState.DELIVERED) and paper.has_lapsed(on):
        return LAPSED
    return str(paper.get_state_display())


def letter_words(letters: Sequence[IntroductionLetter], _scope: Scope, at: datetime) -> list[Words]:
    return [
        {
            "letter": letter.document.number,
            "issued_on": day(letter.document.issued_at),
            "issuing_unit": letter.document.unit.short_name,
            "issued_by": letter.document.issued_by.display_name if letter.document.issued_by else NOT_OPEN,
            "item": letter.referral.item.name,
            "agency": letter.referral.agency.name,
            "valid_until": day(letter.valid_until),
            "state": _letter_state(letter.document, clock.local_date(at)),
            "presented_on": day(letter.referral.presented_on),
            "answered_on": day(letter.referral.answered_on),
            "aid_state": letter.referral.get_state_display(),
        }
        for letter in letters
    ]


def consultations(row: LedgerExport, scope: Scope) -> QuerySet[Consultation]:
    found = Consultation.objects.visible_to(scope).filter(**in_unit(row), **moments(row, "starts_at"))
    return found.select_related("case", "holder").order_by("starts_at", "id")


def consultation_words(sessions: Sequence[Consultation], _scope: Scope, _at: datetime) -> list[Words]:
    return [
        {
            "kind": session.get_kind_display(),
            "joint": YES if session.joint_key else NO,
            "starts_on": day(session.starts_at),
            "holder": session.holder.display_name,
            "state": session.get_state_display(),
            "topic": session.get_topic_display(),
            "outcome": session.get_outcome_display(),
            "minutes": "" if session.minutes is None else session.minutes,
        }
        for session in sessions
    ]


def mediations(row: LedgerExport, scope: Scope) -> QuerySet[Mediation]:
    found = Mediation.objects.visible_to(scope).filter(**in_unit(row), **moments(row, "entered_at"))
    return found.select_related("case__unit", "mediator", "agreement").order_by("entered_at", "id")


def _agreed(row: Mediation) -> str:
    agreement = getattr(row, "agreement", None)
    return "" if agreement is None else ORAL if agreement.is_oral else WRITTEN


def mediation_words(rows: Sequence[Mediation], _scope: Scope, at: datetime) -> list[Words]:
    return [
        {
            "kind": row.get_kind_display(),
            "unit": row.case.unit.short_name,
            "mediator": row.mediator.display_name if row.mediator else NOT_OPEN,
            "asked_on": day(row.entered_at),
            "state": row.get_state_display(),
            "agreed": _agreed(row),
            "effective_on": day(row.effective_on),
            "court": row.get_court_said_display(),
            "closed_on": day(row.closed_at),
            "days": lasted(clock.local_date(row.entered_at), row.closed_at or at),
        }
        for row in rows
    ]


def legal_aid(row: LedgerExport, scope: Scope) -> QuerySet[LegalAidReferral]:
    found = LegalAidReferral.objects.filter(
        **in_unit(row), **days(row, "submitted_on"), case_id__in=open_ids(scope)
    )
    return found.select_related("case", "referral__agency").order_by("submitted_on", "pk")


def legal_aid_words(rows: Sequence[LegalAidReferral], _scope: Scope, _at: datetime) -> list[Words]:
    return [
        {
            "matter": row.get_matter_display(),
            "ground": row.get_ground_display(),
            "agency": row.referral.agency.name,
            "submitted_on": day(row.submitted_on),
            "decided_on": day(row.decided_on),
            "assigned_on": day(row.assigned_on),
            "state": row.get_state_display(),
        }
        for row in rows
    ]


def violence(row: LedgerExport, scope: Scope) -> QuerySet[Case]:
    any_of = Q()
    for model in PROTECTED:
        any_of |= Q(pk__in=model.objects.values("case_id"))
    found = opened(scope).filter(any_of, **in_unit(row, ""), **days(row, "received_on"))
    return found.order_by("received_on", "number")


def violence_words(cases: Sequence[Case], _scope: Scope, at: datetime) -> list[Words]:
    ids = [case.pk for case in cases]

    def counted(model: Any, **narrow: Any) -> dict[Any, int]:
        rows = model.objects.filter(case_id__in=ids, **narrow).order_by()
        return dict(rows.values_list("case_id").annotate(Count("pk")))

    today = clock.local_date(at)
    columns = {
        "incidents": counted(UrgentIncident),
        "reports": counted(MandatoryReport),
        "asked_orders": counted(ProtectionOrder, filed_at__isnull=False),
        "granted_orders": counted(ProtectionOrder, state__in=GRANTED),
        "warnings": counted(WarningLetter),
        "visits_due": counted(ProtectionVisit, due_on__lte=today),
        "visits_done": counted(ProtectionVisit, done_at__isnull=False),
    }
    return [
        {
            "received_on": day(case.received_on),
            "stage": str(STATES.get(case.stage, case.stage)),
            "closed_on": day(case.closed_at),
            **{code: found.get(case.pk, 0) for code, found in columns.items()},
        }
        for case in cases
    ]
