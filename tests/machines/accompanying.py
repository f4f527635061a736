"""陪伴和帮扶计划 of a child (items 107, 108): stories and verbs. A table."""

from datetime import timedelta
from typing import Any

from cases.casefile.models import Case
from cases.circle import circles, contacts, members, plans, steps
from cases.circle.models import MinorContactCircle, MinorSupportPlan
from cases.circle.states import CIRCLE, PLAN
from network.staff.models import User
from sisterhood.lib import clock
from tests.circle import conftest as child
from tests.house import House
from tests.machines.hands import NOTE, OWNERS, on_matter, on_part, on_row
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.stories import does


def _child(_house: House) -> Standing:
    case, mother = child.child()
    return Standing(None, case.pk, {"guardian": mother})


def _circle(ended: bool = False) -> Road:
    """A circle with a teacher in it, and a volunteer whose records were looked up."""

    def walk(_house: House) -> Standing:
        case, mother = child.child()
        row = child.opened(case, mother)
        member = child.member(case, row)
        looked = {"role": "caring", "name": "志愿者某", "checked_on": clock.today()}
        checked = child.member(case, row, **looked)
        if ended:
            does("lin", circles.end_circle, case, row=row, ended_for="not_needed", note=NOTE)
        return Standing(row, case.pk, {"guardian": mother, "member": member, "checked": checked})

    return walk


def _agrees(verb: Any, *, row: bool, **facts: Any) -> Verb:
    """With the guardian who agrees today."""

    def run(standing: Standing, user: User) -> Any:
        told = child.agreed(standing.more["guardian"], **facts)
        of = {"row": standing.row} if row else {}
        return verb(Case(pk=standing.case), by=user, **of, **told)

    return run


CIRCLE_MACHINE = Machine(
    name="contact circle",
    table=CIRCLE,
    drawn=("circle.md", 0),
    model=MinorContactCircle,
    begins={"open_circle": OWNERS},
    roads={NOTHING: _child, "standing": _circle(), "ended": _circle(ended=True)},
    steps={
        "open_circle": _agrees(circles.open_circle, row=False, situation="difficulty"),
        "hold_contact": on_row(contacts.hold_contact, kind="visit", held_on=clock.today, outcome="well"),
        "name_member": on_row(members.name_member, role="school", name="另一位老师", agreed_on=clock.today),
        "renew_member_check": on_part(members.renew_member_check, "checked", checked_on=clock.today),
        "end_member": on_part(members.end_member, "member", note=NOTE),
        "renew_circle_consent": _agrees(circles.renew_circle_consent, row=True),
        "end_circle": on_row(circles.end_circle, ended_for="not_needed", note=NOTE),
    },
)


def _plan(*, runs: bool, end: str = "") -> Road:
    """A plan with a goal and a step; she who drew it up has leave to read."""

    def walk(house: House) -> Standing:
        case, mother = child.child()
        child.leave(house, case)
        row = child.drafted(case)
        step = child.stepped(case, row, clock.today() + timedelta(days=9))
        if runs:
            does("lin", plans.agree_plan, case, row=row, **child.agreed(mother), school="takes_part")
        if end:
            does("lin", plans.end_plan, case, row=row, ended_for=end, note=NOTE)
        return Standing(row, case.pk, {"guardian": mother, "goal": child.goal_of(row), "step": step})

    return walk


def _with_leave(house: House) -> Standing:
    case, _mother = child.child()
    child.leave(house, case)
    return Standing(None, case.pk)


def _hers_with_leave(walk: Walk, hers: Hers) -> None:
    """Her matter, and her leave to read it."""
    walk.give_matters(hers)
    cases = [each.case for each in walk.standing.values()]
    walk.seats.hands.execute(
        "update cases_minoraccessgrant set reader_id = %s where case_id = any(%s)", [hers.user.pk, cases]
    )


def _sets_step(standing: Standing, user: User) -> Any:
    facts = {"goal": standing.more["goal"], "what": NOTE, "due_on": clock.today()}
    return steps.set_step(Case(pk=standing.case), row=standing.row, by=user, **facts)


def _reviews(standing: Standing, user: User) -> Any:
    return plans.review_plan(Case(pk=standing.case), by=user, **child.review(standing.row))


def _ends(standing: Standing, user: User) -> Any:
    """A draft is given up; a plan that runs ends for another reason."""
    with_words = {"row": standing.row, "note": NOTE, "by": user}
    draft = MinorSupportPlan.objects.filter(pk=standing.row, state="drafted").exists()
    return plans.end_plan(Case(pk=standing.case), ended_for="dropped" if draft else "wish", **with_words)


PLAN_MACHINE = Machine(
    name="support plan",
    table=PLAN,
    drawn=("circle.md", 1),
    model=MinorSupportPlan,
    begins={"draft_plan": OWNERS},
    hand=_hers_with_leave,
    roads={
        NOTHING: _with_leave,
        "drafted": _plan(runs=False),
        "running": _plan(runs=True),
        "ended": _plan(runs=True, end="wish"),
    },
    steps={
        "draft_plan": on_matter(plans.draft_plan, ground="care", goal=NOTE),
        "set_goal": on_row(steps.set_goal, goal=NOTE),
        "set_step": _sets_step,
        "agree_plan": _agrees(plans.agree_plan, row=True, school="takes_part"),
        "finish_step": on_part(steps.finish_step, "step", became="done", ended_on=clock.today),
        "review_plan": _reviews,
        "end_plan": _ends,
    },
)
