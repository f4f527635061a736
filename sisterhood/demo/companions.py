"""A child of the demo whose parents work elsewhere: the adults around her, one visit, and a plan with her school."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.circle import circles, contacts, members, plans, steps
from cases.circle.models import CircleMember, PlanGoal
from cases.minors import access, children, guardians
from cases.petitions.told import Contact, Named
from sisterhood.demo.children import report_in_time
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

OFFICER, LEADER = "lin", "gao"
OPENED, VISITED = 40, 27


def _day(tell: Teller, days: float) -> Any:
    return clock.local_date(tell.now - timedelta(days=days))


def boy_who_stays_with_his_grandfather(tell: Teller) -> Case:
    """His grandfather agreed; teacher and village director stand in the circle; the next visit is near, the plan is new."""
    case = tell.registers(
        OFFICER,
        days=OPENED + 1,
        channel="visit",
        category="person",
        safety="minor",
        request="父母常年在外,想请人多陪陪孙子。",
        facts="孩子十一岁,跟着爷爷过,作业没人辅导,放学后一个人在家。",
        petitioner=Named(name="殷长顺", phone="13900000071", gender="male", birth_year=1957),
        contact=Contact(may_call=True),
    )
    report_in_time(tell, case, days=OPENED + 1, trigger="abandoned", noticed_by="殷长顺", body="双辽市公安局")
    tell.does(OFFICER, children.name_child, case, days=OPENED, name="小树", gender="male", stated_age=11)
    told = {"relation": "grandparent", "name": "殷长顺", "phone": "13900000071", "contact_is_safe": True}
    guardian = UUID(tell.does(OFFICER, guardians.name_guardian, case, days=OPENED, **told).detail["guardian"])
    agreed = {"guardian": guardian, "manner": "signed", "child_voice": "agrees"}
    opened = agreed | {"situation": "left_behind", "consented_on": _day(tell, OPENED)}
    circle = UUID(tell.does(OFFICER, circles.open_circle, case, days=OPENED, **opened).detail["circle"])
    for role, name, phone in (
        ("school", "方老师", "13900000072"),
        ("director", "柳主任", "13900000073"),
    ):
        adult = {"row": circle, "role": role, "name": name, "phone": phone}
        tell.does(OFFICER, members.name_member, case, days=OPENED, **adult, agreed_on=_day(tell, OPENED))
    visit = {"row": circle, "kind": "visit", "held_on": _day(tell, VISITED), "outcome": "need"}
    visit |= {"parents_on": _day(tell, VISITED + 2), "note": "放学后没人陪,想有个地方写作业。"}
    tell.does(OFFICER, contacts.hold_contact, case, days=VISITED, **visit)
    _plan(tell, case, agreed)
    return case


def _plan(tell: Teller, case: Case, agreed: dict[str, Any]) -> None:
    asked = {"reason": "handling", "words": "与学校、爷爷一起商定支持计划。", "hours": 24}
    row = tell.does(OFFICER, access.ask_minor_access, case, days=0.04, **asked)
    tell.does(LEADER, access.approve_minor_access, row, days=0.03, note="同意。")
    draft = {"ground": "care", "goal": "放学后有人陪着写作业"}
    plan = UUID(tell.does(OFFICER, plans.draft_plan, case, days=0.02, **draft).detail["plan"])
    teacher = tell.does(OFFICER, _teacher_and_goal, case, days=0.02)
    step = {"goal": teacher[1], "member": teacher[0], "what": "每周二、周四在村妇女之家辅导作业"}
    tell.does(OFFICER, steps.set_step, case, days=0.02, row=plan, **step, due_on=_day(tell, -14))
    told = agreed | {"consented_on": _day(tell, 0.02), "school": "takes_part"}
    tell.does(OFFICER, plans.agree_plan, case, days=0.01, row=plan, **told)


def _teacher_and_goal(case: Case, *, by: Any) -> tuple[CircleMember, PlanGoal]:
    """Read by whoever has leave."""
    member = CircleMember.objects.get(case=case, role="school", entered_by=by)
    return member, PlanGoal.objects.get(case=case)


def tell_all(now: datetime | None = None) -> list[Case]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    return [boy_who_stays_with_his_grandfather(tell)]
