"""Setting a plan, enrolling whoever chose it, and helping to claim in time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.people.indexes import index_of
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.health.insurance.models import (
    Answer,
    InsuranceClaimHelp,
    InsuranceEnrolment,
    InsurancePlan,
    Payer,
)
from outreach.health.insurance.states import CLAIM
from outreach.health.relief.frame import Desk
from outreach.health.relief.identity import is_id_number, plain
from outreach.health.steps import log, not_to_come, step
from outreach.lines import made_before
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.workdays import CalendarMissing

SUBJECT, PLAN = "insurance_claim", "insurance_plan"
FILE, ANSWERED = "insurance.claim", "insurance.answer"
# What a woman was promised when she enrolled is not changed under her.
PROMISED = ("premium", "insured", "starts_on", "ends_on")


@dataclass(frozen=True)
class Terms:
    """What the product says."""

    name: str
    insurer: str
    covers: str
    premium: int
    insured: int
    waiting_days: int
    claim_days: int
    enrol_from: date
    enrol_until: date
    starts_on: date
    ends_on: date


@transaction.atomic
def set_plan(
    unit: Unit, *, terms: Terms, plan: UUID | None = None, by: User, at: datetime | None = None
) -> InsurancePlan:
    """A new plan of a city or county, or other words and numbers of one; what enrolled women were promised stays."""
    at = at or clock.now()
    gate.require(rest.of(by), "set_plan", Desk(unit))
    if unit.level not in (Level.CITY, Level.COUNTY):
        raise Refusal("unit", _("The city or a county offers a plan."))
    if terms.enrol_until < terms.enrol_from:
        raise Refusal("enrol_until", _("The last day comes after the first."))
    if terms.ends_on <= terms.starts_on:
        raise Refusal("ends_on", _("The last day comes after the first."))
    refuse_people({"name": terms.name, "insurer": terms.insurer, "covers": terms.covers})
    row = InsurancePlan(unit=unit)
    if plan is not None:
        found = InsurancePlan.objects.select_for_update(of=("self",)).filter(pk=plan, unit=unit).first()
        if found is None:
            raise Refusal("gone", _("This does not exist."))
        row = found
        changed = [name for name in PROMISED if getattr(row, name) != getattr(terms, name)]
        if changed and _enrolled(row):
            raise Refusal(changed[0], _("Women enrolled on these terms already; this stays."))
    for name, value in asdict(terms).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.set_by, row.set_at = by, at
    if plan is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=[*asdict(terms), "set_by", "set_at"])
    detail = {"verb": "set_plan"}
    record.event(Action.CHANGE, by=by, subject=(PLAN, row.pk), unit_id=unit.pk, detail=detail, at=at)
    return row


def _enrolled(row: InsurancePlan) -> bool:
    """Whether anybody did, in whichever village; answered by the database."""
    with connection.cursor() as cursor:
        cursor.execute("select insurance_taken(%s)", [row.pk])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def enrol_insurance(
    unit: Unit,
    *,
    plan: UUID,
    name: str,
    id_number: str,
    phone: str,
    payer: str,
    chose_herself: bool,
    told_terms: bool,
    chosen_on: date,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> InsuranceEnrolment:
    """She chose it herself, knowing price, waiting and what is not covered; the same form again is the same enrolment.

    Raises Refusal: not chosen, not told, no plan, a number that this village has in the plan already.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "enrol_insurance", Ground(unit))
    today = clock.local_date(at)
    known: InsuranceEnrolment | None = made_before(InsuranceEnrolment.objects.filter(unit=unit), key)
    if known is not None:
        return known
    _need_choice(
        name=name, id_number=id_number, payer=payer, told_terms=told_terms, chose_herself=chose_herself
    )
    not_to_come("chosen_on", chosen_on, today)
    found = InsurancePlan.objects.offered_to(unit, today).filter(pk=plan).first()
    if found is None or unit.level != Level.VILLAGE:
        raise Refusal("plan", _("This plan is not open for enrolment here today."))
    row = InsuranceEnrolment(
        id=key or uuid7(),
        plan=found,
        unit=unit,
        payer=payer,
        chosen_on=chosen_on,
        entered_by=by,
        entered_at=at,
    )
    row.id_index = index_of("id_number", plain(id_number))
    Vault.own(row).seal(row, name=name.strip(), id_number=plain(id_number), phone=phone.strip())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refusal("id_number", _("A woman with this number is in this plan already.")) from None
    detail = {"verb": "enrol_insurance"}
    subject = ("insurance_enrolment", row.pk)
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=unit.pk, detail=detail, at=at)
    return row


def _need_choice(*, name: str, id_number: str, payer: str, told_terms: bool, chose_herself: bool) -> None:
    if not name.strip():
        raise Refusal("name", _("Write her name."))
    if not is_id_number(id_number):
        raise Refusal(
            "id_number",
            _("This identity number is not complete or has a wrong digit. Look at the card again."),
        )
    if payer not in Payer.values:
        raise Refusal("payer", _("Choose from the list."))
    if not told_terms:
        raise Refusal("told_terms", _("Tell her price, waiting and what is not covered first."))
    if not chose_herself:
        raise Refusal(
            "chose_herself", _("Nobody is enrolled who did not choose it herself. Then nothing is written.")
        )


