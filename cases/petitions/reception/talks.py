"""The sheet becomes a matter: registered by the one verb that registers, and on its way before she leaves the room."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import recusals, timeline, transfers
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.petitions import giving, transitions
from cases.petitions.again import refuse_after_last_word
from cases.petitions.intake import register
from cases.petitions.reception import visits
from cases.petitions.reception.commitments import take_on
from cases.petitions.reception.models import ReceptionRecusal, ReceptionSheet, ReceptionVisit
from cases.petitions.step import require
from cases.petitions.told import Earlier, Intake
from cases.vocabulary.intake import Channel, Nature
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import Route, TalkOutcome, VisitState
from cases.vocabulary.reading import RecusalSource
from network.access import rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.duty.verbs import seated
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

ASSIGNED = "reception.assigned"


@dataclass(frozen=True)
class Talk:
    """What was said at the table and decided. Of the last four only what the outcome needs is read.

    `earlier`: a matter of hers that the sheet shows and that this one belongs to.
    """

    intake: Intake
    outcome: str
    said: str
    earlier: Earlier | None = None
    to_user: User | None = None
    to_unit: Unit | None = None
    body: str = ""
    promise: str = ""


def _check(talk: Talk, visit: ReceptionVisit, by: User) -> None:
    require(talk.said, "said", _("Write down what she was told."))
    if talk.earlier is not None:
        refuse_after_last_word(talk.earlier)
    outcome = TalkOutcome(talk.outcome)
    if talk.intake.is_sealed and outcome in (TalkOutcome.ON_THE_SPOT, TalkOutcome.GUIDED_OUT):
        raise Refusal(
            "outcome", _("Such a matter is not ended at the table: give it to a colleague or take it on.")
        )
    if outcome == TalkOutcome.GUIDED_OUT:
        require(talk.body, "body", _("Name the competent body."))
    if outcome == TalkOutcome.TAKEN_ON:
        require(talk.promise, "promise", _("Write what you promise her."))
        if visit.receiver_id != by.pk:
            raise Refusal("outcome", _("Whoever receives her takes the matter on herself."))
    if outcome == TalkOutcome.ASSIGNED:
        if (talk.to_user is None) == (talk.to_unit is None):
            raise Refusal("to_user", _("Choose one colleague, or one federation below."))
        if talk.intake.is_sealed and talk.to_unit is not None:
            raise Refusal("to_unit", _("A sealed matter is not assigned down the tree."))


@transaction.atomic
def write_up(visit: ReceptionVisit, talk: Talk, *, by: User, at: datetime | None = None) -> Case:
    """The talk becomes a petition (item 26), its sheet is closed, and the decision is carried out at once.

    A talk under way ends with it. Raises Refusal with a sentence for the form; then nothing has happened.
    """
    at, scope = at or clock.now(), rest.of(by)
    row = visits.locked(visit, by=by)
    sheet = (
        ReceptionSheet.objects.readable_by(scope).select_for_update(of=("self",)).filter(pk=row.pk).first()
    )
    if sheet is None:
        raise Refusal("sheet", _("Whoever receives her writes her sheet."))
    if sheet.written_up_at is not None:
        raise Refusal("written_up", _("This visit is a matter already."))
    if row.state == VisitState.SEATED:
        visits.move(row, "finish", finished_at=at)
    if row.state != VisitState.FINISHED:
        raise Refusal("state", _("The talk has not begun yet."))
    _check(talk, row, by)
    channel = Channel.RECEPTION_DAY if row.day_id else Channel.VISIT
    intake = replace(talk.intake, channel=channel, received_on=row.on_day)
    case = register(intake, unit=row.unit, by=by, at=at, earlier=talk.earlier)
    if case.owner_id == by.pk:
        _keep_away(row, case, by, at)
    _close_sheet(sheet, case, talk, by, at)
    clocks.meet(("visit", row.pk), visits.WRITE_UP, by=by, at=at)
    if case.owner_id == by.pk:  # a sealed matter of a township is with the county by now
        _decide(case, talk, by, at)
    return case


def _keep_away(visit: ReceptionVisit, case: Case, by: User, at: datetime) -> None:
    """Whoever must not receive her must not see her matter either (art. 28(3))."""
    barred = ReceptionRecusal.objects.filter(visit=visit).values_list("user_id", flat=True)
    recusals.keep_away(case, list(barred), source=RecusalSource.INTAKE, by=by, at=at)


def _close_sheet(sheet: ReceptionSheet, case: Case, talk: Talk, by: User, at: datetime) -> None:
    vault, told = Vault.unwrapped(sheet), talk.intake
    sheet.is_sealed, sheet.written_up_at = case.is_sealed, at
    if case.owner_id == by.pk:
        her = told.petitioner
        visits.seal_guest(
            sheet, vault, name=her.name, phone=her.phone, asked=told.request, is_alias=her.is_alias
        )
        vault.seal(sheet, said=talk.said)
        sheet.case, sheet.category, sheet.outcome = case, case.category, TalkOutcome(talk.outcome)
    else:  # she keeps a receipt of the sealed matter and none of its words
        visits.seal_guest(sheet, vault, name="", phone="", asked="")
    sheet.save()


def _decide(case: Case, talk: Talk, by: User, at: datetime) -> None:
    if talk.outcome == TalkOutcome.ON_THE_SPOT:
        suggestion = talk.intake.nature == Nature.SUGGESTION
        transitions.triage(case, route=Route.R9 if suggestion else Route.R10, by=by, at=at)
        answer = transitions.reply if suggestion else transitions.advise
        answer(case, note=talk.said, by=by, at=at)
    elif talk.outcome == TalkOutcome.GUIDED_OUT:
        transitions.triage(case, route=Route.R3, by=by, at=at)
        giving.guide_out(case, body=talk.body, note=talk.said, notice_how=Delivery.ON_THE_SPOT, by=by, at=at)
    elif talk.outcome == TalkOutcome.TAKEN_ON:
        take_on(case, promise=talk.promise, by=by, at=at)
    else:
        _assign(case, talk, by, at)


def _assign(case: Case, talk: Talk, by: User, at: datetime) -> None:
    """The deadline starts here and follows the matter to whoever has it."""
    clocks.start(ASSIGNED, subject=("case", case.pk), unit=case.unit, owner=by, by=by, at=at)
    if talk.to_unit is not None:
        transitions.triage(case, route=Route.R2, by=by, at=at)
        giving.assign(
            case, to_unit=talk.to_unit, reason=talk.said, notice_how=Delivery.ON_THE_SPOT, by=by, at=at
        )
        return
    to = talk.to_user
    if to is None or to.pk not in {post.user_id for post in seated(case.unit, on=clock.local_date(at))}:
        raise Refusal("to_user", _("She holds no post at this unit."))
    if to.pk != by.pk:
        timeline.write(case, "reassign", by=by, at=at, note=talk.said, detail={"to_owner": to.pk})
        transfers.give(case, to_unit=case.unit, to=to, by=by, at=at, message="assigned", taken_up=True)
