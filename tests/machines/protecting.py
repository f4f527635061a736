"""危急处置和人身安全保护令 (domain.md §5.9, §6.7): stories and verbs. A table."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.protection import danger, monitoring, orders
from cases.protection.models import ProtectionOrder, ProtectionVisit, UrgentIncident
from cases.protection.states import INCIDENT, ORDER
from network.staff.models import User
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.hands import COUNTY, NOTE, OWNERS, on_matter, on_row, road, then
from tests.machines.walker import NOTHING, Machine, Road, Standing
from tests.protection.conftest import APPLICATION, drafted, sheet
from tests.stories import does, matter

FINDERS = OWNERS | {"executive_member", "village_chair", "station_head", "duty_officer"}


def _in_danger() -> tuple[Case, UUID]:
    case = matter("lin")
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
    with acting("lin"):
        return case, UrgentIncident.objects.get(case=case).pk


def _out_of_danger() -> tuple[Case, UUID]:
    case, row = _in_danger()
    does("lin", danger.end_danger, case, why="error", note=NOTE)
    return case, row


INCIDENT_MACHINE = Machine(
    name="danger track",
    table=INCIDENT,
    drawn=("protection.md", 0),
    model=UrgentIncident,
    begins={"open_danger": FINDERS},
    roads={
        NOTHING: lambda _house: Standing(None, matter("lin").pk),
        "open": road(_in_danger),
        "ended": road(_out_of_danger),
    },
    steps={
        "open_danger": on_matter(danger.open_danger, noticed_at=clock.now, called=True),
        "do_danger_step": on_matter(danger.do_danger_step, step="safety", done_at=clock.now, note=NOTE),
        "end_danger": on_matter(danger.end_danger, why="error", note=NOTE),
    },
    # The verb looks for the open track of the matter: an ended one is none.
    reasons=frozenset({"role", "not_yours", "closed"}),
)


def _drafted() -> tuple[Case, UUID]:
    case = matter("lin")
    does("lin", danger.begin_protection, case)
    sheet(case, "order")
    return case, drafted(case)


_filed = then(_drafted, orders.file_order, filed_at=clock.now)
_accepted = then(_filed, orders.court_accepts, accepted_at=clock.now)
_refused = then(_accepted, orders.refuse_order, decided_at=clock.now, note=NOTE)
_reconsidered = then(_refused, orders.ask_reconsideration, note=NOTE)


def _grant() -> dict[str, Any]:
    until = clock.today() + timedelta(days=90)
    return {"decided_at": clock.now(), "valid_until": until, "measures": ["no_violence"]}


def _granted() -> tuple[Case, UUID]:
    case, row = _accepted()
    does("lin", orders.grant_order, case, row=row, **_grant())
    return case, row


def _visited(_house: House) -> Standing:
    case, row = _granted()
    with acting("lin"):
        visit = ProtectionVisit.objects.filter(order=row).values_list("pk", flat=True)[0]
    return Standing(row, case.pk, {"visit": visit})


def _visited_then(verb: Any, **facts: Any) -> Road:
    """An order that is over, and a visit that was still to come."""

    def walk(house: House) -> Standing:
        standing = _visited(house)
        does("lin", verb, Case(pk=standing.case), row=standing.row, **facts)
        return standing

    return walk


def _sealed(_house: House) -> Standing:
    case = matter("lin")
    does("lin", danger.begin_protection, case)
    return Standing(None, case.pk)


def _grants(standing: Standing, user: User) -> Any:
    return orders.grant_order(Case(pk=standing.case), row=standing.row, by=user, **_grant())


def _visits(standing: Standing, user: User) -> Any:
    """The visit of the order; an order that was never granted has none, and its own row is none."""
    facts = {"done_at": clock.now(), "result": NOTE, "two_people": True}
    row = standing.more.get("visit", standing.row)
    return monitoring.record_visit(Case(pk=standing.case), row=row, by=user, **facts)


ORDER_MACHINE = Machine(
    name="protection order",
    table=ORDER,
    drawn=("protection.md", 1),
    model=ProtectionOrder,
    begins={"draft_order": COUNTY},
    roads={
        NOTHING: _sealed,
        "drafted": road(_drafted),
        "filed": road(_filed),
        "accepted": road(_accepted),
        "declined": road(then(_filed, orders.court_declines, note=NOTE)),
        "granted": road(_granted),
        "granted/record_visit": _visited,
        "refused": road(_refused),
        "reconsidered": road(_reconsidered),
        "withdrawn": road(then(_filed, orders.withdraw_order, note=NOTE)),
        "revoked": road(then(_granted, orders.revoke_order, note=NOTE)),
        "revoked/record_visit": _visited_then(orders.revoke_order, note=NOTE),
    },
    steps={
        "draft_order": on_matter(orders.draft_order, **APPLICATION, despite=True),
        "file_order": on_row(orders.file_order, filed_at=clock.now),
        "court_accepts": on_row(orders.court_accepts, accepted_at=clock.now),
        "court_declines": on_row(orders.court_declines, note=NOTE),
        "grant_order": _grants,
        "refuse_order": on_row(orders.refuse_order, decided_at=clock.now, note=NOTE),
        "ask_reconsideration": on_row(orders.ask_reconsideration, note=NOTE),
        "withdraw_order": on_row(orders.withdraw_order, note=NOTE),
        "serve_order": on_row(monitoring.serve_order, parties=["applicant", "police"], served_on=clock.today),
        "record_visit": _visits,
        "record_breach": on_row(monitoring.record_breach, happened_at=clock.now, note=NOTE),
        "change_order": on_row(orders.change_order, measures=["move_out"], changed_on=clock.today),
        "renew_order": on_row(orders.renew_order, note=NOTE),
        "revoke_order": on_row(orders.revoke_order, note=NOTE),
    },
    # An order that was never granted has no visit to write down.
    reasons=frozenset({"role", "not_yours", "row"}),
)
