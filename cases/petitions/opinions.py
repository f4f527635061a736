"""The three written opinions (art. 32, 35, 36): drafted by one, approved by another, never twice by the same hands."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.petitions.models import HandlingOpinion, Petition
from cases.petitions.step import Step, require, step
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import OpinionStage, Outcome, WaitsFor
from network.access.gate import Refusal
from network.access.scope import Scope
from network.staff.models import User
from sisterhood.lib import clock

STAGE_OF = {
    "handling": OpinionStage.HANDLING,
    "under_review": OpinionStage.REVIEW,
    "under_reexamination": OpinionStage.REEXAMINATION,
}
NO_DRAFT = _("There is no draft opinion yet. The handler writes it first.")
DECIDES = ("answer", "answer_review", "answer_reexamination", "return_draft")


def draft_opinion(
    case: Case,
    *,
    outcome: str,
    facts_found: str,
    decision: str,
    basis: str,
    by: User,
    remedies: str = "",
    at: datetime | None = None,
) -> HandlingOpinion:
    """The draft (art. 32): facts and reasons, decision, legal basis. Her leader is asked to decide."""
    require(facts_found, "facts_found", _("Write down the facts found and the reasons."))
    require(decision, "decision", _("Write down the decision."))
    require(basis, "basis", _("Name the legal basis."))
    with step(case, "draft_opinion", by=by, at=at) as s:
        stage = STAGE_OF[s.petition.state]
        refuse_earlier_hands(s, stage)
        opinion = HandlingOpinion(
            case=s.case, stage=stage, outcome=Outcome(outcome), drafted_by=by, drafted_at=s.at
        )
        vault = Vault.of(s.case)
        vault.seal(opinion, facts_found=facts_found, decision=decision, basis=basis, remedies=remedies)
        opinion.save(force_insert=True)
        s.ask_leader()
        s.write(vault=vault)
        return opinion


def return_draft(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """The leader sends the draft back with what is missing."""
    require(note, "note", _("Write what is missing in the draft."))
    with step(case, "return_draft", by=by, at=at) as s:
        opinion = pending_opinion(s)
        Vault.of(s.case).seal(opinion, returned_note=note)
        opinion.save(update_fields=["returned_note"])
        s.case.waits_for = WaitsFor.OWNER
        s.tell("handed_back", s.case.owner_id)
        return s.write(note=note)


def pending_opinion(s: Step) -> HandlingOpinion:
    """The last draft of the present stage that is neither approved nor returned; raises Refusal without one."""
    opinion = pending(s.case, s.petition)
    if opinion is None:
        raise Refusal("opinion", NO_DRAFT)
    return opinion


def pending(case: Case, petition: Petition) -> HandlingOpinion | None:
    """The same draft without a step, for a page; None where there is nothing to decide on."""
    if petition.state not in STAGE_OF:
        return None
    opinion = HandlingOpinion.objects.filter(case=case, stage=STAGE_OF[petition.state]).first()
    return None if opinion is None or opinion.approved_at or opinion.returned_note else opinion


def drafts(cases: Iterable[Case]) -> set[UUID]:
    """Matters whose last draft waits for the leader; asks nothing when no matter waits for one."""
    waiting = [case.pk for case in cases if case.waits_for == WaitsFor.LEADER and not case.closed_at]
    if not waiting:
        return set()
    rows = HandlingOpinion.objects.filter(case__in=waiting).order_by("case_id", "-drafted_at")
    last = rows.distinct("case_id").values_list("case_id", "approved_at", "returned_note")
    return {case_id for case_id, approved, returned in last if not approved and not returned}


def draft_to_read(case: Case, petition: Petition, verb: str, scope: Scope) -> HandlingOpinion | None:
    """The draft that a leader's verb decides on, for whoever may read the content of the matter."""
    if verb not in DECIDES or not sharing.layers(case, scope).narrative:
        return None
    return pending(case, petition)


def approve(s: Step, delivered_on: date, delivered_how: str) -> HandlingOpinion:
    """Approve the pending draft: not its author, not one of the earlier hands, not a day to come."""
    opinion = pending_opinion(s)
    if opinion.drafted_by_id == s.by.pk:
        raise Refusal("two_people", _("The opinion is approved by somebody other than its author."))
    refuse_earlier_hands(s, OpinionStage(opinion.stage))
    check_day(s, delivered_on)
    opinion.approved_by, opinion.approved_at = s.by, s.at
    opinion.delivered_on, opinion.delivered_how = delivered_on, Delivery(delivered_how)
    opinion.save(update_fields=["approved_by", "approved_at", "delivered_on", "delivered_how"])
    s.petition.answered_at = s.at
    s.case.waits_for = WaitsFor.OWNER
    s.tell_registrar("answered")
    return opinion


def check_day(s: Step, delivered_on: date) -> None:
    """Raises Refusal for a day of delivery that has not come yet."""
    if delivered_on > clock.local_date(s.at):
        raise Refusal("delivered_on", _("The day of delivery cannot lie in the future."))
    if delivered_on < s.case.received_on:
        raise Refusal("delivered_on", _("That was before the matter was received. Correct the day."))


def refuse_earlier_hands(s: Step, stage: OpinionStage) -> None:
    """Whoever drafted or approved an earlier opinion of the matter has no part in the next body's (art. 35, 36)."""
    if stage == OpinionStage.HANDLING:
        return
    earlier = HandlingOpinion.objects.filter(case=s.case).exclude(stage=stage)
    for drafted, approved in earlier.values_list("drafted_by_id", "approved_by_id"):
        if s.by.pk in (drafted, approved):
            raise Refusal("earlier", _("You had a part in the earlier opinion; somebody else decides now."))


def texts_of(opinion: HandlingOpinion, vault: Vault) -> dict[str, str]:
    """Its sealed texts by column, for whoever may read the narrative."""
    return {column: vault.open(opinion, column) for column in HandlingOpinion.SEALED}
