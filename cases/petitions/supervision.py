"""督办 (信访工作条例 art. 39, 40): the next levels ask why, the owner replies in time, the superior accepts or returns."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.petitions.models import SupervisionOrder
from cases.petitions.step import require
from cases.vocabulary.petitions import OrderState, SupervisionLevel, SupervisionReason
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.access.scope import Scope
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable, Transition

REPLY = "supervision.reply"
# Who holds the matter, or leads its unit; and the leader of the unit that issued the order.
_ANSWERS, _JUDGES = tuple(roles_that("answer_order")), tuple(roles_that("judge_order"))
ORDER = StateTable(
    name="supervision order",
    states=dict(OrderState.choices),
    initial=OrderState.ISSUED,
    transitions=(
        Transition("receive", ("issued",), "received", _ANSWERS, _("confirm that it has arrived")),
        Transition("reply", ("issued", "received"), "replied", _ANSWERS, _("reply")),
        Transition("reply", ("rejected_reply",), "rectified", _ANSWERS, _("reply")),
        Transition(
            "accept_reply", ("replied", "rectified"), "accepted_reply", _JUDGES, _("accept the reply")
        ),
        Transition(
            "reject_reply", ("replied", "rectified"), "rejected_reply", _JUDGES, _("return the reply")
        ),
    ),
)


def orders_of(scope: Scope) -> QuerySet[SupervisionOrder]:
    """Orders that her units issued, and orders about matters of hers; row security says the same."""
    mine = Q(issuing_unit_id__in=scope.area) | Q(case__owner_id=scope.user_id) | Q(unit_id__in=scope.lead)
    visible = Case.objects.visible_to(scope).values("pk")
    return SupervisionOrder.objects.filter(mine, case_id__in=visible).select_related(
        "case", "unit", "issuing_unit", "issued_by"
    )


def _issuer(case: Case, scope: Scope) -> int | None:
    """The nearest unit above the matter's own that she leads."""
    line = (case.village_id, case.township_id, case.county_id, case.city_id, case.province_id)
    return next((pk for pk in line if pk in scope.lead and pk != case.unit_id), None)


def open_to(scope: Scope, cases: Iterable[Case]) -> set[UUID]:
    """Which of these matters `supervise` would take from her now; one query for a whole list."""
    issuers = {
        case.pk: _issuer(case, scope)
        for case in cases
        if case.closed_at is None and gate.ask(scope, "supervise", case)
    }
    issuers = {pk: unit for pk, unit in issuers.items() if unit is not None}
    if not issuers:
        return set()
    rows = SupervisionOrder.objects.filter(case_id__in=issuers).exclude(state=OrderState.ACCEPTED)
    running = set(rows.values_list("case_id", "issuing_unit_id"))
    return {pk for pk, unit in issuers.items() if (pk, unit) not in running}


@transaction.atomic
def supervise(
    case: Case, *, reason: str, level: str = SupervisionLevel.ORDER, by: User, at: datetime | None = None
) -> SupervisionOrder:
    """A leader above the unit issues an order; the owner replies within five working days.

    She needs the card alone. Raises Refusal when she does not stand above, when an order of her unit runs,
    or when somebody but the city's leader would list the matter.
    """
    at, scope = at or clock.now(), rest.of(by)
    seen = Case.objects.visible_to(scope).select_related("unit", "owner").filter(pk=case.pk).first()
    if seen is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "supervise", seen)
    if seen.closed_at:
        raise Refusal("closed", _("A closed matter is not supervised."))
    higher = _issuer(seen, scope)
    if higher is None:
        raise Refusal("level", _("Only a level above the unit supervises it."))
    above = Unit.objects.get(pk=higher)
    if level == SupervisionLevel.LISTED and above.level != Level.CITY:
        raise Refusal("level", _("Listed supervision is signed by the city's leader."))
    with connection.cursor() as cursor:  # two clicks: the second one waits, and reads the sentence below
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(seen.pk), above.pk])
    running = SupervisionOrder.objects.filter(case=seen, issuing_unit=above)
    if running.exclude(state=OrderState.ACCEPTED).exists():
        raise Refusal("running", _("An order of your unit about this matter is still running."))
    order = SupervisionOrder(
        case=seen,
        level=SupervisionLevel(level),
        reason=SupervisionReason(reason),
        issuing_unit=above,
        issued_by=by,
        issued_at=at,
        unit=seen.unit,
    )
    Vault.own(order)
    order.save(force_insert=True)
    _ask_reply(order, seen, by=by, at=at)
    leader = holder(seen.unit, "leader", on=clock.local_date(at))
    for person in {seen.owner_id, leader.pk if leader and not seen.is_sealed else None} - {None, by.pk}:
        _tell("supervised", order, seen, person or 0, at)
    return order


