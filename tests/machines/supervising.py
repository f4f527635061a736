"""督办 (信访工作条例 art. 39, 40): stories and verbs. A table."""

from collections.abc import Callable
from typing import Any

from cases.casefile.models import Case
from cases.petitions import supervision
from cases.petitions.models import SupervisionOrder
from cases.petitions.supervision import ORDER
from network.access.roles import roles_that
from network.staff.models import User
from tests.house import House, acting
from tests.machines.hands import NOTE
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.papers import roads
from tests.stories import matter

LEADERS = frozenset(roles_that("supervise"))
Step = tuple[str, Callable[..., Any]]


def _judges(*, accepted: bool) -> Callable[..., Any]:
    def judge(order: SupervisionOrder, *, by: User) -> Any:
        return supervision.judge(order, accepted=accepted, note=NOTE, by=by)

    return judge


def _replies(order: SupervisionOrder, *, by: User) -> Any:
    return supervision.reply(order, text=NOTE, by=by)


REPLIED: Step = ("lin", _replies)
RETURNED: Step = ("zhou", _judges(accepted=False))


def _ordered(*steps: Step) -> Road:
    """The city asks about a matter of the county."""

    def walk(_house: House) -> Standing:
        order = roads.ordered()
        for who, verb in steps:
            with acting(who) as (user, _scope):
                verb(order, by=user)
        return Standing(order.pk, order.case_id)

    return walk


def _on(verb: Callable[..., Any]) -> Verb:
    return lambda standing, user: verb(SupervisionOrder(pk=standing.row), by=user)


def _asks(standing: Standing, user: User) -> Any:
    return supervision.supervise(Case(pk=standing.case), reason="delayed", by=user)


def _asked_and_answered_by_her(walk: Walk, hers: Hers) -> None:
    """She holds the matter; a leader's own unit has also asked about it, and of what it asks next a village holds it."""
    walk.give_matters(hers)
    issuer = hers.unit.pk if hers.role in LEADERS else walk.seats.cast("zhou").unit.pk
    walk.on_rows("update cases_supervisionorder set issuing_unit_id = %s where id = any(%s)", issuer)
    walk.on_rows("update cases_supervisionorder set unit_id = %s where id = any(%s)", hers.unit.pk)
    if hers.role in LEADERS:
        below = walk.seats.hers["village_chair"]
        walk.seats.hands.execute(
            "update cases_case set unit_id = %s, owner_id = %s where id = %s",
            [below.unit.pk, below.user.pk, walk.standing[NOTHING].case],
        )


MACHINE = Machine(
    name="supervision order",
    table=ORDER,
    drawn=("supervision.md", 0),
    model=SupervisionOrder,
    begins={"supervise": LEADERS},
    hand=_asked_and_answered_by_her,
    roads={
        NOTHING: lambda _house: Standing(None, matter("lin").pk),
        "issued": _ordered(),
        "received": _ordered(("lin", supervision.receive)),
        "replied": _ordered(REPLIED),
        "rejected_reply": _ordered(REPLIED, RETURNED),
        "rectified": _ordered(REPLIED, RETURNED, REPLIED),
        "accepted_reply": _ordered(REPLIED, ("zhou", _judges(accepted=True))),
    },
    steps={
        "supervise": _asks,
        "receive": _on(supervision.receive),
        "reply": _on(_replies),
        "accept_reply": _on(_judges(accepted=True)),
        "reject_reply": _on(_judges(accepted=False)),
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)
