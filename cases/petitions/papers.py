"""文书 of a petition: which papers its acts offer, drawing one up, and what the delivery of an opinion means."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.documents import receipts, rules, verbs
from cases.documents.content import Content, worded
from cases.documents.kinds import KINDS
from cases.documents.models import LIVE, Document
from cases.documents.queries import papers_of
from cases.minors import guardians
from cases.petitions.drawing import compose
from cases.petitions.models import HandlingOpinion, Review, SupervisionOrder
from cases.petitions.sheet import Source
from cases.petitions.step import Step
from cases.referrals import letters
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import OpinionStage
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.staff.models import User
from sisterhood.lib import clock

OPINION_KINDS = {
    OpinionStage.HANDLING: "handling_opinion",
    OpinionStage.REVIEW: "review_opinion",
    OpinionStage.REEXAMINATION: "reexamination_opinion",
}
NEXT_STAGE = {OpinionStage.HANDLING: OpinionStage.REVIEW, OpinionStage.REVIEW: OpinionStage.REEXAMINATION}
ANSWERS = ("answer", "answer_review", "answer_reexamination")
FORM = "registration_form"


def sources(case: Case) -> list[Source]:
    """Every act of the matter's present unit that a paper can be drawn up from, newest first."""
    events = Event.objects.filter(case=case, unit_id=case.unit_id).order_by("-occurred_at", "-id")
    rows = list(events.select_related("unit"))
    found = [
        Source(code, event.pk, event.unit, clock.local_date(event.occurred_at), event=event)
        for event in rows
        for code, kind in KINDS.items()
        if event.verb in kind.acts and code != FORM
    ]
    answered = [event for event in rows if event.verb in ANSWERS]
    for opinion in HandlingOpinion.objects.filter(case=case).exclude(approved_at=None):
        approved = [event for event in answered if event.occurred_at == opinion.approved_at]
        if approved and opinion.approved_at:
            kind = OPINION_KINDS[OpinionStage(opinion.stage)]
            day = clock.local_date(opinion.approved_at)
            found.append(Source(kind, opinion.pk, case.unit, day, event=approved[0], opinion=opinion))
    return [*found, Source(FORM, case.pk, case.unit, clock.local_date(case.opened_at))]


def offered(case: Case, scope: Scope) -> list[Source]:
    """What she may draw up now: acts without a live paper, of kinds her post draws up."""
    live = set(Document.objects.filter(case=case, state__in=LIVE).values_list("kind", "source_id"))
    return [
        source
        for source in sources(case)
        if (source.kind, source.source_id) not in live and gate.ask(scope, KINDS[source.kind].draft, case)
    ]


def board(case: Case, scope: Scope, *, opens: bool) -> dict[str, Any]:
    """For the page of a matter: its papers as far as they are hers, what can be drawn up, the rules of that time."""
    shown = papers_of(scope).filter(case=case)
    offers = [
        {"kind": each.kind, "source_id": each.source_id, "title": KINDS[each.kind].title}
        for each in (offered(case, scope) if opens else ())
    ]
    return {"documents": shown, "offers": offers, "rules_then": rules.in_force_for(case) if opens else []}


def find(case: Case, kind: str, source_id: UUID) -> Source | None:
    """One of the acts, by what the address says."""
    return next((s for s in sources(case) if (s.kind, s.source_id) == (kind, source_id)), None)


@transaction.atomic
def draw_up(
    case: Case,
    source: Source,
    *,
    addressee: str,
    basis: str,
    remedies: str = "",
    by: User,
    at: datetime | None = None,
) -> Document:
    """A paper from one act; she may word addressee, basis and remedies, everything else is the act's own text."""
    locked = Case.objects.openable_by(rest.of(by)).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    wards.refuse_shut(locked)
    guardians.refuse_as_recipient(locked, addressee, vault=Vault.of(locked))
    words = worded(compose(locked, source), addressee=addressee, basis=basis, remedies=remedies)
    return _written(locked, source, words, by, at)


def _written(case: Case, source: Source, words: Content, by: User, at: datetime | None) -> Document:
    return verbs.draw_up(
        case,
        source.kind,
        content=words,
        unit=source.unit,
        source_id=source.source_id,
        source_on=source.on,
        by=by,
        at=at,
    )


def draw_up_with_act(s: Step, event: Event) -> list[Document]:
    """An act that gives the matter away draws up its papers before the matter leaves; they are issued afterwards."""
    day = clock.local_date(s.at)
    made = []
    for code, kind in KINDS.items():
        if kind.by_act and event.verb in kind.acts:
            source = Source(code, event.pk, s.case.unit, day, event=event)
            made.append(_written(s.case, source, compose(s.case, source), s.by, s.at))
    return made


@transaction.atomic
def draw_up_order(order: SupervisionOrder, *, by: User, at: datetime | None = None) -> Document:
    """督办单 on paper, by the leader of the unit that issued the order; the card is all she sees of the matter."""
    scope = rest.of(by)
    if order.issuing_unit_id not in scope.lead:
        raise Refusal("not_yours", _("The leader of the unit that issued the order decides."))
    day = clock.local_date(order.issued_at)
    source = Source("supervision_order", order.pk, order.issuing_unit, day, order=order)
    return _written(order.case, source, compose(order.case, source), by, at)


@transaction.atomic
def reissue(paper: Document, *, note: str, by: User, at: datetime | None = None) -> Document:
    """补正: the same act, composed anew, takes the place of a paper that was wrong."""
    if paper.kind == letters.KIND:
        return letters.replace_letter(paper, note=note, by=by, at=at)
    if paper.kind == "supervision_order":
        order = SupervisionOrder.objects.select_related("issuing_unit", "unit").get(pk=paper.source_id)
        day = clock.local_date(order.issued_at)
        source: Source | None = Source(paper.kind, order.pk, order.issuing_unit, day, order=order)
    else:
        opens = Case.objects.openable_by(rest.of(by)).filter(pk=paper.case_id).exists()
        source = find(paper.case, paper.kind, paper.source_id) if opens else None
    if source is None:
        raise Refusal(
            "source", _("What this paper speaks about is no longer with your unit. Revoke it instead.")
        )
    wards.refuse_shut(paper.case)
    return verbs.reissue(paper, content=compose(paper.case, source), note=note, by=by, at=at)


def opinion_received(paper: Document, on: date, how: str, by: User) -> None:
    """The day she had the opinion in her hands is the day her 30 days begin (art. 35, 36); once she has asked the
    next body, nothing moves any more."""
    row = HandlingOpinion.objects.select_for_update().filter(pk=paper.source_id).first()
    if row is None:
        return
    later = NEXT_STAGE.get(OpinionStage(row.stage))
    if later and Review.objects.filter(case=row.case_id, stage=later).exists():
        return
    row.delivered_on, row.delivered_how = on, Delivery(how)
    row.save(update_fields=["delivered_on", "delivered_how"])


def enrol() -> None:
    """Called once when the app is ready."""
    for kind in OPINION_KINDS.values():
        receipts.enrol(kind, opinion_received)
