"""Campaigns of the demo: a health lecture from its plan to the review of its report, one event to come, publicity, a teaching case."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from network.agencies.models import Agency
from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers.models import Volunteer
from outreach.campaigns import holding, photos, surveys, teaching, verbs
from outreach.campaigns import publicity as posting
from outreach.campaigns.activity import Activity
from outreach.campaigns.holding import Outline
from outreach.campaigns.models import Campaign
from outreach.campaigns.teaching import TeachingCase
from outreach.campaigns.verbs import Plan
from outreach.partners import verbs as partners
from outreach.partners.models import CooperationAgreement
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

COUNTY, OFFICER, TOWN, VILLAGE, HEAD, PRIVACY = "gao", "lin", "tian", "luo", "he", "bai"
HOSPITAL, JUSTICE = "双辽市中心医院", "双辽市司法局"
# How many days ago: the plan, its first day, the two events, its last day.
PLANNED, FIRST, LECTURE, TALK, LAST = 60, 50, 48, 46, 44
SHEETS = {"before": (2, 3, 2, 1, 3, 2), "after": (4, 5, 4, 4, 5, 4)}


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def _body(name: str, *, by: User) -> Agency:
    """As whoever works with it sees it."""
    return Agency.objects.get(name=name)


def _day(tell: Teller, days: float) -> date:
    return clock.local_date(tell.now - timedelta(days=days))


def agreement(tell: Teller) -> CooperationAgreement:
    """With the hospital, for health talks; it lapses in some weeks, so that its reminder is near."""
    body = tell.does(OFFICER, _body, HOSPITAL)
    told: dict[str, Any] = {
        "kind": "health",
        "scope": "每年到村讲课、义诊不少于四次，医院派医生，妇联组织妇女参加。",
    }
    told |= {"starts_on": _day(tell, 340), "ends_on": _day(tell, -25)}
    row: CooperationAgreement = tell.does(OFFICER, partners.enter_agreement, body, days=340, **told)
    return row


def _picture() -> bytes:
    """A drawn room with nobody in it."""
    drawn = Image.new("RGB", (640, 420), "#e9e1d4")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((60, 50, 580, 200), fill="#7c2c37")
    for n in range(6):
        pen.rectangle((70 + n * 88, 270, 130 + n * 88, 360), fill="#8f8274")
    out = BytesIO()
    drawn.save(out, "JPEG")
    return out.getvalue()


def _event(tell: Teller, campaign: Campaign, days: int, **more: Any) -> Activity:
    """Planned, held with a picture of the room, and not counted yet."""
    partners_ = [tell.does(OFFICER, _body, name) for name in more.pop("with_", ())]
    outline = Outline(campaign=campaign, planned_on=_day(tell, days), partners=partners_, **more)
    county = _unit(cast.SHUANGLIAO, Level.COUNTY)
    row: Activity = tell.does(OFFICER, holding.plan_activity, county, outline=outline, days=FIRST + 2)
    return row


def hold(tell: Teller, row: Activity, days: int, *, who: str = OFFICER) -> None:
    """It took place; a picture of the room."""
    tell.does(who, holding.hold_activity, row.pk, held_on=_day(tell, days), days=days)
    told = {"content": _picture(), "shows": "nobody", "consented": "not_needed"}
    tell.does(who, photos.upload_evidence, row.pk, days=days, **told)


def _helpers(*, by: User) -> list[Volunteer]:
    village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    return list(
        Volunteer.objects.filter(unit__in=Unit.objects.below(village).values("pk"), state="active")[:2]
    )


def _answers(tell: Teller, row: Activity, phase: str, days: int) -> None:
    """Sheets of one phase, each on a form of its own."""
    with clock.moved_to(tell.now - timedelta(days=days)):
        for answer in SHEETS[phase]:
            answers = dict.fromkeys(surveys.Question.values, answer)
            surveys.answer(row.code, phase, answers, ident=uuid7(), mark=f"demo {phase}".encode().ljust(32))


def _planned(tell: Teller) -> Campaign:
    """Planned by the officer, approved by the leader, announced."""
    county, village = _unit(cast.SHUANGLIAO, Level.COUNTY), _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    plan = Plan(
        kind="health_rights",
        series="umbrella",
        title="秋季送健康维权进村屯",
        plan="请医院医生讲两癌筛查，请律师讲妇女权益，发放宣传册，听听妇女需要什么。",
        topics=["screening_and_prevention", "rights_law"],
        starts_on=_day(tell, FIRST),
        ends_on=_day(tell, LAST),
        budget_cents=360_000,
        villages=[village],
        partners=[tell.does(OFFICER, _body, name) for name in (HOSPITAL, JUSTICE)],
    )
    row: Campaign = tell.does(OFFICER, verbs.draft_campaign, county, plan=plan, days=PLANNED)
    tell.does(OFFICER, verbs.submit_campaign, row.pk, days=PLANNED)
    tell.does(COUNTY, verbs.approve_campaign, row.pk, days=PLANNED - 1)
    tell.does(OFFICER, verbs.announce_campaign, row.pk, days=PLANNED - 2)
    return row


def _two_events(tell: Teller, row: Campaign) -> tuple[Activity, Activity]:
    """A lecture by a doctor and a talk by a lawyer, both under a licence that holds."""
    village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    told: dict[str, Any] = {"place": village, "venue": "村部会议室", "is_public": True, "expected": 40}
    told |= {"kind": "lecture", "topic": "screening_and_prevention", "title": "两癌筛查知识讲座"}
    lecture = _event(tell, row, LECTURE, with_=(HOSPITAL,), **told)
    told |= {"kind": "law_talk", "topic": "rights_law", "title": "妇女权益保障法宣讲"}
    talk = _event(tell, row, TALK, with_=(JUSTICE,), **told)
    doctor: dict[str, Any] = {"kind": "doctor", "name": "陆医生", "office": HOSPITAL}
    doctor |= {"licence_no": "110220300001234", "licence_until": _day(tell, -700)}
    tell.does(OFFICER, holding.name_speaker, lecture.pk, days=FIRST + 1, **doctor)
    lawyer = doctor | {"kind": "lawyer", "name": "卜律师", "office": "双辽市法律援助中心"}
    tell.does(OFFICER, holding.name_speaker, talk.pk, days=FIRST + 1, **lawyer)
    return lecture, talk


def health_goes_to_the_village(tell: Teller) -> Campaign:
    """A lecture and a law talk in one village: held, counted, asked about, reported, reviewed."""
    row = _planned(tell)
    lecture, talk = _two_events(tell, row)
    tell.does(OFFICER, verbs.begin_campaign, row.pk, days=FIRST)
    _answers(tell, lecture, "before", LECTURE)
    supply = {"item": "两癌防治宣传册", "measure": "本", "taken": 60, "given": 52, "rest_": 8}
    tell.does(OFFICER, holding.enter_supply, lecture.pk, days=LECTURE, approved_by="县妇联", **supply)
    hold(tell, lecture, LECTURE)
    hold(tell, talk, TALK)
    _answers(tell, talk, "after", LAST)
    helped: dict[str, Any] = {"helpers": tell.does(OFFICER, _helpers), "minutes": 120}
    people = {"women": 43, "men": 2, "children": 6, "families": 31}
    helped |= {"people": people, "cost_cents": 120_000, "feedback": "希望下次讲更年期保健。"}
    tell.does(OFFICER, holding.count_activity, lecture.pk, days=LECTURE - 1, **helped)
    people = {"women": 27, "men": 5, "families": 22}
    tell.does(OFFICER, holding.count_activity, talk.pk, people=people, cost_cents=45_000, days=TALK - 1)
    report = "两场活动共八十三人次参加，发放宣传册五十二本，妇女希望增加更年期保健讲座。"
    tell.does(OFFICER, verbs.report_campaign, row.pk, report=report, spent_cents=38_000, days=LAST - 5)
    remark = "组织得好，按群众意见安排下一场。"
    found: Campaign = tell.does(COUNTY, verbs.review_campaign, row.pk, remark=remark, days=LAST - 8)
    return found


def to_come(tell: Teller) -> Activity:
    """The village has people round for a talk against violence at home in some days; everybody may read it."""
    village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    outline = Outline(
        kind="anti_dv",
        topic="anti_dv",
        title="家庭暴力零容忍：邻里说一说",
        place=village,
        venue="村妇女之家",
        planned_on=_day(tell, -6),
        begins=time(9, 30),
        expected=30,
        is_public=True,
    )
    row: Activity = tell.does(VILLAGE, holding.plan_activity, village, outline=outline)
    return row


def publicity(tell: Teller) -> int:
    """Boards and slogans of a hamlet, doors of the village."""
    hamlet, village = _unit(f"{cast.WOHU_VILLAGE}001", Level.HAMLET), _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
    for who, unit, kind, topic, venue, number, days in (
        (HEAD, hamlet, "blackboard", "anti_dv", "womens_home", 1, 12),
        (HEAD, hamlet, "slogan", "equality", "market", 4, 9),
        (VILLAGE, village, "door_to_door", "neighbours", "village", 26, 5),
    ):
        told = {"kind": kind, "topic": topic, "venue": venue, "done_on": _day(tell, days), "number": number}
        tell.does(who, posting.enter_publicity, unit, days=days, **told)
    return 3


STORY = """她结婚多年，丈夫一喝酒就动手。邻居听见了，告诉了站长。站长没有上门评理，只把求助电话悄悄给了她。
她想好以后打了电话，妇联陪她报警，警方出具了告诫书，法院作出了人身安全保护令。
要点：先问她安不安全，听她怎么想；告诫书和保护令都是法律给的办法；不劝她忍。"""


def _signed(tell: Teller, title: str, days: float) -> TeachingCase:
    county = _unit(cast.SHUANGLIAO, Level.COUNTY)
    told = {"title": title, "topic": "anti_dv", "text": STORY, "origin": "made_up"}
    row: TeachingCase = tell.does(OFFICER, teaching.write_story, county, days=days, **told)
    tell.does(OFFICER, teaching.send_story, row.pk, days=days)
    return row


def stories(tell: Teller) -> UUID:
    """One is signed and may be told; one waits for the privacy officer."""
    row = _signed(tell, "一张告诫书", 30)
    tell.does(PRIVACY, teaching.sign_story, row.pk, days=28)
    return _signed(tell, "邻居听见了以后", 1).pk


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now, after the volunteers have been."""
    tell = Teller(now or clock.now())
    return [agreement(tell), health_goes_to_the_village(tell), to_come(tell), publicity(tell), stories(tell)]