def _ask_reply(order: SupervisionOrder, case: Case, *, by: User, at: datetime) -> None:
    """Each order has a clock of its own: county and city may ask about the same matter at once."""
    clocks.start(
        REPLY,
        subject=("case", case.pk),
        unit=case.unit,
        owner=case.owner,
        by=by,
        at=at,
        part=order.pk,
    )


def _tell(kind: str, order: SupervisionOrder, case: Case, person: int, at: datetime) -> None:
    key = f"{kind}:{order.pk}:{order.state}:{person}:{at:%Y%m%d%H%M%S}"
    outbox.post(kind, recipient=person, key=key, subject=("case", case.pk), at=at)


def _locked(order_id: UUID, scope: Scope) -> SupervisionOrder:
    order = orders_of(scope).select_for_update(of=("self",)).filter(pk=order_id).first()
    if order is None:
        raise Refusal("gone", _("This order is no longer in your hands."))
    return order


@transaction.atomic
def receive(order: SupervisionOrder, *, by: User, at: datetime | None = None) -> SupervisionOrder:
    """确认收到: the owner has read the order; nothing is signed."""
    row = _locked(order.pk, rest.of(by))
    gate.require(rest.of(by), "answer_order", row.case)
    row.state = ORDER.next(row.state, "receive")
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def reply(order: SupervisionOrder, *, text: str, by: User, at: datetime | None = None) -> SupervisionOrder:
    """What was done; read by the superior who asked. No names: she sees the card, not the story."""
    require(text, "text", _("Write what was done, without names."))
    at, row = at or clock.now(), _locked(order.pk, rest.of(by))
    gate.require(rest.of(by), "answer_order", row.case)
    row.state = ORDER.next(row.state, "reply")
    Vault.unwrapped(row).seal(row, reply=text)
    row.replied_by, row.replied_at = by, at
    row.save(update_fields=["state", "reply", "replied_by", "replied_at"])
    clocks.meet(("case", row.case_id), REPLY, by=by, at=at, part=row.pk)
    _tell("order_replied", row, row.case, row.issued_by_id, at)
    return row


@transaction.atomic
def judge(
    order: SupervisionOrder, *, accepted: bool, note: str = "", by: User, at: datetime | None = None
) -> SupervisionOrder:
    """The issuing unit's leader accepts the reply, or returns it with what is missing: five more working days."""
    if not accepted:
        require(note, "note", _("Write what is missing in the reply."))
    at, scope = at or clock.now(), rest.of(by)
    row = _locked(order.pk, scope)
    gate.require(scope, "judge_order", row.case)
    if row.issuing_unit_id not in scope.lead:
        raise Refusal("not_yours", _("The leader of the unit that issued the order decides."))
    row.state = ORDER.next(row.state, "accept_reply" if accepted else "reject_reply")
    Vault.unwrapped(row).seal(row, decision_note=note)
    row.decided_by, row.decided_at = by, at
    row.save(update_fields=["state", "decision_note", "decided_by", "decided_at"])
    if not accepted:
        _ask_reply(row, row.case, by=by, at=at)
        _tell("supervised", row, row.case, row.case.owner_id or 0, at)
    return row
