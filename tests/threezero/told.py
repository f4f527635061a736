"""Short hands: a village's three-zero year told through its verbs up to a stage, and points given it past them."""

from datetime import datetime, timedelta
from typing import Any

from network.units.models import Level, Unit
from outreach.threezero import judging, verbs
from outreach.threezero.indicators import PARTS
from outreach.threezero.models import ThreeZeroAssessment
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, acting, person
from tests.selection.told import does

VILLAGE, TOWN, OFFICER, LEADER, CITY_OFFICER, CITY = "luo", "tian", "lin", "gao", "wu", "zhou"
WORDS = "查看了台账和站点，工作扎实。"


def village() -> Unit:
    """Of the chair."""
    return Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=Level.VILLAGE)


def city() -> Unit:
    """Of them all."""
    return Unit.objects.current().get(code=cast.SIPING, level=Level.CITY)


def enrolled(**more: Any) -> ThreeZeroAssessment:
    """This year."""
    with acting(VILLAGE):
        known = (
            ThreeZeroAssessment.objects.filter(unit=village(), year=clock.today().year)
            .exclude(state="withdrawn")
            .first()
        )
    return known or does(VILLAGE, verbs.enrol_village, village(), year=clock.today().year, **more)


def signed(at: datetime | None = None) -> ThreeZeroAssessment:
    """By the chair."""
    return does(VILLAGE, verbs.self_assess, enrolled(at=at).pk, signs=True, at=at)


def verified(at: datetime | None = None) -> ThreeZeroAssessment:
    """By the township."""
    return does(TOWN, judging.verify_village, signed(at).pk, at=at)


def reviewed(at: datetime | None = None) -> ThreeZeroAssessment:
    """By the county."""
    return does(OFFICER, judging.review_village, verified(at).pk, at=at)


def sampled(at: datetime | None = None) -> ThreeZeroAssessment:
    """Alone it is always drawn."""
    reviewed(at)
    (row,) = does(CITY_OFFICER, judging.draw_sample, city(), at=at)
    return row


def visited(at: datetime | None = None) -> ThreeZeroAssessment:
    """By the city."""
    row = sampled(at)
    on = clock.local_date(at or clock.now())
    return does(CITY_OFFICER, judging.visit_sample, row.pk, visited_on=on, words=WORDS, at=at)


def well_done(house: House) -> None:
    """From now on the function of facts says that everything was done: points are not what the story is about."""
    facts = ", ".join(f"'{part.fact}', {part.full}" for part in {part.fact: part for part in PARTS}.values())
    house.raw(
        "create or replace function threezero_facts(home int, yr int) returns jsonb language sql stable as"
        f" $$ select jsonb_build_object({facts}) $$"
    )


def designated(house: House, at: datetime | None = None) -> ThreeZeroAssessment:
    """With all points."""
    well_done(house)
    return does(LEADER, judging.designate_village, visited(at).pk, at=at)


def monitored(house: House, at: datetime | None = None) -> ThreeZeroAssessment:
    """Half a year later."""
    row = designated(house, at)
    then = (at or clock.now()) + timedelta(days=1)
    return does(TOWN, judging.monitor_village, row.pk, words=WORDS, at=then)


def chair() -> Any:
    """Of the village."""
    return person(VILLAGE)
