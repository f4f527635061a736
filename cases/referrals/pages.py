"""What the pages of referrals show: referrals with their clocks, letters and consents, and the next steps."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.models import RecipientConsent
from cases.coordination.pages import clocks_of
from cases.referrals.buttons import BUTTONS, FIRST
from cases.referrals.frame import ACKNOWLEDGE
from cases.referrals.models import (
    SENT,
    AidReferral,
    InjuryAssessmentReferral,
    IntroductionLetter,
    LegalAidReferral,
)
from cases.referrals.states import LEGAL_AID, REFERRAL
from cases.vocabulary.papers import PaperState
from cases.vocabulary.petitions import ConsentFor
from cases.vocabulary.services import AidChannel, AidKind, AidState
from network.access import gate
from network.access.scope import Scope
from network.deadlines import clocks, faces
from network.deadlines.models import Clock
from sisterhood.lib.first import first

SHOWN = 200

_LETTER = (AidState.OPENED, AidState.ELIGIBILITY_CHECKED, AidState.CONSENTED)


@dataclass
class Shown:
    """One referral for a page; texts are empty for whoever may not read the narrative."""

    row: AidReferral
    faces: list[Any]
    is_late: bool
    texts: dict[str, str] = field(default_factory=dict)
    aid: LegalAidReferral | None = None
    aid_texts: dict[str, str] = field(default_factory=dict)
    assessment: InjuryAssessmentReferral | None = None
    opinion: str = ""


def referral(row: AidReferral, *, vault: Vault, reads: bool, running: list[Clock], at: datetime) -> Shown:
    """One referral with its words and what it adds by its kind."""
    own = [each for each in running if each.part == row.pk]
    late = any(each.limit_id == ACKNOWLEDGE and each.is_late(at) for each in own)
    shown = Shown(row, [faces.face(each, at) for each in own], late)
    shown.aid = LegalAidReferral.objects.filter(pk=row.pk).first()
    shown.assessment = InjuryAssessmentReferral.objects.filter(pk=row.pk).first()
    if reads:
        shown.texts = {name: vault.open(row, name) for name in AidReferral.SEALED}
        if shown.aid:
            shown.aid_texts = {name: vault.open(shown.aid, name) for name in LegalAidReferral.SEALED}
        if shown.assessment:
            shown.opinion = vault.open(shown.assessment, "opinion")
    return shown


def letters(row: AidReferral) -> list[IntroductionLetter]:
    """Its letters, the latest first."""
    return list(row.letters.select_related("document", "code_given_by"))


def consents(row: AidReferral, *, vault: Vault) -> list[tuple[RecipientConsent, str]]:
    """What she allowed, and what of it she took back."""
    rows = RecipientConsent.objects.filter(case=row.case_id, part=row.pk)
    return [(each, vault.open(each, "shared")) for each in rows]


def _possible(shown: Shown) -> list[str]:
    row = shown.row
    verbs = [each.event for each in REFERRAL.allowed(row.state)]
    if row.kind == AidKind.LEGAL_AID and row.state not in (*_LETTER, AidState.CLOSED):
        verbs += [each.event for each in LEGAL_AID.allowed(shown.aid.state if shown.aid else "noted")]
    if row.kind == AidKind.INJURY and row.state not in (*_LETTER, AidState.CLOSED):
        if shown.assessment is None or not shown.assessment.result_on:
            verbs.append("book_assessment")
        if shown.assessment is not None:
            verbs.append("record_assessment")
        if shown.opinion:
            verbs.append("forget_opinion")
    return list(dict.fromkeys(verbs))


def _closed_off(shown: Shown, papers: list[IntroductionLetter]) -> set[str]:
    """Steps that the state knows and this referral does not offer now."""
    row = shown.row
    waiting = any(each.document.state in (PaperState.DRAFT, PaperState.APPROVED) for each in papers)
    off = {"draw_letter"} if waiting else set()
    if row.channel != AidChannel.DANGER or row.phoned_at:
        off.add("phone_ahead")
    if row.state == AidState.PRESENTED and not shown.is_late:
        off.add("record_silence")
    live = RecipientConsent.objects.filter(
        case=row.case_id, part=row.pk, given_for=ConsentFor.REFERRAL, withdrawn_at=None
    )
    if not live.exists():
        off.add("take_back_consent")
    return off


def steps(
    shown: Shown, case: Case, scope: Scope, papers: list[IntroductionLetter]
) -> tuple[list[str], list[str]]:
    """What she may do now with a referral: the first step, and the others."""
    if case.closed_at:
        return [], []
    off = _closed_off(shown, papers)
    allowed = [
        verb
        for verb in _possible(shown)
        if verb in BUTTONS and verb not in off and gate.ask(scope, verb, case)
    ]
    order = FIRST.get(shown.row.state, ())
    first = sorted((verb for verb in allowed if verb in order), key=order.index)[:1]
    return first, [verb for verb in allowed if verb not in first]


def section(case: Case, *, scope: Scope, at: datetime) -> dict[str, Any]:
    """绿色通道与转介 on the page of a matter, for whoever may open it."""
    running = clocks_of(case)
    rows = AidReferral.objects.filter(case=case).select_related("item", "agency")
    return {
        "rows": [(row, faces.face(running[row.pk], at) if row.pk in running else None) for row in rows],
        "may_open": not case.closed_at and bool(gate.ask(scope, "open_referral", case)),
    }


def unanswered(scope: Scope, at: datetime) -> list[tuple[AidReferral, Any]]:
    """Sent and not answered, of matters she may open: the longest silence first, each with its clock."""
    cases = Case.objects.openable_by(scope).visible_to(scope).filter(closed_at=None)
    rows = AidReferral.objects.filter(state__in=SENT, case_id__in=cases.values("pk"))
    rows = rows.select_related("case__unit", "case__owner", "item", "agency")
    found = first(rows.order_by("letter_at", "id"), SHOWN)
    own = _clocks(found)
    return found.each(lambda row: (row, faces.face(own[row.pk], at) if row.pk in own else None))


def _clocks(rows: list[AidReferral]) -> dict[UUID, Clock]:
    running = Clock.objects.filter(
        subject_kind="case",
        subject_id__in={row.case_id for row in rows},
        part__in=[row.pk for row in rows],
        limit_id=ACKNOWLEDGE,
        state="running",
    )
    return {row.part: row for row in running.select_related("limit", "version") if row.part}


def running_of(case: Case) -> list[Clock]:
    """Every running clock of the matter."""
    return clocks.running(("case", case.pk))
