"""咨询 (domain.md §6.3): sessions of both kinds. A table."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from cases.casefile.models import Case
from cases.consultations import booking, crisis, plans, records, sessions
from cases.consultations.models import CarePlan, Consultation
from cases.consultations.states import CARE, COUNSELLING, LEGAL
from network.duty.rota.models import DutyShift, Expert
from network.staff.models import User
from sisterhood.lib import clock
from tests.consultations import rota
from tests.house import House, acting, person
from tests.machines.hands import NOTE, OWNERS, said
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.stories import matter

LEGAL_KIND, MIND_KIND = "legal", "psychological"
EXPERTS = {LEGAL_KIND: ("duan", "legal_adviser"), MIND_KIND: ("yan", "counsellor")}
TOPIC = {LEGAL_KIND: "divorce", MIND_KIND: "trauma"}
Tale = Callable[[], Consultation]


def _free(kind: str, *, least: int = 1) -> Any:
    """The next free session of a kind; while too few are left, one more day of the expert's is opened."""
    name, role = EXPERTS[kind]
    while len(rota.windows(kind)) < least:
        with acting("lin"):
            known = Expert.objects.filter(user=person(name), kind=role).first()
        known = known or rota.expert(name, role)
        with acting("lin"):
            last = DutyShift.objects.filter(expert=known).order_by("-day").first()
        day = (last.day if last else clock.today()) + timedelta(days=1)
        rota.confirmed(known, day=day, begins=time(8), ends=time(18), place=f"{role}室")
    return rota.windows(kind)[0]


def _booked(kind: str) -> Consultation:
    _free(kind)
    return rota.booked(matter("lin"), kind)[kind]


def _then(kind: str, *told: Callable[[str, Consultation], Any]) -> Road:
    def walk(_house: House) -> Standing:
        row = _booked(kind)
        for each in told:
            each(kind, row)
        return Standing(row.pk, row.case_id, {"at": row.starts_at})

    return walk


def _steps(verb: Any, *, expert: bool = False, **facts: Any) -> Callable[[str, Consultation], Any]:
    return lambda kind, row: rota.step(EXPERTS[kind][0] if expert else "lin", verb, row, **said(facts))


_here = _steps(sessions.check_in)
_consent = _steps(sessions.sign_consent, signed_on=clock.today, **rota.SHEET)
_talks = _steps(sessions.begin, expert=True)
_presses = _steps(crisis.press_crisis, expert=True, self_harm=True)
_notes = _steps(crisis.note_crisis, expert=True, note=NOTE)


def _written(kind: str, row: Consultation) -> None:
    if kind == LEGAL_KIND:
        rota.step("duan", records.record_advice, row, **rota.ADVICE)


def _end(kind: str) -> dict[str, Any]:
    outcome = "relieved" if kind == LEGAL_KIND else "continue"
    return {"topic": TOPIC[kind], "outcome": outcome, "minutes": 50}


def _later() -> Any:
    return clock.today() + timedelta(days=60)


def _walks_in(kind: str) -> Road:
    def walk(_house: House) -> Standing:
        window = _free(kind)
        at = window.starts_at - timedelta(hours=1)
        row = rota.booked(matter("lin"), kind, walk_in=True, at=at)[kind]
        return Standing(row.pk, row.case_id, {"at": row.starts_at})

    return walk


def _books(kind: str, *, walk_in: bool) -> Verb:
    """The next free session as the desk sees it; here without an appointment an hour before it begins."""

    def run(standing: Standing, user: User) -> Any:
        window = standing.more["window"]
        at = window.starts_at - timedelta(hours=1)
        facts = {"kind": kind, "window": window, "walk_in": walk_in}
        return booking.book_consultation(Case(pk=standing.case), by=user, at=at, **facts)

    return run


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, at=standing.more["at"], **said(facts))

    return run


def _roads(kind: str) -> dict[str, Road]:
    talk = (_here, _consent, _talks) if kind == MIND_KIND else (_here, _talks)
    done = _steps(sessions.complete, expert=True, **_end(kind))
    roads = {
        "booked": _then(kind),
        "walked_in": _walks_in(kind),
        "checked_in": _then(kind, _here),
        "in_session": _then(kind, *talk, _written),
        "completed": _then(kind, *talk, _written, done),
        "crisis": _then(kind, *talk, _presses, _notes),
        "no_show": _then(kind, _steps(sessions.no_show)),
        "cancelled": _then(kind, _steps(booking.cancel)),
        "follow_up": _then(kind, *talk, _written, done, _steps(sessions.plan_follow_up, next_on=_later)),
        "closed": _then(kind, *talk, _written, done, _steps(sessions.close)),
    }
    if kind == MIND_KIND:
        advised = _steps(sessions.advise_medical, expert=True, topic="trauma", minutes=40)
        roads["consented"] = _then(kind, _here, _consent)
        roads["medical_advised"] = _then(kind, *talk, advised)
    # Last: what is free then stays free.
    roads[NOTHING] = _waiting(kind)
    return roads


def _waiting(kind: str) -> Road:
    """A matter without a session, and a session that is free."""

    def walk(_house: House) -> Standing:
        window = _free(kind)
        return Standing(None, matter("lin").pk, {"window": window})

    return walk


