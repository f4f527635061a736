"""两癌救助, 筛查, 理赔 and 随访: an application on its way, a round, a claim, a treatment looked in on. A table."""

from datetime import time, timedelta
from itertools import count
from typing import Any

from network.staff.models import User
from network.units.models import Level
from outreach.health.insurance import verbs as insurance
from outreach.health.insurance.models import InsuranceClaimHelp
from outreach.health.insurance.states import CLAIM
from outreach.health.relief import checks, ending, identity, verbs
from outreach.health.relief.lists import Paper
from outreach.health.relief.models import CancerReliefApplication
from outreach.health.relief.states import RELIEF
from outreach.health.screening import verbs as screening
from outreach.health.screening.models import ScreeningRound
from outreach.health.screening.states import SCREENING
from outreach.health.treatment import verbs as treatment
from outreach.health.treatment.models import TreatmentContinuityFollowUp
from outreach.health.treatment.states import TREATMENT
from sisterhood.lib import clock
from tests.health import told
from tests.health.test_insurance import chose, plan
from tests.house import House, acting
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.selection.told import does

SEEN = frozenset({"role", "not_yours", "gone"})
CHAIRS = frozenset({"village_chair", "township_chair"})
_serial = count(1)


def _number() -> str:
    """Of another woman each time."""
    return told.signed(f"22038219750312{next(_serial):03d}")


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, **{n: v() if callable(v) else v for n, v in facts.items()})

    return run


_PAPERS = {"told": lambda: told.papers(id_number=_number()), "seen": list(Paper.values)}
_ANSWER = {"answered_on": clock.today}
# As the village, the township, the county and the city take them.
_WAY = (
    ("luo", verbs.complete_papers, _PAPERS),
    ("luo", checks.check_village, {}),
    ("tian", checks.check_township, {}),
    ("gao", checks.verify_relief, {"compared": checks.DATA}),
    ("wu", checks.sum_relief, {}),
    ("zhou", ending.submit_relief, {}),
    ("wu", ending.approve_relief, _ANSWER),
    ("lin", ending.pay_relief, {"paid_on": clock.today, "paid": 10000}),
    ("lin", ending.close_relief, {"told_on": clock.today}),
)


def _relief(steps: int, *then: Any) -> Road:
    def walk(house: House) -> Standing:
        if not house.raw("select 1 from outreach_reliefwindow"):
            told.opened()
        row = told.nominated()
        for who, verb, facts in (*_WAY[:steps], *then):
            does(who, verb, row.pk, **{n: v() if callable(v) else v for n, v in facts.items()})
        return Standing(row.pk)

    return walk


def _nominates(_standing: Standing, user: User) -> Any:
    return verbs.nominate_relief(told.village(), by=user, **told.asked())


def _at_her_desk(walk: Walk, hers: Hers) -> None:
    """Every application stands at her desk."""
    walk.on_rows(
        "update outreach_cancerreliefapplication set desk_id = %s, owner_id = %s where id = any(%s)",
        hers.unit.pk,
        hers.user.pk,
    )


RELIEF_MACHINE = Machine(
    name="application for cancer relief",
    table=RELIEF,
    drawn=("health.md", 0),
    model=CancerReliefApplication,
    begins={"nominate_relief": CHAIRS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "nominated": _relief(0),
        "papers_complete": _relief(1),
        "village_checked": _relief(2),
        "township_checked": _relief(3),
        "county_verified": _relief(4),
        "city_summed": _relief(5),
        "province_submitted": _relief(6),
        "approved": _relief(7),
        "paid": _relief(8),
        "closed": _relief(9),
        "rejected": _relief(6, ("wu", ending.reject_relief, _ANSWER)),
        "withdrawn": _relief(1, ("luo", verbs.withdraw_relief, {})),
    },
    steps={
        "nominate_relief": _nominates,
        "complete_papers": _on(verbs.complete_papers, **_PAPERS),
        "check_village": _on(checks.check_village),
        "check_township": _on(checks.check_township),
        "verify_relief": _on(checks.verify_relief, compared=checks.DATA),
        "refuse_relief": _on(checks.refuse_relief, why="hardship"),
        "sum_relief": _on(checks.sum_relief),
        "submit_relief": _on(ending.submit_relief),
        "approve_relief": _on(ending.approve_relief, **_ANSWER),
        "reject_relief": _on(ending.reject_relief, **_ANSWER),
        "pay_relief": _on(ending.pay_relief, paid_on=clock.today, paid=10000),
        "close_relief": _on(ending.close_relief, told_on=clock.today),
        "send_back_relief": _on(checks.send_back_relief, why="paper"),
        "withdraw_relief": _on(verbs.withdraw_relief),
    },
    hand=_at_her_desk,
    reasons=SEEN,
)


def _screening(*then: Any) -> Road:
    """Each of a year of its own, because a village has one a year; its day is today."""

    def walk(house: House) -> Standing:
        on = clock.today() + timedelta(days=3)
        row = does("luo", screening.plan_screening, told.village(), held_on=on, place="村部", due=5)
        does("luo", screening.add_slot, row.pk, name=told.NAME, phone="", at_time=time(9))
        house.raw(
            "update outreach_screeninground set year = %s, held_on = %s where id = %s",
            [1900 + next(_serial), clock.today(), row.pk],
        )
        for who, verb in then:
            does(who, verb, row.pk, **(_NONE if verb is screening.count_screening else {}))
        return Standing(row.pk)

    return walk


