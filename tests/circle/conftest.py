"""A child with a guardian who may be asked, a circle and a plan in one line, told through the product's own verbs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from cases.casefile.models import Case
from cases.circle import circles, contacts, members, plans, steps
from cases.circle.models import PlanGoal, PlanStep
from cases.minors import children, guardians
from sisterhood.lib import clock
from tests.house import House, acting
from tests.minors.conftest import childs, given
from tests.stories import does

MOTHER, FATHER, TEACHER, PHONE = "欧阳玉", "司徒建国", "令狐老师", "13704341199"
GOAL, OFFER, NOTE = "放学后有人陪着写作业", "每周二在村妇女之家辅导", "作业没人辅导，想有个地方写"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture
def day():
    """`day("2026-09-30 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at("2026-09-14 09:00"))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def child(*, by: str = "lin", **facts: Any) -> tuple[Case, UUID]:
    """A sealed matter with a named child and her mother, who may be told."""
    case = childs(by)
    does(by, children.name_child, case, **({"stated_age": 9} | facts))
    return case, guardian(case, by=by)


def guardian(case: Case, *, by: str = "lin", **facts: Any) -> UUID:
    told = {"relation": "mother", "name": MOTHER, "contact_is_safe": True} | facts
    return UUID(does(by, guardians.name_guardian, case, **told).detail["guardian"])


def agreed(mother: UUID, **facts: Any) -> dict[str, Any]:
    told = {"guardian": mother, "manner": "signed", "consented_on": clock.today(), "child_voice": "agrees"}
    return told | facts


def opened(case: Case, mother: UUID, *, by: str = "lin", **facts: Any) -> UUID:
    """Its circle."""
    told = agreed(mother, situation="difficulty") | facts
    return UUID(does(by, circles.open_circle, case, **told).detail["circle"])


def member(case: Case, circle: UUID, *, by: str = "lin", **facts: Any) -> UUID:
    told = {"row": circle, "role": "school", "name": TEACHER, "agreed_on": clock.today()} | facts
    return UUID(does(by, members.name_member, case, **told).detail["member"])


def meets(case: Case, circle: UUID, *, by: str = "lin", **facts: Any) -> None:
    told = {"row": circle, "kind": "visit", "held_on": clock.today(), "outcome": "well"} | facts
    does(by, contacts.hold_contact, case, **told)


def leave(house: House, case: Case) -> None:
    """lin has leave to read, however the clock of a test moves."""
    row = given(case, hours=24)
    house.raw("update cases_minoraccessgrant set until = now() + interval '900 days' where id = %s", [row.pk])


def drafted(case: Case, *, by: str = "lin", **facts: Any) -> UUID:
    told = {"ground": "care", "goal": GOAL} | facts
    return UUID(does(by, plans.draft_plan, case, **told).detail["plan"])


def goal_of(plan: UUID) -> UUID:
    with acting("lin"):
        return PlanGoal.objects.filter(plan=plan).values_list("pk", flat=True)[0]


def stepped(case: Case, plan: UUID, due_on: date, **facts: Any) -> UUID:
    told = {"row": plan, "goal": goal_of(plan), "what": OFFER, "due_on": due_on} | facts
    does("lin", steps.set_step, case, **told)
    with acting("lin"):
        return PlanStep.objects.filter(plan=plan).order_by("-id").values_list("pk", flat=True)[0]


def running(house: House, *, due_on: date | None = None, **facts: Any) -> tuple[Case, UUID, UUID]:
    """A plan that was agreed on, with one step; lin has leave."""
    case, mother = child(**facts)
    leave(house, case)
    plan = drafted(case)
    step = stepped(case, plan, due_on or clock.today())
    does("lin", plans.agree_plan, case, row=plan, **agreed(mother), school="takes_part")
    return case, plan, step


def review(plan: UUID, **facts: Any) -> dict[str, Any]:
    said = {
        "guardian_said": "孩子开心多了",
        "child_said": "喜欢去",
        "school_said": "作业按时交",
        "found": "继续",
    }
    return {"row": plan, "held_on": clock.today()} | said | facts


def state(house: House, table: str, row: UUID) -> tuple[str, str]:
    return house.raw(f"select state, ended_for from cases_{table} where id = %s", [row])[0]


def ticking(house: House, case: Case) -> dict[str, datetime]:
    """Running clocks of circles and plans of a matter, with the moment each is due."""
    statement = """select limit_id, due_at from network_clock where subject_id = %s and state = 'running'
                    and (limit_id like 'circle.%%' or limit_id like 'plan.%%')"""
    return {name: clock.in_zone(due) for name, due in house.raw(statement, [case.pk])}
