"""轮值 (domain.md §6.3): shifts of the rota. A table."""

from datetime import date, time, timedelta
from typing import Any

from network.duty.rota import check, shifts, swaps
from network.duty.rota.models import DutyShift, Expert, ShiftSwap
from network.duty.rota.states import SHIFT
from network.staff.models import User
from sisterhood.lib import clock
from tests.consultations import rota
from tests.house import House, acting, person
from tests.machines.hands import COUNTY
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk

STANDS, COLLEAGUE = "shen", "shui"


def _substituted(house: House) -> Standing:
    """Her colleague has taken it over."""
    standing = _shift(*_CONFIRMED, asks=True)(house)
    with acting(STANDS) as (user, _scope):
        swaps.accept_swap(standing.more["swap"], by=user)
    return standing


def _on_list(username: str) -> Expert:
    with acting("lin"):
        known = Expert.objects.filter(user=person(username)).first()
    return known or rota.expert(username, "legal_adviser")


def _shift(*told: tuple[str, Any], asks: bool = False) -> Road:
    """A shift of the adviser on a day of its own; `asks`: of her colleague, who has asked her to take it over."""

    def walk(_house: House) -> Standing:
        movable, colleague = _on_list(STANDS), _on_list(COLLEAGUE)
        row = rota.planned(colleague if asks else movable, day=_next_day(), begins=time(8), ends=time(12))[0]
        for who, verb in told:
            name = COLLEAGUE if asks and who == STANDS else who
            rota.does(name, verb, row, at=row.begins_at)
        more = {"at": row.begins_at, "expert": movable.pk}
        if asks:
            with acting(COLLEAGUE) as (user, _scope):
                more["swap"] = swaps.ask_swap(row, to=movable, by=user)
        return Standing(row.pk, None, more)

    return walk


def _next_day() -> date:
    """The day after every shift there is, and one more: the night's work looks a day back."""
    with acting("lin"):
        last = DutyShift.objects.order_by("-day").values_list("day", flat=True).first()
    return max(last or clock.today(), clock.today()) + timedelta(days=2)


def _missed(house: House) -> Standing:
    """Nobody comes, and the night's work finds it."""
    standing = _shift(*_CONFIRMED)(house)
    with house.login("worker"):
        check.check(at=standing.more["at"] + timedelta(minutes=20))
    return standing


def _at(verb: Any) -> Verb:
    return lambda standing, user: verb(DutyShift(pk=standing.row), by=user, at=standing.more["at"])


def _takes_over(standing: Standing, user: User) -> Any:
    """Where nobody was asked there is no question to answer."""
    swap = standing.more.get("swap") or ShiftSwap(shift_id=standing.row)
    return swaps.accept_swap(swap, by=user, at=standing.more["at"])


def _plans(standing: Standing, user: User) -> Any:
    with acting("lin"):
        expert = Expert.objects.select_related("unit").get(pk=standing.more["expert"])
    plan = shifts.Plan(standing.more["day"], time(8), time(12), "轮值室", (expert,))
    return shifts.plan_shifts(plan, unit=expert.unit, by=user)


def _unplanned(_house: House) -> Standing:
    return Standing(None, None, {"expert": _on_list(STANDS).pk, "day": _next_day() + timedelta(days=30)})


def _rota_of_hers(walk: Walk, hers: Hers) -> None:
    """An expert answers for her own shifts at the county; a desk keeps those of its unit."""
    is_expert = hers.role in ("legal_adviser", "counsellor")
    holder, kind = (hers, hers.role) if is_expert else (walk.seats.cast(STANDS), "legal_adviser")
    unit = walk.seats.cast("lin").unit.pk if is_expert else hers.unit.pk
    experts = [each.more["expert"] for each in walk.standing.values()]
    walk.on_rows("update network_dutyshift set unit_id = %s where id = any(%s)", unit)
    walk.on_rows("update network_shiftswap set unit_id = %s where shift_id = any(%s)", unit)
    walk.seats.hands.execute(
        "update network_expert set user_id = %s, kind = %s, unit_id = %s where id = any(%s)",
        [holder.user.pk, kind, unit, experts],
    )


_OFFERED = (("lin", shifts.offer),)
_CONFIRMED = (*_OFFERED, (STANDS, shifts.confirm))
_ON_DUTY = (*_CONFIRMED, (STANDS, shifts.start_duty))
SHIFT_MACHINE = Machine(
    name="duty shift",
    table=SHIFT,
    drawn=("consultation.md", 0),
    model=DutyShift,
    begins={"plan_shifts": COUNTY},
    nobodys=frozenset({"miss"}),
    roads={
        NOTHING: _unplanned,
        "planned": _shift(),
        "offered": _shift(*_OFFERED),
        "confirmed": _shift(*_CONFIRMED),
        "confirmed/take_over": _shift(*_CONFIRMED, asks=True),
        "on_duty": _shift(*_ON_DUTY),
        "done": _shift(*_ON_DUTY, (STANDS, shifts.finish_duty)),
        "missed": _missed,
        "substituted": _substituted,
    },
    steps={
        "plan_shifts": _plans,
        "offer": _at(shifts.offer),
        "decline": _at(shifts.decline),
        "confirm": _at(shifts.confirm),
        "take_over": _takes_over,
        "start_duty": _at(shifts.start_duty),
        "finish_duty": _at(shifts.finish_duty),
    },
    hand=_rota_of_hers,
    # A shift that is not hers to see does not exist; nobody answers a question that was not asked of her.
    reasons=frozenset({"role", "not_yours", "gone"}),
)