_NONE = {"examined": 0, "abnormal": 0, "followed_up": 0}
_TOLD, _HELD = ("luo", screening.invite_screening), ("luo", screening.hold_screening)


def _plans(_standing: Standing, user: User) -> Any:
    on = clock.today() + timedelta(days=9)
    return screening.plan_screening(told.village(), held_on=on, place="村部", due=5, by=user)


SCREENING_MACHINE = Machine(
    name="screening round",
    table=SCREENING,
    drawn=("health.md", 1),
    model=ScreeningRound,
    begins={"plan_screening": CHAIRS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "planned": _screening(),
        "invited": _screening(_TOLD),
        "held": _screening(_TOLD, _HELD),
        "counted": _screening(_TOLD, _HELD, ("lin", screening.count_screening)),
        "called_off": _screening(("luo", screening.call_off_screening)),
    },
    steps={
        "plan_screening": _plans,
        "invite_screening": _on(screening.invite_screening),
        "hold_screening": _on(screening.hold_screening),
        "count_screening": _on(screening.count_screening, **_NONE),
        "call_off_screening": _on(screening.call_off_screening),
    },
    hand=lambda _walk, _hers: None,
    reasons=SEEN,
)


_WOMEN = count(10)


def _another_woman() -> str:
    """A number nobody else has, with its right last sign."""
    signs = f"220382196{next(_WOMEN):02}0312001"[:17].ljust(17, "1")
    return next(signs + last for last in "0123456789X" if identity.is_id_number(signs + last))


def _enrolment(house: House) -> Any:
    found = house.raw("select id from outreach_insuranceplan limit 1")
    offered = found[0][0] if found else plan().pk
    return does(
        "luo", insurance.enrol_insurance, told.village(), plan=offered, **chose(id_number=_another_woman())
    )


def _day() -> Any:
    return clock.today() - timedelta(days=9)


def _claim(*then: Any) -> Road:
    def walk(house: House) -> Standing:
        row = does("luo", insurance.open_claim, _enrolment(house).pk, happened_on=_day())
        for verb, facts in then:
            does("luo", verb, row.pk, **{n: v() if callable(v) else v for n, v in facts.items()})
        return Standing(row.pk)

    return walk


_FILED = (insurance.file_claim, {"filed_on": clock.today})
_SAID: dict[str, Any] = {"answered_on": clock.today, "answer": "paid"}
CLAIM_MACHINE = Machine(
    name="help with a claim",
    table=CLAIM,
    drawn=("health.md", 2),
    model=InsuranceClaimHelp,
    begins={"open_claim": frozenset({"village_chair"})},
    roads={
        NOTHING: lambda house: Standing(_enrolment(house).pk),
        "opened": _claim(),
        "filed": _claim(_FILED),
        "answered": _claim(_FILED, (insurance.answer_claim, _SAID)),
        "closed": _claim(_FILED, (insurance.answer_claim, _SAID), (insurance.close_claim, {})),
        "dropped": _claim((insurance.drop_claim, {})),
    },
    steps={
        "open_claim": _on(insurance.open_claim, happened_on=_day),
        "file_claim": _on(insurance.file_claim, filed_on=clock.today),
        "answer_claim": _on(insurance.answer_claim, **_SAID),
        "close_claim": _on(insurance.close_claim),
        "drop_claim": _on(insurance.drop_claim),
    },
    hand=lambda _walk, _hers: None,
    reasons=SEEN,
)


def _asked() -> dict[str, Any]:
    return {"name": told.NAME, "phone": "", "consented_on": clock.today(), "consent_how": "signed"}


def _treatment(*then: Any) -> Road:
    def walk(_house: House) -> Standing:
        row = does("luo", treatment.begin_treatment, told.village(), **_asked())
        for verb, facts in then:
            does("luo", verb, row.pk, **facts)
        return Standing(row.pk)

    return walk


def _begins(_standing: Standing, user: User) -> Any:
    with acting(user.username):
        post = user.appointments.select_related("unit").order_by("unit__level").first()
    unit = post.unit if post and post.unit.level in (Level.TOWNSHIP, Level.VILLAGE) else told.village()
    return treatment.begin_treatment(unit, by=user, **_asked())


def _hers_to_look(walk: Walk, hers: Hers) -> None:
    """At her own unit, where her post looks in."""
    unit = hers.unit.pk if hers.role in CHAIRS else told.village().pk
    walk.on_rows("update outreach_treatmentcontinuityfollowup set unit_id = %s where id = any(%s)", unit)


TREATMENT_MACHINE = Machine(
    name="follow-up of a treatment",
    table=TREATMENT,
    drawn=("health.md", 3),
    model=TreatmentContinuityFollowUp,
    begins={"begin_treatment": CHAIRS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "running": _treatment(),
        "ended": _treatment((treatment.end_treatment, {"why": "she_said"})),
    },
    steps={
        "begin_treatment": _begins,
        "look_in": _on(treatment.look_in, on=clock.today, barrier="cost", offered=["ride"]),
        "end_treatment": _on(treatment.end_treatment, why="she_said"),
    },
    hand=_hers_to_look,
    reasons=SEEN,
)
