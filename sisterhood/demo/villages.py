"""Three-zero villages of the demo: one goes from taking part to its designation, the next one waits for its township."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from network.agencies.models import Agency
from network.deadlines.calculator import length_of
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.campaigns import holding, photos
from outreach.campaigns.holding import Outline
from outreach.threezero import judging, programmes, verbs
from outreach.threezero.models import ThreeZeroAssessment
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

VILLAGE, NEXT, TOWN, OFFICER, COUNTY, CITY = "luo", "wang", "tian", "lin", "gao", "wu"
# How many days ago the village signed; what it did before lies up to forty days earlier in the same year.
SIGNED, COURT = 4, "双辽市人民法院"
DONE = (
    ("minor_moral", "minor_moral", "法院开放日：孩子身边的法律", 34),
    ("parenting", "lecture", "家教小课堂", 30),
    ("anti_drug", "anti_dv", "禁毒和反家暴宣传", 27),
    ("old_and_young", "family_care", "重阳敬老饺子宴", 24),
    ("neighbours", "family_virtue", "好邻居联欢", 21),
)


def _unit(code: str) -> Unit:
    return Unit.objects.current().get(code=code, level=Level.VILLAGE)


def _day(tell: Teller, days: float) -> date:
    return clock.local_date(tell.now - timedelta(days=days))


def _bodies(*, by: User) -> list[Agency]:
    return list(Agency.objects.filter(name=COURT))


def _picture() -> bytes:
    """A wall with nobody in front of it."""
    out = BytesIO()
    Image.new("RGB", (320, 200), "#d9c7a8").save(out, "JPEG")
    return out.getvalue()


def activities(tell: Teller) -> int:
    """What was held in the village, each counted the next day."""
    village, county = _unit(cast.WOHU_VILLAGE), person_unit(OFFICER)
    bodies = tell.does(OFFICER, _bodies)
    for topic, kind, title, days in DONE:
        told: dict[str, Any] = {
            "place": village,
            "venue": "村妇女之家",
            "partners": bodies if days == DONE[0][3] else (),
        }
        outline = Outline(kind=kind, topic=topic, title=title, planned_on=_day(tell, days), **told)
        row = tell.does(OFFICER, holding.plan_activity, county, outline=outline, days=days + 2)
        tell.does(OFFICER, holding.hold_activity, row.pk, held_on=_day(tell, days), days=days)
        picture = {"content": _picture(), "shows": "nobody", "consented": "not_needed"}
        tell.does(OFFICER, photos.upload_evidence, row.pk, days=days, **picture)
        people = {"women": 18, "men": 6, "children": 9, "families": 14}
        tell.does(OFFICER, holding.count_activity, row.pk, people=people, cost_cents=20_000, days=days - 1)
    return len(DONE)


def person_unit(username: str) -> Unit:
    """Where she has her post."""
    return Unit.objects.filter(appointments__user__username=username).order_by("level")[0]


def _signed(tell: Teller, who: str, code: str, words: str, days: float) -> ThreeZeroAssessment:
    year = _day(tell, days).year
    row: ThreeZeroAssessment = tell.does(who, verbs.enrol_village, _unit(code), year=year, days=days)
    told = {"indicator": "prevention", "done_on": _day(tell, days), "words": words, "number": 60}
    tell.does(who, verbs.enter_evidence, row.pk, days=days, **told)
    return row


def year_of_one(tell: Teller) -> ThreeZeroAssessment:
    """From the first day to the visit of the city; designated where the points of the rule are there."""
    village = _unit(cast.WOHU_VILLAGE)
    row = _signed(tell, VILLAGE, cast.WOHU_VILLAGE, "大集上发放禁毒和反家暴宣传册", SIGNED + 1)
    tell.does(VILLAGE, programmes.keep_safe_families, village, families=36, activities=2, days=SIGNED + 1)
    tell.does(
        VILLAGE,
        programmes.enter_pledge,
        village,
        held_on=_day(tell, SIGNED + 1),
        households=52,
        days=SIGNED + 1,
    )
    row = tell.does(VILLAGE, verbs.self_assess, row.pk, signs=True, days=SIGNED)
    tell.does(TOWN, judging.verify_village, row.pk, days=3)
    tell.does(OFFICER, judging.review_village, row.pk, days=2)
    city = Unit.objects.current().get(code=cast.SIPING, level=Level.CITY)
    (drawn,) = tell.does(CITY, judging.draw_sample, city, days=1.5)
    words = "看了站点、台账和巡逻记录，问了履职是否按时，工作扎实。"
    tell.does(CITY, judging.visit_sample, row.pk, visited_on=_day(tell, 1), words=words, days=1)
    if (row.total or 0) >= length_of(judging.LEAST):
        found: ThreeZeroAssessment = tell.does(COUNTY, judging.designate_village, row.pk, days=0.5)
        return found
    return drawn  # type: ignore[no-any-return]  # the rows of the draw


def the_next_one(tell: Teller) -> ThreeZeroAssessment:
    """Signed yesterday; the township's chair verifies it within her days."""
    row = _signed(tell, NEXT, cast.WUXING_VILLAGE, "村部张贴维权电话和宣传画", 2)
    found: ThreeZeroAssessment = tell.does(NEXT, verbs.self_assess, row.pk, signs=True, days=1)
    return found


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now, after stations, volunteers, rounds and campaigns."""
    tell = Teller(now or clock.now())
    return [activities(tell), year_of_one(tell), the_next_one(tell)]
