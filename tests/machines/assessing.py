"""三零村: a village's year, from taking part to renewal or suspension. A table."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from network.staff.models import User
from outreach.threezero import judging, lapsing, verbs
from outreach.threezero.models import ThreeZeroAssessment
from outreach.threezero.states import ASSESSMENT, ITSELF
from sisterhood.lib import clock
from tests.house import House
from tests.machines.walker import NOTHING, Machine, Road, Standing, Verb
from tests.selection.told import does
from tests.threezero import told
from tests.threezero.told import CITY_OFFICER, LEADER, OFFICER, TOWN, VILLAGE, WORDS

_years = count(2000)
BACK = {"remark": "请补充活动记录。"}


def _draw(row: ThreeZeroAssessment, house: House) -> None:
    house.raw("update outreach_threezeroassessment set is_drawn = true where id = %s", [row.pk])
    does(CITY_OFFICER, judging.draw_sample, told.city())


def _today() -> Any:
    return clock.today()


def _aged(row: ThreeZeroAssessment, house: House) -> None:
    """Its last day is near."""
    house.raw(
        "update outreach_threezeroassessment set valid_until = %s where id = %s",
        [clock.today() + timedelta(days=9), row.pk],
    )


def _lapsed(row: ThreeZeroAssessment, house: House) -> None:
    """Its last day went by, and the night came."""
    house.raw(
        "update outreach_threezeroassessment set valid_until = %s where id = %s",
        [clock.today() - timedelta(days=1), row.pk],
    )
    with house.login("worker"):
        lapsing.lapse_villages(at=clock.now())


_WAY: tuple[Any, ...] = (
    (VILLAGE, verbs.self_assess, {"signs": True}),
    (TOWN, judging.verify_village, {}),
    (OFFICER, judging.review_village, {}),
    _draw,
    (CITY_OFFICER, judging.visit_sample, {"visited_on": _today, "words": WORDS}),
    (LEADER, judging.designate_village, {}),
    (TOWN, judging.monitor_village, {"words": WORDS}),
    _aged,
    (LEADER, judging.renew_village, {}),
)


def _year(steps: int, *last: Any) -> Road:
    """So many steps of the way, in a year of its own; and what comes last."""

    def walk(house: House) -> Standing:
        told.well_done(house)
        row = told.enrolled()
        house.raw("update outreach_threezeroassessment set year = %s where id = %s", [next(_years), row.pk])
        for each in (*_WAY[:steps], *last):
            if callable(each):
                each(row, house)
                continue
            who, verb, facts = each
            does(
                who,
                verb,
                row.pk,
                **{name: said() if callable(said) else said for name, said in facts.items()},
            )
        return Standing(row.pk)

    return walk


def _on(verb: Any, **facts: Any) -> Verb:
    def run(standing: Standing, user: User) -> Any:
        return verb(standing.row, by=user, **{n: v() if callable(v) else v for n, v in facts.items()})

    return run


def _evidence(standing: Standing, user: User) -> Any:
    row = ThreeZeroAssessment.objects.filter(pk=standing.row).first()
    facts = {"indicator": "network", "done_on": date(row.year if row else 2000, 5, 4), "words": "培训了站长"}
    return verbs.enter_evidence(standing.row, by=user, **facts)


ASSESSMENT_MACHINE = Machine(
    name="three-zero assessment",
    table=ASSESSMENT,
    drawn=("threezero.md", 0),
    model=ThreeZeroAssessment,
    begins={"enrol_village": frozenset({"village_chair"})},
    roads={
        NOTHING: lambda _house: Standing(None),
        "enrolled": _year(0),
        "self_assessed": _year(1),
        "township_verified": _year(2),
        "city_sampled": _year(5),
        "designated": _year(6),
        "monitored": _year(7),
        "monitored/renew_village": _year(8),
        "renewed": _year(9),
        "suspended": _year(6, (LEADER, judging.suspend_village, {"reason": "concealment"})),
        "lapsed": _year(6, _lapsed),
        "withdrawn": _year(0, (VILLAGE, verbs.withdraw_village, {})),
        # Last of all: whoever draws for another story would draw this one too.
        "county_reviewed": _year(
            3,
            lambda row, house: house.raw(
                "update outreach_threezeroassessment set is_drawn = true where id = %s", [row.pk]
            ),
        ),
    },
    steps={
        "enrol_village": lambda _s, user: verbs.enrol_village(
            told.village(), year=clock.today().year, by=user
        ),
        "enter_evidence": _evidence,
        "self_assess": _on(verbs.self_assess, signs=True),
        "withdraw_village": _on(verbs.withdraw_village),
        "verify_village": _on(judging.verify_village),
        "send_back_village": _on(judging.send_back_village, **BACK),
        "review_village": _on(judging.review_village),
        "return_village": _on(judging.return_village, **BACK),
        "draw_sample": lambda _s, user: judging.draw_sample(told.city(), by=user),
        "visit_sample": _on(judging.visit_sample, visited_on=_today, words=WORDS),
        "designate_village": _on(judging.designate_village),
        "monitor_village": _on(judging.monitor_village, words=WORDS),
        "renew_village": _on(judging.renew_village),
        "suspend_village": _on(judging.suspend_village, reason="disclosure"),
    },
    nobodys=frozenset(ITSELF),
    hand=lambda _walk, _hers: None,
    aside=frozenset({"draw_sample"}),
    reasons=frozenset({"role", "not_yours", "gone", "none"}),
)
