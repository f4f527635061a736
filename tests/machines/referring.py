"""援助转介和法律援助 (domain.md §2.3, §6.4): stories and verbs. A table."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.referrals import answers, assessment, codes, keeping, legal_aid, letters, opening
from cases.referrals.models import AidReferral, InjuryAssessmentReferral, LegalAidReferral, ServiceItem
from cases.referrals.states import INJURY, LEGAL_AID, REFERRAL
from network.agencies.models import Agency
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import House
from tests.machines.hands import NOTE, OWNERS, on_row, road, said, then
from tests.machines.walker import NOTHING, Hers, Machine, Standing, Verb, Walk
from tests.referrals import conftest as told
from tests.stories import does

APPLICATION = {
    "matter": "violence",
    "ground": "violence",
    "urgency": "none",
    "place": "organ",
    "submitted_on": clock.today,
}
CONSENT = {"shared": "介绍信上的内容", "manner": "signed", "given_on": clock.today}


def _opened() -> tuple[Case, UUID]:
    case = told.told()
    return case, told.opened(case)


def _allowed(item: str = told.COURT) -> tuple[Case, UUID]:
    case = told.told()
    return case, told.allowed(case, item)


def _drawn() -> tuple[Case, UUID]:
    case, row = _allowed()
    told.on_paper("gao", papers.approve, told.drawn(case, row))
    return case, row


def _issued(item: str = told.COURT) -> tuple[Case, UUID]:
    case, row = _allowed(item)
    told.issued(case, row)
    return case, row


_checked = then(_opened, opening.check_eligibility, note=NOTE)
_presented = then(_issued, answers.present_letter, presented_on=clock.today)
_accepted = then(_presented, answers.agency_accept, answered_on=clock.today)
_declined = then(_presented, answers.agency_decline, answered_on=clock.today, note=NOTE)
_served = then(_accepted, answers.record_service, service_on=clock.today)
_outcome = then(_served, answers.record_outcome, outcome="helped")
_revoked = then(_issued, opening.take_back_consent)


def _taken_back() -> tuple[Case, UUID]:
    """By the leader; her consent stands."""
    case, row = _allowed()
    told.on_paper("gao", papers.revoke, told.issued(case, row), note=NOTE)
    return case, row


def _later() -> Any:
    """After the body's days are over."""
    return clock.now() + timedelta(days=30)


_silent = then(_presented, answers.record_silence, note=NOTE, at=_later)


def _expired(house: House) -> Standing:
    """Nobody presents it, and the night's work finds that its days are over."""
    case, row = _issued()
    with clock.moved_to(clock.now() + timedelta(days=16)), house.login("worker"):
        keeping.keep()
    return Standing(row, case.pk)


def _paper(standing: Standing) -> Document:
    found = Document.objects.filter(case=standing.case, kind=letters.KIND).order_by("-drafted_at").first()
    return found or Document(pk=standing.row, case_id=standing.case, kind=letters.KIND)


def _on_letter(verb: Any, **facts: Any) -> Verb:
    """A step of the paper: what it does to the referral follows by itself."""
    return lambda standing, user: verb(_paper(standing), by=user, **said(facts))


def _replaces(standing: Standing, user: User) -> Any:
    paper = _paper(standing)
    if paper.pk == standing.row:
        return papers.take_away(paper, note=NOTE, by=user)
    return letters.replace_letter(paper, note=NOTE, by=user)


def _opens(standing: Standing, user: User) -> Any:
    """The same kind of body of her own county or city."""
    case = Case.objects.select_related("unit").filter(pk=standing.case).first()
    case = case or Case(pk=standing.case, unit=Unit())
    item = ServiceItem.objects.get(name=told.COURT)
    agency = Agency.objects.for_case_of(case.unit).filter(kind=item.agency_kind).first()
    return opening.open_referral(
        case, item=item, agency=agency or Agency(kind=item.agency_kind), need=NOTE, by=user
    )


def _with_its_papers(walk: Walk, hers: Hers) -> None:
    """A paper stays with the unit that issues it, and the matter beside it."""
    walk.give_matters(hers, move=False)


