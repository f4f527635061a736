"""Health of the demo: relief granted in one county, asked for twice in another; a screening with its counts; a claim in time.

Everybody in it is invented; the identity numbers are made up and belong to no district that exists.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from network.units.models import Level, Unit
from outreach.health.insurance import verbs as insurance
from outreach.health.relief import checks, ending, verbs, window
from outreach.health.relief.lists import ALLOWED, Hardship, Paper
from outreach.health.relief.models import CancerReliefApplication
from outreach.health.relief.verbs import Told
from outreach.health.screening import verbs as screening
from outreach.health.screening.models import ScreeningRound
from outreach.health.treatment import verbs as treatment
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

# Village, and who takes the steps of village, township, county leader and county officer.
WOHU = (cast.WOHU_VILLAGE, "luo", "tian", "gao", "lin")
SHANMEN = (cast.SHANMEN_VILLAGE, "li", "qian", "feng", "zheng")
FIRST, SECOND, THIRD = "990382197503120023", "990382196811230043", "990303198004050023"
LIST = ("令狐玉梅", "尉迟桂兰", "司徒淑琴", "上官秀云", "欧阳凤英", "皇甫艳华")


def _village(code: str) -> Unit:
    return Unit.objects.current().get(code=code, level=Level.VILLAGE)


def year(tell: Teller) -> None:
    """The city opens the window; the county offers a plan. Everything stays within this year."""
    today = clock.local_date(tell.now)
    opens = max(today - timedelta(days=40), date(today.year, 1, 1))
    facts: dict[str, Any] = {"year": today.year, "opens_on": opens, "closes_on": today + timedelta(days=20)}
    facts |= {"cut_off_on": today, "amount": 10000, "hardships": Hardship.values}
    facts["diagnoses"] = [str(each) for each in ALLOWED]
    city = Unit.objects.current().get(code=cast.SIPING, level=Level.CITY)
    tell.does("wu", window.open_window, city, **facts)


def _asks(tell: Teller, line: tuple[str, ...], name: str, **more: Any) -> CancerReliefApplication:
    today = clock.local_date(tell.now)
    facts: dict[str, Any] = {"name": name, "phone": "", "hardship": "subsistence", "is_relative": False}
    facts |= {"no_publicity": True, "consented_on": today, "consent_how": "signed"}
    found: CancerReliefApplication = tell.does(
        line[1], verbs.nominate_relief, _village(line[0]), **facts | more
    )
    return found


def _to_county(tell: Teller, line: tuple[str, ...], name: str, number: str) -> CancerReliefApplication:
    today = clock.local_date(tell.now)
    row = _asks(tell, line, name)
    papers = Told(
        id_number=number,
        bank="农商银行",
        account="6200000000000000000",
        diagnosis="cervical_IIB",
        hospital="市中心医院",
        grade="tertiary",
        source="card",
        holds_from=today - timedelta(days=300),
        holds_until=today + timedelta(days=90),
        cost=52000,
        reimbursed=31000,
    )
    tell.does(line[1], verbs.complete_papers, row.pk, told=papers, seen=list(Paper.values))
    tell.does(line[1], checks.check_village, row.pk)
    tell.does(line[2], checks.check_township, row.pk)
    return row


def relief(tell: Teller) -> list[CancerReliefApplication]:
    """One is paid, one waits at the county, one asks a second time elsewhere, and one has just been put forward."""
    today = clock.local_date(tell.now)
    paid = _to_county(tell, WOHU, "尉迟秋霞", FIRST)
    tell.does("gao", checks.verify_relief, paid.pk, compared=checks.DATA)
    tell.does("wu", checks.sum_relief, paid.pk)
    tell.does("zhou", ending.submit_relief, paid.pk)
    tell.does("wu", ending.approve_relief, paid.pk, answered_on=today)
    tell.does("lin", ending.pay_relief, paid.pk, paid_on=today, paid=10000)
    waits = _to_county(tell, WOHU, "令狐春兰", SECOND)
    again = _to_county(tell, SHANMEN, "尉迟秋霞", FIRST)
    return [paid, waits, again, _asks(tell, WOHU, "司徒玉芬", hardship="expense")]


def round_of_a_village(tell: Teller) -> ScreeningRound:
    """Six were told, five came; the hospital counted one and followed her up."""
    held_on = clock.local_date(tell.now) - timedelta(days=8)
    village = _village(cast.WOHU_VILLAGE)
    told: dict[str, Any] = {"held_on": held_on, "place": "村卫生室", "due": 40}
    row = tell.does("luo", screening.plan_screening, village, days=12, **told)
    slots = [
        tell.does("luo", screening.add_slot, row.pk, name=name, phone="", at_time=time(9, 10 * n), days=12)
        for n, name in enumerate(LIST)
    ]
    tell.does("luo", screening.invite_screening, row.pk, days=11)
    for slot in slots[:5]:
        tell.does("luo", screening.mark_slot, row.pk, slot=slot.pk, attended=True, days=8)
    tell.does("luo", screening.hold_screening, row.pk, days=7.9)
    counts: dict[str, Any] = {"examined": 5, "abnormal": 1, "followed_up": 1}
    tell.does("lin", screening.count_screening, row.pk, days=3, **counts)
    found: ScreeningRound = tell.does(
        "luo", screening.ask_again, row.pk, slot=slots[5].pk, again_at=tell.now + timedelta(days=5)
    )
    return found


def chosen(tell: Teller) -> list[Any]:
    """A plan of the county, one woman who chose it, her claim; and one who wants somebody to look in."""
    today = clock.local_date(tell.now)
    start = max(today - timedelta(days=120), date(today.year, 1, 1))
    terms = insurance.Terms(
        name="女性安康保险（示例）",
        insurer="示例人寿保险公司",
        covers="六种女性恶性肿瘤；等待期内确诊、参保前已确诊的不保",
        premium=100,
        insured=50000,
        waiting_days=0,
        claim_days=180,
        enrol_from=start,
        enrol_until=today + timedelta(days=30),
        starts_on=start,
        ends_on=start + timedelta(days=364),
    )
    county = Unit.objects.current().get(code=cast.SHUANGLIAO, level=Level.COUNTY)
    plan = tell.does("lin", insurance.set_plan, county, terms=terms)
    facts: dict[str, Any] = {"name": "令狐玉梅", "id_number": THIRD, "phone": "", "payer": "herself"}
    facts |= {"chose_herself": True, "told_terms": True, "chosen_on": today}
    village = _village(cast.WOHU_VILLAGE)
    woman = tell.does("luo", insurance.enrol_insurance, village, plan=plan.pk, **facts)
    claim = tell.does("luo", insurance.open_claim, woman.pk, happened_on=today)
    asked: dict[str, Any] = {"name": "尉迟秋霞", "phone": "", "consented_on": today, "consent_how": "signed"}
    return [plan, claim, tell.does("luo", treatment.begin_treatment, village, **asked)]


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    year(tell)
    return [*relief(tell), round_of_a_village(tell), *chosen(tell)]