@transaction.atomic
def leave_insurance(enrolment: UUID, *, by: User, at: datetime | None = None) -> InsuranceEnrolment:
    """She does not want it any more: what names her is emptied at once. Raises Refusal while a claim of hers runs."""
    at = at or clock.now()
    row = _enrolment(enrolment, "leave_insurance", by)
    if row.claims.filter(state__in=("opened", "filed")).exists():
        raise Refusal("claim", _("A claim of hers runs. Close or drop it first."))
    if row.ended_on is not None:
        raise Refusal("ended", _("She has left already."))
    row.ended_on, row.wrapped = clock.local_date(at), None
    row.name = row.id_number = row.phone = row.id_index = None
    row.save(update_fields=["ended_on", "wrapped", "id_index", *InsuranceEnrolment.SEALED])
    detail = {"verb": "leave_insurance"}
    subject = ("insurance_enrolment", row.pk)
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=row.unit_id, detail=detail, at=at)
    return row


def _enrolment(enrolment: UUID, verb: str, by: User) -> InsuranceEnrolment:
    scope = rest.of(by)
    gate.require(scope, verb)
    rows = InsuranceEnrolment.objects.visible_to(scope).select_for_update(of=("self",))
    found = rows.select_related("unit", "plan").filter(pk=enrolment).first()
    if found is None:
        raise Refusal("gone", _("This does not exist."))
    gate.require(scope, verb, Ground(found.unit))
    return found


@transaction.atomic
def open_claim(
    enrolment: UUID, *, happened_on: date, by: User, at: datetime | None = None
) -> InsuranceClaimHelp:
    """She asks for help to claim. The last day is the plan's, counted from the day it happened; a clock reminds ahead.

    Raises Refusal: a day to come or outside the cover, within the days of waiting, a claim that runs.
    """
    at = at or clock.now()
    row = _enrolment(enrolment, "open_claim", by)
    plan = row.plan
    not_to_come("happened_on", happened_on, clock.local_date(at))
    if row.ended_on is not None or not plan.starts_on <= happened_on <= plan.ends_on:
        raise Refusal("happened_on", _("This day is not covered by the plan."))
    if happened_on < plan.starts_on + timedelta(days=plan.waiting_days):
        raise Refusal("happened_on", _("This day lies within the days of waiting of the plan."))
    claim = InsuranceClaimHelp(
        enrolment=row, unit=row.unit, happened_on=happened_on, entered_by=by, entered_at=at
    )
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError:
        raise Refusal("happened_on", _("A claim of hers runs already.")) from None
    try:
        begins = calculator.start_of(FILE, due_on=happened_on + timedelta(days=plan.claim_days))
        subject = (SUBJECT, claim.pk)
        clocks.start(FILE, subject=subject, unit=row.unit, owner=by, by=by, at=at, start_on=begins)
    except CalendarMissing as missing:
        raise Refusal("happened_on", str(missing)) from missing
    log(claim, SUBJECT, "open_claim", by=by, at=at)
    return claim


def file_claim(row: UUID, *, filed_on: date, by: User, at: datetime | None = None) -> InsuranceClaimHelp:
    """The papers are with the insurer."""
    with step(InsuranceClaimHelp, CLAIM, SUBJECT, row, "file_claim", by=by, at=at) as line:
        not_to_come("filed_on", filed_on, line.today)
        if filed_on < line.row.happened_on:
            raise Refusal("filed_on", _("Not before the day it happened."))
        line.row.filed_on = filed_on
        clocks.meet(line.subject, FILE, by=by, at=line.at)
        unit = line.row.unit
        clocks.start(
            ANSWERED, subject=line.subject, unit=unit, owner=by, by=by, at=line.at, start_on=filed_on
        )
        found: InsuranceClaimHelp = line.done("filed_on")
        return found


def answer_claim(
    row: UUID, *, answered_on: date, answer: str, by: User, at: datetime | None = None
) -> InsuranceClaimHelp:
    """What the insurer said."""
    with step(InsuranceClaimHelp, CLAIM, SUBJECT, row, "answer_claim", by=by, at=at) as line:
        not_to_come("answered_on", answered_on, line.today)
        if answer not in Answer.values:
            raise Refusal("answer", _("Choose from the list."))
        line.row.answered_on, line.row.answer = answered_on, answer
        clocks.meet(line.subject, ANSWERED, by=by, at=line.at)
        found: InsuranceClaimHelp = line.done("answered_on", "answer")
        return found


def close_claim(row: UUID, *, by: User, at: datetime | None = None) -> InsuranceClaimHelp:
    """She knows the answer, and what she can do when nothing was paid."""
    with step(InsuranceClaimHelp, CLAIM, SUBJECT, row, "close_claim", by=by, at=at) as line:
        found: InsuranceClaimHelp = line.done()
        return found


def drop_claim(row: UUID, *, by: User, at: datetime | None = None) -> InsuranceClaimHelp:
    """She does not want help any more."""
    with step(InsuranceClaimHelp, CLAIM, SUBJECT, row, "drop_claim", by=by, at=at) as line:
        clocks.cancel_running(line.subject, by=by, at=line.at)
        found: InsuranceClaimHelp = line.done()
        return found
