"""Services of the demo: experts on the rota and a joint session to come, a letter the court has not answered, a night of danger."""

from datetime import datetime, time, timedelta
from uuid import UUID

from cases.casefile.models import Case
from cases.consultations import booking
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.petitions import hand_over, transitions
from cases.petitions.told import Contact, Named
from cases.protection import contact, danger, orders
from cases.referrals import answers, letters, opening
from cases.referrals.models import ServiceItem
from network.access import rest
from network.agencies.models import Agency
from network.duty.rota import booking as chairs
from network.duty.rota import experts, shifts
from network.duty.rota.models import Expert
from network.staff.appointments import scope_of
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo.cast import SHUANGLIAO
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

PLACE, AFTERNOON = "双辽市妇联 一楼咨询室", (time(13), time(17))
# user name, kind, papers beside the term
EXPERTS = (
    ("duan", "legal_adviser", {"licence_no": "12203202011234567", "firm": "双辽正义律师事务所"}),
    ("yan", "counsellor", {"qualification": "二级心理咨询师"}),
)


def _on_the_list(unit: Unit, username: str, kind: str, told: dict, *, by: User) -> Expert:
    today = clock.today()
    facts = {"term_from": today - timedelta(days=200), "term_until": today + timedelta(days=500)} | told
    if kind == "legal_adviser":
        facts["licence_until"] = today + timedelta(days=300)
    who = User.objects.get(username=username)
    row = experts.enter_expert(who, unit=unit, papers=experts.Papers(**facts), by=by)
    experts.set_hours(row, dict.fromkeys(range(7), (time(8), time(18))), by=by)
    return row


def on_the_rota(tell: Teller) -> int:
    """A lawyer and a counsellor, three afternoons of the days to come: two confirmed, one still offered."""
    unit = Unit.objects.current().get(code=SHUANGLIAO, level=2)
    both = tuple(tell.does("lin", _on_the_list, unit, *row, days=20) for row in EXPERTS)
    planned = 0
    for ahead in (1, 3, 6):
        day = clock.local_date(tell.now) + timedelta(days=ahead)
        plan = shifts.Plan(day=day, begins=AFTERNOON[0], ends=AFTERNOON[1], place=PLACE, experts=both)
        rows = tell.does("lin", shifts.plan_shifts, plan, unit=unit, days=2)
        for row, (username, *_rest) in zip(rows, EXPERTS, strict=True):
            tell.does("lin", shifts.offer, row, days=2)
            if ahead < 6:
                tell.does(username, shifts.confirm, row, days=1)
            planned += 1
    return planned


def joint_session(tell: Teller) -> Case:
    """Divorce and sleepless nights: lawyer and counsellor together, booked for one of those afternoons."""
    case = tell.registers(
        "lin",
        days=3,
        channel="visit",
        category="marriage_family",
        request="想问离婚怎么办,也想和人说说。",
        facts="分居半年,夜里睡不着,想先了解手续再作决定。",
        petitioner=Named(name="郭晓梅", phone="13900000031", gender="female", birth_year=1988),
        contact=Contact(may_call=True, hours="午休时"),
    )
    tell.does("lin", transitions.triage, case, days=2.9, route="R1", category="marriage_family")
    user = User.objects.get(username="lin")
    with clock.moved_to(tell.now - timedelta(hours=20)), rest.acting_as(scope_of(user)) as scope:
        window = chairs.free("joint", scope, at=clock.now())[0]
        booking.book_consultation(Case.objects.get(pk=case.pk), kind="joint", window=window, by=user)
    return case


def letter_unanswered(tell: Teller) -> Case:
    """To the court with one neutral sentence; presented a week ago, and the court is silent."""
    case = tell.registers(
        "lin",
        days=12,
        channel="visit",
        category="property",
        request="要起诉分割共有房产,不知道怎么立案。",
        facts="调解两次没谈成,材料已经备齐。",
        petitioner=Named(
            name="崔玉珍",
            phone="13900000032",
            id_number="220382197905050024",
            gender="female",
            birth_year=1979,
        ),
        contact=Contact(may_call=True),
    )
    tell.does("lin", transitions.triage, case, days=11.9, route="R1", category="property")
    row = tell.does("lin", _to_the_court, case, days=9)
    tell.does("lin", opening.check_eligibility, case, days=9, row=row, note="属于本市法院管辖,材料齐全。")
    agreed = clock.local_date(tell.now - timedelta(days=9))
    facts = {"shared": "介绍信上的内容", "manner": "signed", "given_on": agreed}
    tell.does("lin", opening.record_referral_consent, case, days=9, row=row, **facts)
    paper: Document = tell.does("lin", letters.draw_letter, case, days=8.9, row=row)
    tell.does("gao", papers.approve, paper, days=8.8)
    tell.does("lin", papers.issue, paper, days=8.7)
    shown = clock.local_date(tell.now - timedelta(days=7))
    tell.does("lin", answers.present_letter, case, days=7, row=row, presented_on=shown)
    return case


def _to_the_court(case: Case, *, by: User) -> UUID:
    item = ServiceItem.objects.filter(agency_kind="court", active=True).order_by("pk")[0]
    agency = Agency.objects.for_case_of(case.unit).filter(kind="court")[0]
    opened = opening.open_referral(case, item=item, agency=agency, need="想立案,要人指路。", by=by)
    return UUID(opened.detail["referral"])


def night_of_danger(tell: Teller) -> Case:
    """Reported by the station at night: safe by now, and the court has the application for a protection order."""
    case = tell.registers(
        "he",
        days=1.6,
        channel="station",
        safety="urgent",
        category="marriage_family",
        request="不敢回家,请帮帮我。",
        facts="当晚被打后抱着孩子跑到站长家,已打110。",
        petitioner=Named(name="秀云", is_alias=True, gender="female"),
        contact=Contact(code_word="来取玉米种"),
    )
    tell.does("lin", hand_over.take_up, case, days=1.58)
    wants = {"wants": ["police", "order"], "told_before": True}
    told = {"injuries": "手臂青紫,已到镇卫生院验伤。"}
    tell.does("lin", contact.meet_first, case, days=1.55, told=told, **wants)
    tell.does("lin", _safe_by_now, case, days=1.5)
    tell.does("lin", _asks_the_court, case, days=0.8)
    return case


def _safe_by_now(case: Case, *, by: User) -> None:
    for step, said in (("duty_told", "电话告知县值班。"), ("safety", "她和孩子在亲戚家,联系方式已约定。")):
        danger.do_danger_step(case, step=step, done_at=clock.now(), note=said, by=by)


def _asks_the_court(case: Case, *, by: User) -> None:
    drafted = orders.draft_order(
        case,
        applicant="herself",
        will="wants",
        measures=["no_violence", "no_contact"],
        court="双辽市人民法院",
        respondent="同住的丈夫",
        facts="近一个月第三次动手。",
        by=by,
    )
    row, now = UUID(drafted.detail["order"]), clock.now()
    orders.file_order(case, row=row, filed_at=now, by=by)
    orders.court_accepts(case, row=row, accepted_at=now, by=by)


def tell_all(now: datetime | None = None) -> list[Case]:
    """All of it; the database login must be `app`."""
    tell = Teller(now or clock.now())
    on_the_rota(tell)
    return [joint_session(tell), letter_unanswered(tell), night_of_danger(tell)]