def _hand(kind: str) -> Callable[[Walk, Hers], None]:
    """An expert holds her own sessions and has the cards of their matters; everybody else owns the matters."""
    name, expert = EXPERTS[kind]

    def give(walk: Walk, hers: Hers) -> None:
        owner, holder = walk.seats.cast("lin"), walk.seats.cast(name)
        before = walk.memo.get("holder", holder.user.pk)
        if hers.role == expert:
            walk.give_matters(owner)
            holder = hers
        else:
            walk.give_matters(hers if hers.role not in ("legal_adviser", "counsellor") else owner)
        walk.on_rows("update cases_consultation set holder_id = %s where id = any(%s)", holder.user.pk)
        walk.seats.hands.execute(
            "update cases_sessiongrant set user_id = %s where session_id = any(%s) and user_id = %s",
            [holder.user.pk, [each.row for each in walk.standing.values() if each.row], before],
        )
        cases = [each.case for each in walk.standing.values()]
        walk.seats.hands.execute(
            "update cases_caseaccess set user_id = %s where content_object_id = any(%s) and user_id = %s",
            [holder.user.pk, cases, before],
        )
        walk.memo["holder"] = holder.user.pk

    return give


def _machine(kind: str, table: Any, nth: int) -> Machine:
    steps: dict[str, Verb] = {
        "book_consultation": _books(kind, walk_in=False),
        "walk_in": _books(kind, walk_in=True),
        "check_in": _on(sessions.check_in),
        "begin": _on(sessions.begin),
        "complete": _on(sessions.complete, **_end(kind)),
        "press_crisis": _on(crisis.press_crisis, self_harm=True),
        "no_show": _on(sessions.no_show),
        "cancel": _on(booking.cancel),
        "plan_follow_up": _on(sessions.plan_follow_up, next_on=_later),
        "close": _on(sessions.close),
    }
    if kind == MIND_KIND:
        steps["sign_consent"] = _on(sessions.sign_consent, signed_on=clock.today, **rota.SHEET)
        steps["advise_medical"] = _on(sessions.advise_medical, topic="trauma", minutes=40)
    return Machine(
        name=table.name,
        table=table,
        drawn=("consultation.md", nth),
        model=Consultation,
        begins={"book_consultation": OWNERS, "walk_in": OWNERS},
        roads=_roads(kind),
        steps=steps,
        hand=_hand(kind),
        # An expert of the other kind has no session of this one; before the sheet counselling says what it waits for.
        reasons=frozenset({"role", "not_yours", "gone", "consent", "state"}),
    )


LEGAL_MACHINE = _machine(LEGAL_KIND, LEGAL, 1)
COUNSELLING_MACHINE = _machine(MIND_KIND, COUNSELLING, 2)


def _plan() -> dict[str, Any]:
    return {"aim": NOTE, "planned": 6, "review_on": _later()}


def _last_free() -> Consultation:
    """The last free session: what another machine left free stays so."""
    _free(MIND_KIND, least=5)
    return rota.booked(matter("lin"), MIND_KIND, nth=-1)[MIND_KIND]


def _agreed(*, made: bool = True, ended: bool = False) -> Road:
    """In a session of counselling; the plan that both agreed on there."""

    def walk(_house: House) -> Standing:
        row = _last_free()
        for each in (_here, _consent, _talks):
            each(MIND_KIND, row)
        if made:
            rota.step("yan", plans.make_plan, row, **_plan())
        if ended:
            rota.step("yan", plans.end_plan, row, ended_how="reached")
        with acting("yan"):
            found = CarePlan.objects.filter(case=row.case_id).values_list("pk", flat=True).first()
        return Standing(found, row.case_id, {"session": row.pk, "at": row.starts_at})

    return walk


def _with_her(verb: Any, facts: Callable[[], dict[str, Any]]) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.more["session"], by=user, at=standing.more["at"], **facts())

    return run


def _counselled_by_her(walk: Walk, hers: Hers) -> None:
    """A counsellor holds the sessions and their plans; everybody else owns the matters, and yan has both."""
    owner, holder = walk.seats.cast("lin"), walk.seats.cast("yan")
    if hers.role == "counsellor":
        walk.give_matters(owner)
        holder = hers
    else:
        walk.give_matters(owner if hers.role == "legal_adviser" else hers)
    before = walk.memo.get("holder", walk.seats.cast("yan").user.pk)
    sessions_, cases = [], []
    for each in walk.standing.values():
        sessions_.append(each.more["session"])
        cases.append(each.case)
    hands, now = walk.seats.hands, holder.user.pk
    hands.execute("update cases_consultation set holder_id = %s where id = any(%s)", [now, sessions_])
    hands.execute(
        "update cases_sessiongrant set user_id = %s where session_id = any(%s) and user_id = %s",
        [now, sessions_, before],
    )
    hands.execute(
        "update cases_caseaccess set user_id = %s where content_object_id = any(%s) and user_id = %s",
        [now, cases, before],
    )
    walk.on_rows("update cases_careplan set counsellor_id = %s where id = any(%s)", now)
    walk.memo["holder"] = now


CARE_MACHINE = Machine(
    name="care plan",
    table=CARE,
    drawn=("consultation.md", 3),
    model=CarePlan,
    column="case when ended_at is null then 'running' else 'ended' end",
    begins={"make_plan": frozenset({"counsellor"})},
    hand=_counselled_by_her,
    roads={NOTHING: _agreed(made=False), "running": _agreed(), "ended": _agreed(ended=True)},
    steps={
        "make_plan": _with_her(plans.make_plan, _plan),
        "end_plan": _with_her(plans.end_plan, lambda: {"ended_how": "reached"}),
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)
