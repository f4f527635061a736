"""人身安全保护令 (反家庭暴力法 art. 23–32): application, the court's hours, the last day, renewal. What follows
the grant stands in monitoring.py."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.protection import frame, monitoring, wishes
from cases.protection.frame import enter, one, past, protect, require, start_at
from cases.protection.lists import Applicant, Measure, Will
from cases.protection.models import ProtectionOrder
from cases.protection.states import ORDER
from network.access.gate import Refusal
from network.deadlines import calculator
from network.deadlines.said import said
from network.deadlines.workdays import current
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.workdays import add_months

COURT, COURT_URGENT = "protection.court", "protection.court_urgent"
RECONSIDERATION, MONTHS = "protection.reconsideration", "protection.months"
EXPIRY = ("protection.expiry", "protection.expiry_14", "protection.expiry_7")
# These two apply for her only when she cannot (反家庭暴力法 art. 23(2)); the others as she wants (法释〔2022〕17号 art. 2).
HER_OWN = (Applicant.HERSELF, Applicant.GUARDIAN)
AS_SHE_WANTS = (Applicant.CIVIL_AFFAIRS, Applicant.DISABLED, Applicant.ELDERLY)


class Line(frame.Line):
    """One act on one order."""

    row: ProtectionOrder
    called = "order"


@contextmanager
def on(case: Case, row: UUID, verb: str, *, by: User, at: datetime | None) -> Iterator[Line]:
    """Raises Refusal (gate, gone) or IllegalTransition (state table), both with a sentence."""
    with protect(case, verb, by=by, at=at) as s:
        order = one(s, ProtectionOrder, row)
        yield Line(s, order, ORDER.next(order.state, verb))


def draft_order(
    case: Case,
    *,
    applicant: str,
    will: str,
    measures: Collection[str],
    court: str,
    respondent: str,
    facts: str,
    on_behalf: str = "",
    is_urgent: bool = False,
    despite: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """The application is written; a divorce suit is not needed for it (法释〔2022〕17号 art. 1).

    Raises Refusal when she does not want it, unless she cannot act or is coerced and somebody applies for her
    with the reason written down; `despite` says that her life is in danger and that she was told before.
    """
    require(court, "court", _("Name the court: of her home, his home, or where it happened."))
    require(respondent, "respondent", _("Write against whom."))
    require(facts, "facts", _("Write what happened."))
    who, wants = Applicant(applicant), Will(will)
    chosen = [Measure(each).value for each in measures]
    if not chosen:
        raise Refusal("measures", _("Choose what the court is asked to order."))
    _check_applicant(who, wants, on_behalf)
    with protect(case, "draft_order", by=by, at=at) as s:
        wishes.require_wish(s.case, s.vault, "draft_order", despite=despite or wants == Will.INCAPABLE)
        row = ProtectionOrder(applicant=who, will=wants, measures=chosen, is_urgent=is_urgent)
        enter(s, row, on_behalf=on_behalf, court=court, respondent=respondent, facts=facts)
        return s.write(note=on_behalf, detail={"order": str(row.pk), "despite": despite})


def _check_applicant(who: Applicant, will: Will, on_behalf: str) -> None:
    if who == Applicant.HERSELF and will != Will.WANTS:
        raise Refusal("will", _("She applies herself only if she wants it."))
    if who in AS_SHE_WANTS and will == Will.COERCED:
        raise Refusal("will", _("This body applies as she wants, or when she cannot act for herself."))
    if who not in (*HER_OWN, *AS_SHE_WANTS) and will == Will.WANTS:
        raise Refusal("applicant", _("She can apply herself. Others apply for her only when she cannot."))
    if who not in HER_OWN:
        require(on_behalf, "on_behalf", _("Write why somebody else applies for her."))


def file_order(
    case: Case, *, row: UUID, filed_at: datetime, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """The application is with the court, in writing or orally (art. 24). A renewal is filed before the last day ends."""
    with on(case, row, "file_order", by=by, at=at) as line:
        past(line.s, filed_at, "filed_at")
        old = line.row.renews
        if old is not None:
            if old.valid_until is None or clock.local_date(filed_at) > old.valid_until:
                raise Refusal(
                    "filed_at",
                    _("A renewal must be filed before the order runs out. Draft a new application."),
                )
            for code in EXPIRY:
                line.s.meet(code, old.pk)
        line.row.filed_at = filed_at
        return line.done(note=note)


def court_accepts(
    case: Case, *, row: UUID, accepted_at: datetime, by: User, at: datetime | None = None
) -> Event:
    """The court has accepted: it decides within 72 hours, in urgent cases within 24 (art. 28)."""
    with on(case, row, "court_accepts", by=by, at=at) as line:
        _in_order(line, accepted_at, line.row.filed_at, "accepted_at")
        line.row.accepted_at = accepted_at
        start_at(line.s, COURT_URGENT if line.row.is_urgent else COURT, line.row.pk, accepted_at)
        return line.done()


def court_declines(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The court does not accept it, with its reason."""
    require(note, "note", _("Please say why."))
    with on(case, row, "court_declines", by=by, at=at) as line:
        line.s.vault.seal(line.row, decision=note)
        return line.done(note=note)


def longest(decided_on: date) -> date:
    """The last day an order may have: six months from its issue (art. 30), never rolled over a day of rest."""
    return add_months(decided_on, calculator.length_of(MONTHS, on=decided_on), current()).internal_due_on


