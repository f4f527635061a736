"""Short hands: a campaign of the county told through its verbs up to a stage, with one lecture in a village."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from network.agencies.models import Agency
from network.units.models import Level, Unit
from outreach.campaigns import holding, photos, verbs
from outreach.campaigns.activity import Activity
from outreach.campaigns.holding import Outline
from outreach.campaigns.models import Campaign
from outreach.campaigns.verbs import Plan
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, person
from tests.selection.told import does

OFFICER, LEADER, CITY, TOWN, VILLAGE, HEAD = "lin", "gao", "zhou", "tian", "luo", "he"
BEGUN = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)  # Monday
FIRST = date(2026, 3, 9)
LAST = date(2026, 3, 13)


def county() -> Unit:
    """Of the officer."""
    return person(OFFICER).appointments.get().unit


def village() -> Unit:
    """Where the lecture is held."""
    return Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=Level.VILLAGE)


def hospital() -> Agency:
    """A body of the county's list."""
    with acting(OFFICER) as (_user, scope):
        return Agency.objects.kept_by(scope).filter(active=True).order_by("kind")[0]


def plan(**more: Any) -> Plan:
    """Health and rights go to one village."""
    told: dict[str, Any] = {
        "kind": "health_rights",
        "title": "健康维权进乡村",
        "plan": "到村里讲妇女健康和权益。",
        "topics": ["screening_and_prevention", "rights_law"],
        "starts_on": FIRST,
        "ends_on": LAST,
        "budget_cents": 300_000,
        "villages": [village()],
    }
    return Plan(**(told | more))


def at(day: int, hour: int = 9) -> datetime:
    """A moment in March."""
    return datetime(2026, 3, day, hour, tzinfo=clock.ZONE)


def drafted(**more: Any) -> Campaign:
    """By the county's officer."""
    return does(OFFICER, verbs.draft_campaign, county(), plan=plan(**more), at=BEGUN)


def approved(**more: Any) -> Campaign:
    """By the county's leader."""
    row = drafted(**more)
    does(OFFICER, verbs.submit_campaign, row.pk, at=BEGUN)
    return does(LEADER, verbs.approve_campaign, row.pk, at=at(3))


def announced(**more: Any) -> Campaign:
    """For everybody."""
    row = approved(**more)
    return does(OFFICER, verbs.announce_campaign, row.pk, at=at(4))


def running(**more: Any) -> Campaign:
    """From its first day."""
    row = announced(**more)
    return does(OFFICER, verbs.begin_campaign, row.pk, at=at(9))


def outline(**more: Any) -> Outline:
    """A lecture on one morning."""
    told: dict[str, Any] = {
        "kind": "lecture",
        "topic": "screening_and_prevention",
        "title": "两癌筛查知识讲座",
        "place": village(),
        "venue": "村部会议室",
        "planned_on": date(2026, 3, 10),
        "expected": 50,
        "is_public": True,
    }
    return Outline(**(told | more))


def lecture(campaign: Campaign | None = None, **more: Any) -> Activity:
    """Planned by the officer."""
    return does(
        OFFICER, holding.plan_activity, county(), outline=outline(campaign=campaign, **more), at=at(5)
    )


def picture(colour: str = "white") -> bytes:
    """A small photograph."""
    made = BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


def uploaded() -> SimpleUploadedFile:
    """The same, as a browser sends it."""
    return SimpleUploadedFile("a.jpg", picture(), "image/jpeg")


def held(row: Activity, by: str = OFFICER) -> Activity:
    """On its day, with a photograph of a room."""
    then = datetime.combine(row.planned_on, at(1, 17).timetz())
    does(by, holding.hold_activity, row.pk, held_on=row.planned_on, at=then)
    told = {"content": picture(), "shows": "nobody", "consented": "not_needed"}
    does(by, photos.upload_evidence, row.pk, at=then, **told)
    return row


PEOPLE = {"women": 40, "men": 3, "children": 5, "families": 20}


def counted(row: Activity, **more: Any) -> Activity:
    """The next day."""
    held(row)
    then = datetime.combine(row.planned_on + timedelta(days=1), at(1).timetz())
    facts = {"people": PEOPLE, "cost_cents": 80_000} | more
    return does(OFFICER, holding.count_activity, row.pk, at=then, **facts)


REPORT = {"report": "一场讲座，来了四十多位妇女。", "spent_cents": 20_000}


def lecture_to_come() -> Activity:
    """Of a campaign that is announced, in two days."""
    today = clock.today()
    row = does(
        OFFICER,
        verbs.draft_campaign,
        county(),
        plan=plan(starts_on=today, ends_on=today + timedelta(days=5), title="春季讲座"),
    )
    does(OFFICER, verbs.submit_campaign, row.pk)
    does(LEADER, verbs.approve_campaign, row.pk)
    does(OFFICER, verbs.announce_campaign, row.pk)
    to_come = outline(campaign=row, planned_on=today + timedelta(days=2), title="更年期保健讲座")
    return does(OFFICER, holding.plan_activity, county(), outline=to_come)
