"""Stations of the demo: a village's home with its published hours, a visit with one thing to mend, a term, a public notice."""

from datetime import date, datetime, time, timedelta
from typing import Any

from network.inspections import verbs as inspections
from network.inspections.checklist import CODES
from network.inspections.verbs import Answer
from network.selection import deciding, organising, terms
from network.selection.models import StationHeadSelection
from network.sites import verbs
from network.sites.hours import Hours
from network.sites.places import Function, Site, StationHead
from network.units.models import Level, Unit
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

VILLAGE, TOWN = "luo", "tian"
WEEK = {day: (Hours(time(8, 30), time(11, 0)), Hours(time(13, 30), time(16, 30))) for day in range(5)}
# How many days ago: places entered, her selection begun, her term; the visit; the selection that is public now.
ENTERED, CHOSEN, TERM, VISITED, ANNOUNCED = 960.0, 955.0, 925.0, 40.0, 10.0


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def _day(tell: Teller, days: float) -> date:
    return clock.local_date(tell.now - timedelta(days=days))


def home_and_stations(tell: Teller) -> Site:
    """The village's room is its home and the station of one hamlet; another hamlet has a room of its own."""
    village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    first, second, third = (_unit(f"{cast.WOHU_VILLAGE}00{n}", Level.HAMLET) for n in (1, 2, 3))
    facts: dict[str, Any] = {"rooms": 2, "opened_on": _day(tell, ENTERED), "week": WEEK, "is_published": True}
    facts |= {"name": f"{village.short_name}妇女之家", "address": "村部一楼东侧", "phone": "0434-5550401"}
    home: Site = tell.does(
        VILLAGE, verbs.open_site, village, function=Function.HOME, serves=village, facts=facts, days=ENTERED
    )
    for function, serves in ((Function.STATION, first), (Function.TALK_POINT, village)):
        since = _day(tell, ENTERED)
        tell.does(
            VILLAGE, verbs.serve_as, home.pk, function=function, serves=serves, since=since, days=ENTERED
        )
    for serves, place in ((second, "屯中老队部"), (third, "屯东文化室")):
        own = facts | {"name": f"{serves.short_name}妇情反馈站", "address": place, "rooms": 1, "phone": ""}
        told = {"function": Function.STATION, "serves": serves, "facts": own | {"host": home}}
        tell.does(VILLAGE, verbs.open_site, village, **told, days=ENTERED)
    return home


def _chosen(tell: Teller, code: str, name: str, *, days: float) -> StationHeadSelection:
    """Announced, put forward, met in a week, public from the day after."""
    told = {
        "criteria": "热心、有威望、有时间、能保密。",
        "place": "村妇女之家",
        "meets_on": _day(tell, days - 7),
    }
    row = tell.does(VILLAGE, organising.announce_selection, _unit(code, Level.HAMLET), days=days, **told)
    said = {"put_forward": "villagers", "reasons": "热心肠，邻里信得过。", "agrees": True}
    first = tell.does(VILLAGE, organising.nominate, row.pk, name=name, days=days - 1, **said)
    second = tell.does(VILLAGE, organising.nominate, row.pk, name="祝桂兰", days=days - 1, **said)
    met = {"meets_on": _day(tell, days - 7), "attended": 34, "way": "votes", "chosen": first.pk}
    met |= {"votes": {first.pk: 22, second.pk: 11}, "minutes": "到会村民无记名投票。"}
    tell.does(VILLAGE, organising.hold_meeting, row.pk, days=days - 7, **met)
    found: StationHeadSelection = tell.does(VILLAGE, organising.publish_notice, row.pk, days=days - 8)
    return found


def head_in_her_term(tell: Teller) -> StationHead:
    """Chosen again at her own station, trained, pledged, in her term."""
    row, then = _chosen(tell, f"{cast.WOHU_VILLAGE}001", "何桂芳", days=CHOSEN), TERM + 1
    tell.does(TOWN, deciding.confirm_head, row.pk, username="he", days=then)
    tell.does(TOWN, deciding.record_training, row.pk, trained_on=_day(tell, then), days=then)
    pledge = {"pledged_on": _day(tell, then), "conflicts": ["leadership"]}
    tell.does(TOWN, deciding.sign_pledge, row.pk, days=then, **pledge)
    head: StationHead = tell.does(TOWN, terms.begin_term, row.pk, days=TERM)
    return head


def visit_with_one_thing_to_mend(tell: Teller, home: Site) -> None:
    """The township looked at the home; the sign is missing."""
    due = _day(tell, -5)
    answers = [Answer(code, code != "sign", "门外没有牌子" if code == "sign" else "", due) for code in CODES]
    held = {"held_on": _day(tell, VISITED), "answers": answers}
    tell.does(TOWN, inspections.inspect_site, home.pk, days=VISITED, **held)


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    home = home_and_stations(tell)
    visit_with_one_thing_to_mend(tell, home)
    head = head_in_her_term(tell)
    return [home, head, _chosen(tell, f"{cast.WOHU_VILLAGE}003", "尉迟春梅", days=ANNOUNCED)]