def grant_order(
    case: Case,
    *,
    row: UUID,
    decided_at: datetime,
    valid_until: date,
    measures: Collection[str],
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """The court grants it, for at most six months from its issue: reminders and visits are planned at once."""
    chosen = [Measure(each).value for each in measures]
    if not chosen:
        raise Refusal("measures", _("Choose what the court has ordered."))
    with on(case, row, "grant_order", by=by, at=at) as line:
        decided_on = _decided(line, decided_at)
        if not decided_on < valid_until <= longest(decided_on):
            raise Refusal(
                "valid_until",
                _("An order lasts %(n)d months at most: until %(day)s.")
                % {"n": calculator.length_of(MONTHS, on=decided_on), "day": longest(decided_on)},
            )
        line.row.valid_until, line.row.measures = valid_until, chosen
        line.s.vault.seal(line.row, decision=note)
        event = line.done(note=note)
        day_before = clock.end_of_day(valid_until) - timedelta(days=1)
        for code in EXPIRY:
            start_at(line.s, code, line.row.pk, day_before)
        monitoring.plan_visits(line.s, after=decided_on, until=valid_until, order=line.row)
        return event


def refuse_order(
    case: Case, *, row: UUID, decided_at: datetime, note: str, by: User, at: datetime | None = None
) -> Event:
    """The court refuses: five days to ask for reconsideration, once (art. 31)."""
    require(note, "note", _("Please say why."))
    with on(case, row, "refuse_order", by=by, at=at) as line:
        again = line.row.state == "reconsidered"
        decided_on = _decided(line, decided_at)
        line.s.vault.seal(line.row, decision=note)
        if not again:
            line.s.start(RECONSIDERATION, line.row.pk, on=decided_on)
        return line.done(note=note)


def ask_reconsideration(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """She asks the court once to look again, within five days."""
    require(note, "note", _("Please write it down."))
    with on(case, row, "ask_reconsideration", by=by, at=at) as line:
        asked = line.s.case.events.filter(verb="ask_reconsideration", detail__order=str(row)).exists()
        if asked:
            raise Refusal("once", _("Reconsideration is asked for once."))
        refused_on = clock.local_date(line.row.decided_at or line.s.at)
        last = calculator.period_of(RECONSIDERATION, refused_on).due_on
        if line.s.today > last:
            told = said(_("The %(time)s to ask for reconsideration have passed."), time=RECONSIDERATION)
            raise Refusal("late", told)
        line.s.meet(RECONSIDERATION, row)
        return line.done(note=note)


def withdraw_order(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """She does not want it any more; of her own will."""
    require(note, "note", _("Write down why, in her own words."))
    with on(case, row, "withdraw_order", by=by, at=at) as line:
        line.s.drop(row)
        return line.done(note=note)


def revoke_order(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The court takes the order back on application (art. 30): visits and reminders stop."""
    require(note, "note", _("Please say why."))
    with on(case, row, "revoke_order", by=by, at=at) as line:
        line.s.drop(row)
        monitoring.drop_visits(line.s, order=line.row)
        return line.done(note=note)


def change_order(
    case: Case,
    *,
    row: UUID,
    measures: Collection[str],
    changed_on: date,
    note: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """The court changes what it ordered, on application before the last day (art. 30); the last day stays.

    The event keeps what was ordered before. Raises Refusal: no measure, the same ones, run out, a day that does not fit.
    """
    chosen = [each.value for each in Measure if each in {Measure(one_) for one_ in measures}]
    if not chosen:
        raise Refusal("measures", _("Choose what the court has ordered."))
    with on(case, row, "change_order", by=by, at=at) as line:
        order = line.row
        if not order.is_in_force(line.s.today):
            raise Refusal("expired", _("The order has run out. Draft a new application."))
        granted_on = clock.local_date(order.decided_at) if order.decided_at else changed_on
        if not granted_on <= changed_on <= line.s.today:
            raise Refusal("changed_on", _("Between the day of the order and today."))
        before = list(order.measures)
        if set(before) == set(chosen):
            raise Refusal("measures", _("These are the measures that stand already."))
        order.measures = chosen
        detail = {"before": before, "measures": chosen, "changed_on": changed_on.isoformat()}
        return line.done(note=note, detail=detail)


def renew_order(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """An application to extend, before the order runs out (art. 30): a new row that begins as a draft."""
    require(note, "note", _("Write what happened since, and why she still needs it."))
    with on(case, row, "renew_order", by=by, at=at) as line:
        old, s = line.row, line.s
        wishes.require_wish(s.case, s.vault, "draft_order", despite=old.will == Will.INCAPABLE)
        if not old.is_in_force(s.today):
            raise Refusal("expired", _("The order has run out. Draft a new application."))
        if any(each.is_open(s.today) for each in old.renewals.all()):
            raise Refusal("renewed", _("A renewal is under way already."))
        fresh = ProtectionOrder(renews=old, applicant=old.applicant, will=old.will, measures=old.measures)
        texts = {name: s.vault.open(old, name) for name in ("on_behalf", "court", "respondent")}
        enter(s, fresh, facts=note, **texts)
        return line.done(note=note, detail={"renewal": str(fresh.pk)})


def _in_order(line: Line, moment: datetime, before: datetime | None, field: str) -> None:
    past(line.s, moment, field)
    if before is not None and moment < before:
        raise Refusal(field, _("That lies before the step that comes first."))


def _decided(line: Line, decided_at: datetime) -> date:
    _in_order(line, decided_at, line.row.accepted_at, "decided_at")
    line.row.decided_at = decided_at
    for code in (COURT, COURT_URGENT):
        line.s.meet(code, line.row.pk)
    return clock.local_date(decided_at)


def any_open(case: Case, on_day: date) -> bool:
    """Whether an application or an order of the matter still has to be seen to."""
    return any(row.is_open(on_day) for row in ProtectionOrder.objects.filter(case=case))
