"""After an order or a warning: whom it was served on, visits, breaches (反家庭暴力法 art. 16, 17, 32, 34)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.protection import wishes
from cases.protection.frame import Act, enter, one, past, protect, require
from cases.protection.lists import Party
from cases.protection.models import Breach, OrderService, ProtectionOrder, ProtectionVisit, WarningLetter
from cases.protection.states import ORDER
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.appointments import holder
from network.staff.models import User

VISIT = "protection.visit"
RHYTHM = tuple(f"protection.visit_{n}" for n in (1, 2, 3, 4))


def plan_visits(
    s: Act,
    *,
    after: date,
    until: date | None = None,
    order: ProtectionOrder | None = None,
    warning: WarningLetter | None = None,
) -> None:
    """One visit for each interval of the policy, none after the last day; each has a clock of its own."""
    for code in RHYTHM:
        due = after + timedelta(days=calculator.length_of(code, on=after))
        if until is not None and due > until:
            continue
        row = enter(s, ProtectionVisit(order=order, warning=warning, due_on=due))
        s.start(VISIT, row.pk, on=due - timedelta(days=1))


def drop_visits(s: Act, *, order: ProtectionOrder) -> None:
    """Visits that are still to come are not owed any more."""
    for row in order.visits.filter(done_at=None):
        s.drop(row.pk)


def serve_order(
    case: Case,
    *,
    row: UUID,
    parties: Collection[str],
    served_on: date,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Who has the order in hands: applicant, respondent, police, committee (art. 32)."""
    wanted = [Party(party) for party in parties]
    if not wanted:
        raise Refusal("parties", _("Choose to whom it was served."))
    with protect(case, "serve_order", by=by, at=at) as s:
        order = one(s, ProtectionOrder, row)
        ORDER.next(order.state, "serve_order")
        if served_on > s.today:
            raise Refusal("served_on", _("The day lies in the future."))
        known = set(order.services.values_list("party", flat=True))
        for party in wanted:
            if party not in known:
                enter(s, OrderService(order=order, party=party, served_on=served_on))
        return s.write(detail={"order": str(order.pk), "parties": list(wanted)})


def record_warning(
    case: Case,
    *,
    number: str,
    station: str,
    perpetrator: str,
    facts: str,
    issued_on: date,
    served: Collection[str],
    despite: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """告诫书 of the police, and the visits that follow it (art. 17)."""
    require(station, "station", _("Write which police station."))
    require(perpetrator, "perpetrator", _("Write against whom."))
    with protect(case, "record_warning", by=by, at=at) as s:
        wishes.require_wish(s.case, s.vault, "record_warning", despite=despite)
        if issued_on > s.today:
            raise Refusal("issued_on", _("The day lies in the future."))
        row = WarningLetter(issued_on=issued_on, served=[Party(each).value for each in served])
        enter(s, row, number=number, station=station, perpetrator=perpetrator, facts=facts)
        plan_visits(s, after=issued_on, warning=row)
        return s.write(detail={"warning": str(row.pk)})


def record_visit(
    case: Case,
    *,
    row: UUID,
    done_at: datetime,
    result: str,
    two_people: bool,
    by: User,
    at: datetime | None = None,
) -> Event:
    """A visit by two people, in the way she called safe; what they found. Its clock ends."""
    require(result, "result", _("Write what was found, without an address."))
    if not two_people:
        raise Refusal("two_people", _("Nobody visits alone: two people go."))
    with protect(case, "record_visit", by=by, at=at) as s:
        visit = one(s, ProtectionVisit, row)
        if visit.done_at is not None:
            raise Refusal("done", _("This visit is recorded already."))
        if visit.order is not None:
            ORDER.next(visit.order.state, "record_visit")
        past(s, done_at, "done_at")
        visit.done_at = done_at
        s.vault.seal(visit, result=result)
        visit.save(update_fields=["done_at", "result"])
        s.meet(VISIT, visit.pk)
        return s.write(note=result)


def record_breach(
    case: Case,
    *,
    row: UUID,
    happened_at: datetime,
    note: str,
    police_told_at: datetime | None = None,
    receipt: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """The order or warning of this id was broken (art. 34; 治安管理处罚法 art. 73): leader and owner hear of it at once."""
    require(note, "note", _("Write what happened."))
    with protect(case, "record_breach", by=by, at=at) as s:
        warning = WarningLetter.objects.filter(pk=row, case=s.case).first()
        order = None if warning else one(s, ProtectionOrder, row)
        if order is not None:
            ORDER.next(order.state, "record_breach")
        past(s, happened_at, "happened_at")
        if police_told_at is not None:
            past(s, police_told_at, "police_told_at")
        breach = Breach(order=order, warning=warning, happened_at=happened_at, police_told_at=police_told_at)
        enter(s, breach, note=note, receipt=receipt)
        event = s.write(note=note)
        leader = holder(s.case.unit, "leader", on=s.today)
        for person in {s.case.owner_id, leader.pk if leader is not None else None}:
            s.tell("danger", person)
        return event