REFERRAL_MACHINE = Machine(
    name="aid referral",
    table=REFERRAL,
    drawn=("referral.md", 0),
    model=AidReferral,
    begins={"open_referral": OWNERS},
    nobodys=frozenset({"expire_letter"}),
    roads={
        # First: what comes after it must not have lapsed on the same night.
        "expired": _expired,
        NOTHING: lambda _house: Standing(None, told.told().pk),
        "opened": road(_opened),
        "eligibility_checked": road(_checked),
        "consented": road(_allowed),
        "consented/issue_letter": road(_drawn),
        "letter_issued": road(_issued),
        "presented": road(_presented),
        "agency_accepted": road(_accepted),
        "agency_declined": road(_declined),
        "no_response": road(_silent),
        "service_given": road(_served),
        "outcome_recorded": road(_outcome),
        "revoked": road(_revoked),
        "revoked/draw_letter": road(_taken_back),
        "closed": road(then(_declined, answers.close_referral, note=NOTE)),
    },
    steps={
        "open_referral": _opens,
        "check_eligibility": on_row(opening.check_eligibility, note=NOTE),
        "record_referral_consent": on_row(opening.record_referral_consent, **CONSENT),
        "name_basis": on_row(opening.name_basis, basis="life", note=NOTE),
        "take_back_consent": on_row(opening.take_back_consent),
        "phone_ahead": on_row(opening.phone_ahead, note=NOTE),
        "draw_letter": on_row(letters.draw_letter),
        "issue_letter": _on_letter(papers.issue),
        "give_slip_code": on_row(codes.give_slip_code, how="phone"),
        "revoke_letter": _on_letter(papers.revoke, note=NOTE),
        "replace_letter": _replaces,
        "present_letter": on_row(answers.present_letter, presented_on=clock.today),
        "agency_accept": on_row(answers.agency_accept, answered_on=clock.today),
        "agency_decline": on_row(answers.agency_decline, answered_on=clock.today, note=NOTE),
        "record_silence": on_row(answers.record_silence, note=NOTE, at=_later),
        "record_service": on_row(answers.record_service, service_on=clock.today),
        "record_outcome": on_row(answers.record_outcome, outcome="helped"),
        "close_referral": on_row(answers.close_referral, note=NOTE),
    },
    hand=_with_its_papers,
    aside=frozenset({"revoke_letter"}),
    # There is no paper yet, or none that may still be issued or taken back.
    reasons=frozenset({"role", "not_yours", "gone", "state"}),
)


def _submitted() -> tuple[Case, UUID]:
    case, row = _issued(told.AID)
    does("lin", legal_aid.submit_aid, case, row=row, **said(APPLICATION))
    return case, row


_granted = then(_submitted, legal_aid.aid_granted, decided_on=clock.today)
_refused = then(_submitted, legal_aid.aid_refused, decided_on=clock.today, note=NOTE)
_objected = then(_refused, legal_aid.object_aid, objected_on=clock.today)


LEGAL_AID_MACHINE = Machine(
    name="legal aid",
    table=LEGAL_AID,
    drawn=("referral.md", 1),
    model=LegalAidReferral,
    key="referral_id",
    begins={"submit_aid": OWNERS},
    roads={
        NOTHING: road(lambda: _issued(told.AID)),
        "submitted": road(_submitted),
        "granted": road(_granted),
        "assigned": road(then(_granted, legal_aid.assign_lawyer, assigned_on=clock.today, lawyer="某律师")),
        "refused": road(_refused),
        "objected": road(_objected),
        "dismissed": road(then(_objected, legal_aid.objection_dismissed, decided_on=clock.today)),
    },
    steps={
        "submit_aid": on_row(legal_aid.submit_aid, **APPLICATION),
        "aid_granted": on_row(legal_aid.aid_granted, decided_on=clock.today),
        "aid_refused": on_row(legal_aid.aid_refused, decided_on=clock.today, note=NOTE),
        "assign_lawyer": on_row(legal_aid.assign_lawyer, assigned_on=clock.today, lawyer="某律师"),
        "object_aid": on_row(legal_aid.object_aid, objected_on=clock.today),
        "objection_upheld": on_row(legal_aid.objection_upheld, decided_on=clock.today),
        "objection_dismissed": on_row(legal_aid.objection_dismissed, decided_on=clock.today),
    },
)


def _assessable() -> tuple[Case, UUID]:
    return _issued(told.INJURY)


BOOK = {"appointed_at": lambda: clock.now() + timedelta(days=2), "fee_waived": True}
KEPT = {"result_on": clock.today, "opinion": NOTE, "manner": "signed"}
_appointed = then(_assessable, assessment.book_assessment, **BOOK)
_kept_here = road(then(_appointed, assessment.record_assessment, **KEPT))
INJURY_MACHINE = Machine(
    name="injury assessment",
    table=INJURY,
    drawn=("referral.md", 2),
    model=InjuryAssessmentReferral,
    key="referral_id",
    column="case when result_on is null then 'booked' else 'assessed' end",
    begins={"book_assessment": OWNERS},
    roads={
        NOTHING: road(_assessable),
        "booked": road(_appointed),
        "assessed": road(then(_appointed, assessment.record_assessment, result_on=clock.today)),
        "assessed/forget_opinion": _kept_here,
    },
    steps={
        "book_assessment": on_row(assessment.book_assessment, **BOOK),
        "book_again": on_row(assessment.book_assessment, **BOOK),
        "record_assessment": on_row(assessment.record_assessment, result_on=clock.today),
        "forget_opinion": on_row(assessment.forget_opinion),
    },
    hand=_with_its_papers,
)
