"""复查 and 复核 (art. 35, 36): the next higher body looks again, without the hands that decided before."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import transfers
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.petitions.models import HandlingOpinion, Review
from cases.petitions.opinions import approve, check_day
from cases.petitions.step import Step, require, step
from cases.petitions.windows import window_end
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import OpinionStage, Outcome, WaitsFor
from network.access.gate import Refusal
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock


def ask_review(
    case: Case,
    *,
    asked_on: date,
    reason: str,
    late_reason: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """She asks the next higher federation for a review; 30 days run from the day her request was received."""
    with step(case, "ask_review", by=by, at=at) as s:
        return _ask(s, OpinionStage.REVIEW, "petition.review", asked_on, reason, late_reason)


def ask_reexamination(
    case: Case,
    *,
    asked_on: date,
    reason: str,
    late_reason: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """She asks the body above the reviewing one; 30 days, without the days of a hearing."""
    with step(case, "ask_reexamination", by=by, at=at) as s:
        return _ask(s, OpinionStage.REEXAMINATION, "petition.reexamination", asked_on, reason, late_reason)


def _ask(
    s: Step, stage: OpinionStage, limit_code: str, asked_on: date, reason: str, late_reason: str
) -> Event:
    require(reason, "reason", _("Write what she asks to be looked at again."))
    if asked_on > clock.local_date(s.at):
        raise Refusal("asked_on", _("The day of the request cannot lie in the future."))
    until = window_end(s.case, s.petition.state)
    if until is not None and asked_on > until and not late_reason.strip():
        raise Refusal(
            "late_reason",
            _("The time to ask ended on %(day)s. Write why the request is taken all the same.")
            % {"day": until},
        )
    above = None if s.case.unit.level <= Level.CITY else s.case.unit.parent
    review = Review(
        case=s.case, stage=stage, asked_on=asked_on, unit=above, is_external=above is None, entered_by=s.by
    )
    Vault.of(s.case).seal(review, reason=reason, late_reason=late_reason)
    review.save(force_insert=True)
    s.case.waits_for = WaitsFor.OWNER
    event = s.write(note=reason, detail={"asked_on": asked_on.isoformat(), "external": above is None})
    s.meet("petition.follow_up")
    if above is not None:
        unit, person = _fresh_hands(s.case, above, s.at)
        transfers.give(s.case, to_unit=unit, to=person, by=s.by, at=s.at)
        s.start(limit_code, unit=unit, owner=person, on=asked_on)
    return event


def _fresh_hands(case: Case, unit: Unit, at: datetime) -> tuple[Unit, User]:
    """Officer or leader of the unit who had no part before; raises Refusal when there is none."""
    earlier = HandlingOpinion.objects.filter(case=case).values_list("drafted_by_id", "approved_by_id")
    hands = {person for pair in earlier for person in pair}
    for seat in ("officer", "leader"):
        person = holder(unit, seat, on=clock.local_date(at))
        if person is not None and person.pk not in hands and not case.recusals.filter(user=person).exists():
            return unit, person
    raise Refusal(
        "vacant", _("Nobody at the next higher federation may take this. Please tell the city federation.")
    )


def answer_review(
    case: Case, *, by: User, delivered_on: date, delivered_how: str, at: datetime | None = None
) -> Event:
    """The reviewing body's leader approves the review opinion (art. 35)."""
    with step(case, "answer_review", by=by, at=at) as s:
        opinion = approve(s, delivered_on, delivered_how)
        _answered(s, OpinionStage.REVIEW, opinion.outcome, delivered_on)
        s.meet("petition.review")
        s.start("petition.follow_up", on=delivered_on)
        return s.write(detail={"outcome": opinion.outcome})


def answer_reexamination(
    case: Case, *, by: User, delivered_on: date, delivered_how: str, at: datetime | None = None
) -> Event:
    """The last word (art. 36(3)): the same facts and reasons are not taken up again."""
    with step(case, "answer_reexamination", by=by, at=at) as s:
        opinion = approve(s, delivered_on, delivered_how)
        _answered(s, OpinionStage.REEXAMINATION, opinion.outcome, delivered_on)
        s.meet("petition.reexamination")
        return s.write(detail={"outcome": opinion.outcome})


def record_external(
    case: Case,
    *,
    outcome: str,
    note: str,
    delivered_on: date,
    delivered_how: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """What the provincial or national federation decided, entered by hand."""
    require(note, "note", _("Write what the superior decided."))
    with step(case, "record_external", by=by, at=at) as s:
        stage = OpinionStage.REVIEW if s.petition.state == "under_review" else OpinionStage.REEXAMINATION
        review = Review.objects.filter(case=s.case, stage=stage).first()
        if review is None or not review.is_external:
            raise Refusal("external", _("This federation itself decides; nothing is recorded by hand."))
        check_day(s, delivered_on)
        how = Delivery(delivered_how)
        _answered(s, stage, Outcome(outcome), delivered_on)
        s.tell_registrar("answered")
        if stage == OpinionStage.REVIEW:
            s.start("petition.follow_up", on=delivered_on)
        return s.write(note=note, detail={"outcome": outcome, "delivered": how})


def log_contact(
    case: Case, *, note: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """The same facts again after the last word: logged, and help is offered (art. 36(3), 37)."""
    require(note, "note", _("Write what was said and what help was offered."))
    with step(case, "log_contact", by=by, at=at) as s:
        return s.write(note=note, key=key)


def _answered(s: Step, stage: OpinionStage, outcome: str, on: date) -> None:
    Review.objects.filter(case=s.case, stage=stage).update(outcome=outcome, answered_on=on)
