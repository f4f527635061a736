"""The verbs of a petition's straight life (domain.md 6.1): each is one row of states.py."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.petitions.models import HandlingOpinion
from cases.petitions.step import Step, step
from cases.vocabulary import AccessSource, Category, DeclineReason, Outcome, Route, Safety
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from sisterhood.lib import clock

MINOR_ROUTES = (Route.R10,)


def triage(case: Case, *, route: str, by: User, category: str = "", at: datetime | None = None) -> Event:
    """Choose exactly one main route; a township chair may choose advice only."""
    action = "triage_minor" if by_role_minor(case, by=by) else "triage"
    if action == "triage_minor" and route not in MINOR_ROUTES:
        raise Refusal("route", _("A township can only give advice. Pass anything else on to the county."))
    with step(case, "triage", by=by, at=at, action=action) as s:
        s.petition.route = Route(route)
        if category:
            s.case.category = Category(category)
        return s.write(detail={"route": route})


def by_role_minor(case: Case, *, by: User) -> bool:
    """Whether her post lets her triage only minor matters."""
    scope = rest.of(by)
    return not gate.ask(scope, "triage", case) and bool(gate.ask(scope, "triage_minor", case))


def accept(case: Case, *, by: User, notice_how: str, at: datetime | None = None) -> Event:
    """The leader accepts (art. 22, 34): the notice is met, 60 days of handling start at this moment."""
    with step(case, "accept", by=by, at=at) as s:
        _require_route(s, Route.R1)
        s.petition.accepted_at = s.at
        clocks.meet(s.subject, "petition.notice", by=by, at=s.at)
        clocks.start(
            "petition.handling", subject=s.subject, unit=s.case.unit, owner=s.case.owner, by=by, at=s.at
        )
        _tell(s, "assigned", s.case.owner_id)
        return s.write(detail={"notice": notice_how})


def decline(case: Case, *, reason: str, note: str, by: User, at: datetime | None = None) -> Event:
    """Not accepted, with a reason of the list and a sentence to the petitioner; ends the notice clock."""
    if not note.strip():
        raise Refusal("note", _("Write what the petitioner is told and where she can turn."))
    with step(case, "decline", by=by, at=at) as s:
        s.petition.decline_reason = DeclineReason(reason)
        clocks.meet(s.subject, "petition.notice", by=by, at=s.at)
        _tell_registrar(s, "closed")
        return s.write(note=note, detail={"reason": reason})


def advise(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """Route R10: advice given, written down and closed the same day; the advice is the notice."""
    if not note.strip():
        raise Refusal("note", _("Write down the advice that was given."))
    with step(case, "advise", by=by, at=at) as s:
        _require_route(s, Route.R10)
        clocks.meet(s.subject, "petition.notice", by=by, at=s.at)
        _tell_registrar(s, "closed")
        return s.write(note=note)


def start(case: Case, *, by: User, at: datetime | None = None) -> Event:
    """The handler begins."""
    with step(case, "start", by=by, at=at) as s:
        return s.write()


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
    """The handler's draft (art. 32): facts and reasons, decision, legal basis. Her leader is asked to decide."""
    for code, text, sentence in (
        ("facts_found", facts_found, _("Write down the facts found and the reasons.")),
        ("decision", decision, _("Write down the decision.")),
        ("basis", basis, _("Name the legal basis.")),
    ):
        if not text.strip():
            raise Refusal(code, sentence)
    with step(case, "draft_opinion", by=by, at=at) as s:
        opinion = HandlingOpinion(case=s.case, outcome=Outcome(outcome), drafted_by=by, drafted_at=s.at)
        vault = Vault.of(s.case)
        vault.seal(opinion, facts_found=facts_found, decision=decision, basis=basis, remedies=remedies)
        opinion.save(force_insert=True)
        leader = holder(s.case.unit, "leader", on=clock.local_date(s.at))
        if leader is not None and s.case.is_sealed:
            _lend_for_decision(s, leader)
        _tell(s, "approval", leader.pk if leader else None)
        s.write(vault=vault)
        return opinion


def answer(
    case: Case, *, by: User, delivered_on: date, delivered_how: str, at: datetime | None = None
) -> Event:
    """The leader approves the last draft and answers (art. 32, 34): handling is met at delivery."""
    with step(case, "answer", by=by, at=at) as s:
        opinion = HandlingOpinion.objects.filter(case=s.case).first()
        if opinion is None:
            raise Refusal("opinion", _("There is no draft opinion yet. The handler writes it first."))
        if opinion.drafted_by_id == by.pk:
            raise Refusal("two_people", _("The opinion is approved by somebody other than its author."))
        if delivered_on > clock.local_date(s.at):
            raise Refusal("delivered_on", _("The day of delivery cannot lie in the future."))
        opinion.approved_by, opinion.approved_at = by, s.at
        opinion.delivered_on, opinion.delivered_how = delivered_on, delivered_how
        opinion.save(update_fields=["approved_by", "approved_at", "delivered_on", "delivered_how"])
        s.petition.answered_at = s.at
        clocks.meet(s.subject, "petition.handling", by=by, at=s.at)
        _tell_registrar(s, "answered")
        return s.write(detail={"outcome": opinion.outcome})


def close(case: Case, *, by: User, note: str = "", at: datetime | None = None) -> Event:
    """Closed after the answer: follow-up done, or the petitioner is content."""
    with step(case, "close", by=by, at=at) as s:
        _tell_registrar(s, "closed")
        return s.write(note=note)


def withdraw(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """The petitioner takes it back of her own will; never for children or danger (domain.md 6.1)."""
    if not reason.strip():
        raise Refusal("reason", _("Write down why, in her own words."))
    with step(case, "withdraw", by=by, at=at) as s:
        if s.petition.safety in (Safety.MINOR, Safety.URGENT):
            raise Refusal("safety", _("A matter of a child or of danger cannot be withdrawn."))
        _tell_registrar(s, "closed")
        return s.write(note=reason)


def _require_route(s: Step, route: Route) -> None:
    if s.petition.route != route:
        raise Refusal("route", _("This step belongs to another route."))


def _lend_for_decision(s: Step, leader: User) -> None:
    until = timezone.now() + timedelta(days=30)
    for layer in (sharing.CASE, sharing.NARRATIVE):
        sharing.lend(
            s.case,
            to=leader,
            layer=layer,
            by=s.by,
            until=until,
            source=AccessSource.APPROVAL,
            writes=layer == sharing.CASE,
        )


def _tell(s: Step, kind: str, user_id: int | None) -> None:
    if user_id and user_id != s.by.pk:
        outbox.post(
            kind, recipient=user_id, key=f"{kind}:{s.case.pk}:{s.case.version}", subject=s.subject, at=s.at
        )


def _tell_registrar(s: Step, kind: str) -> None:
    _tell(s, kind, s.case.registered_by_id)
