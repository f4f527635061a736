"""Family evenings of the demo: care among relatives by the county, good ways of families by a village, a count that is corrected."""

from datetime import date, datetime, timedelta
from typing import Any

from network.units.models import Level, Unit
from outreach.campaigns import correcting, holding, verbs
from outreach.campaigns.activity import Activity
from outreach.campaigns.holding import Outline
from outreach.campaigns.models import Campaign
from outreach.campaigns.verbs import Plan
from sisterhood.demo import cast
from sisterhood.demo.campaigns import COUNTY, OFFICER, VILLAGE, hold
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

# How many days ago: the plan, the evening of the county, the one of the village, the correction.
PLANNED, EVENING, HOME, CORRECTED = 34, 30, 28, 25
BEFORE, AFTER = (
    {"women": 10, "men": 4, "children": 8, "families": 9},
    {"women": 12, "men": 4, "children": 8, "families": 9},
)
AT_HOME = {"women": 18, "men": 6, "families": 14}


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def _day(tell: Teller, days: float) -> date:
    return clock.local_date(tell.now - timedelta(days=days))


def _campaign(tell: Teller) -> Campaign:
    """Of the series Bridge of hearts: planned, approved, announced, begun."""
    county = _unit(cast.SHUANGLIAO, Level.COUNTY)
    plan = Plan(
        kind="family_care",
        series="bridge",
        title="连心桥亲情陪伴",
        plan="请外出的父母和家里的老人孩子一起过一个晚上，拍一张全家福带走。",
        topics=["old_and_young"],
        starts_on=_day(tell, EVENING),
        ends_on=_day(tell, HOME),
        budget_cents=90_000,
        villages=[_unit(cast.WOHU_VILLAGE, Level.VILLAGE)],
    )
    row: Campaign = tell.does(OFFICER, verbs.draft_campaign, county, plan=plan, days=PLANNED)
    tell.does(OFFICER, verbs.submit_campaign, row.pk, days=PLANNED)
    tell.does(COUNTY, verbs.approve_campaign, row.pk, days=PLANNED - 1)
    tell.does(OFFICER, verbs.announce_campaign, row.pk, days=PLANNED - 2)
    tell.does(OFFICER, verbs.begin_campaign, row.pk, days=EVENING)
    return row


def _evening(tell: Teller, who: str, home: Unit, days: int, people: dict[str, int], **more: Any) -> Activity:
    """Planned the day before, held, counted the day after."""
    village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    outline = Outline(
        topic="old_and_young", place=village, venue="村妇女之家", planned_on=_day(tell, days), **more
    )
    row: Activity = tell.does(who, holding.plan_activity, home, outline=outline, days=days + 1)
    hold(tell, row, days, who=who)
    tell.does(who, holding.count_activity, row.pk, people=people, cost_cents=30_000, days=days - 1)
    return row


def tell_all(now: datetime | None = None) -> list[Activity]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    campaign = _campaign(tell)
    county, village = _unit(cast.SHUANGLIAO, Level.COUNTY), _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    care = {"kind": "family_care", "title": "亲情陪伴之夜", "campaign": campaign}
    first = _evening(tell, OFFICER, county, EVENING, BEFORE, **care)
    virtue = {"kind": "family_virtue", "title": "家风家训分享会"}
    second = _evening(tell, VILLAGE, village, HOME, AT_HOME, **virtue)
    told = {"people": AFTER, "cost_cents": 30_000, "reason": "签到簿上漏记两人"}
    tell.does(OFFICER, correcting.correct_activity, first.pk, days=CORRECTED, **told)
    return [first, second]
