"""伤情鉴定 (item 60): the appointment, whether the fee is waived, and that a result came. The opinion stays with the body
unless she wants it kept here."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.frame import act
from cases.referrals.frame import found
from cases.referrals.legal_aid import NOT_YET
from cases.referrals.models import InjuryAssessmentReferral
from cases.referrals.states import INJURY
from cases.vocabulary.petitions import ConsentFor
from cases.vocabulary.services import AidKind
from network.access.gate import Refusal
from network.staff.models import User


def book_assessment(
    case: Case,
    *,
    row: UUID,
    appointed_at: datetime,
    fee_waived: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """When she goes there; booked again it replaces the earlier appointment until a result has come."""
    with act(case, "book_assessment", by=by, at=at) as s:
        referral = found(s, row)
        if referral.kind != AidKind.INJURY or referral.state in NOT_YET:
            raise Refusal("referral", _("First her letter to the assessment is issued."))
        earlier = InjuryAssessmentReferral.objects.filter(pk=referral.pk).first()
        if earlier is not None:
            INJURY.next(earlier.state, "book_again")
        new = earlier or InjuryAssessmentReferral(referral=referral, case=s.case)
        new.appointed_at, new.fee_waived = appointed_at, fee_waived
        new.save(force_insert=earlier is None)
        return s.write(detail={"referral": str(referral.pk)})


def record_assessment(
    case: Case,
    *,
    row: UUID,
    result_on: date,
    opinion: str = "",
    manner: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """That a result came. Its words are kept only when she says so, with how she said it."""
    with act(case, "record_assessment", by=by, at=at) as s:
        referral = found(s, row)
        kept = InjuryAssessmentReferral.objects.select_for_update(of=("self",)).filter(pk=referral.pk).first()
        if kept is None:
            raise Refusal("referral", _("No appointment was made yet."))
        INJURY.next(kept.state, s.verb)
        if result_on > s.today:
            raise Refusal("result_on", _("That day lies in the future."))
        kept.result_on = result_on
        if opinion.strip():
            if not manner:
                raise Refusal(
                    "manner", _("The opinion is kept here only with her consent. Say how she gave it.")
                )
            consents.enter(
                s,
                given_for=[ConsentFor.KEEPING],
                names={},
                shared=str(_("The opinion is kept in this matter.")),
                manner=manner,
                given_on=s.today,
                of=referral,
            )
            s.vault.seal(kept, opinion=opinion)
        kept.save(update_fields=["result_on", "opinion"])
        return s.write(detail={"referral": str(referral.pk)})


def forget_opinion(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """She does not want the opinion kept any more: its words are gone, that a result came stays."""
    with act(case, "forget_opinion", by=by, at=at) as s:
        referral = found(s, row)
        kept = InjuryAssessmentReferral.objects.select_for_update(of=("self",)).filter(pk=referral.pk).first()
        if kept is None:
            raise Refusal("referral", _("No appointment was made yet."))
        INJURY.next(kept.state, s.verb)
        consents.withdraw(s, referral, ConsentFor.KEEPING)
        kept.opinion = None
        kept.save(update_fields=["opinion"])
        return s.write(detail={"referral": str(referral.pk)})
