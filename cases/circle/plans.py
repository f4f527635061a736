"""A support plan is drafted, agreed with guardian, child and school, reviewed, and ends by itself (item 108).

What was noted of a child is one of the eight items of 预防未成年人犯罪法 art. 28 or nothing; no word stands for a child.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.circle import people, steps
from cases.circle.frame import LONGEST, REVIEW, act, enter, not_later, on_plan, require
from cases.circle.lists import PLAN_ENDS, PlanEnd, PlanGround, PlanState, SchoolPart
from cases.circle.models import OPEN_PLAN, MinorSupportPlan, PlanGoal, PlanReview, PlanStep
from cases.minors.models import BehaviourNote
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User


def draft_plan(
    case: Case,
    *,
    child: Any = None,
    ground: str,
    goal: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Draft a plan with its first goal. Raises Refusal where one is open, and for behaviour nobody noted under art. 28."""
    require(goal, "goal", _("Write what shall be better for the child."))
    with act(case, "draft_plan", by=by, at=at) as s:
        wards.refuse_shut(s.case)
        minor = people.child_of(s, child)
        people.refuse_adult(s, minor)
        if ground not in PlanGround.values:
            raise Refusal("ground", _("Choose what the plan is for."))
        if ground == PlanGround.BEHAVIOUR and not BehaviourNote.objects.filter(minor=minor).exists():
            raise Refusal("ground", _("Note first which of the eight items of art. 28 it is about."))
        if MinorSupportPlan.objects.filter(minor=minor, state__in=OPEN_PLAN).exists():
            raise Refusal("child", _("A plan for this child is open already."))
        row = enter(s, MinorSupportPlan(minor=minor, ground=ground))
        enter(s, PlanGoal(plan=row), goal=goal)
        people.mark_coming_of_age(s, minor)
        return s.write(detail={"plan": str(row.pk)}, key=key)


def agree_plan(
    case: Case,
    *,
    row: UUID,
    guardian: Any,
    manner: str,
    consented_on: date,
    child_voice: str,
    school: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Guardian, child and school agree: the plan runs, its review is due, its last day is set, its steps have their days.

    Raises Refusal without a step, and beside the field for whoever may not agree.
    """
    if school not in SchoolPart.values:
        raise Refusal("school", _("Choose whether the school takes part."))
    with on_plan(case, row, "agree_plan", by=by, at=at, key=key) as line:
        s, plan = line.s, line.row
        people.refuse_adult(s, plan.minor)
        open_steps = list(PlanStep.objects.filter(plan=plan, ended_on=None))
        if not open_steps:
            raise Refusal("steps", _("Set a step first: what is offered, by whom, until when."))
        told = {"guardian": guardian, "manner": manner, "consented_on": consented_on}
        people.agree(s, plan, plan.minor, **told, child_voice=child_voice)
        plan.school, plan.agreed_on = SchoolPart(school), s.today
        plan.ends_by = s.today + timedelta(days=calculator.length_of(LONGEST, on=s.today))
        s.start(REVIEW, plan.pk)
        for step in open_steps:
            steps.begin(s, step)
        return line.done()


def review_plan(
    case: Case,
    *,
    row: UUID,
    held_on: date,
    guardian_said: str,
    child_said: str,
    school_said: str = "",
    found: str,
    goals_met: Collection[Any] = (),
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Looked at with those who agreed; the days to the next review begin. Raises Refusal without their words."""
    require(guardian_said, "guardian_said", _("Write what the guardian says."))
    require(child_said, "child_said", _("Write what the child says, or how she was heard."))
    require(found, "found", _("Write what goes on and what changes."))
    with on_plan(case, row, "review_plan", by=by, at=at, key=key) as line:
        s, plan = line.s, line.row
        people.refuse_adult(s, plan.minor)
        people.require_consent(s, plan.guardian)
        if plan.school == SchoolPart.TAKES_PART:
            require(school_said, "school_said", _("Write what the school says."))
        not_later(s, held_on, "held_on")
        if held_on < (plan.reviewed_on or plan.agreed_on):
            raise Refusal("held_on", _("That day lies before what came first. Correct it."))
        said = {"guardian_said": guardian_said, "child_said": child_said, "school_said": school_said}
        enter(s, PlanReview(plan=plan, held_on=held_on), **said, found=found)
        met = [getattr(goal, "pk", goal) for goal in goals_met]
        PlanGoal.objects.filter(plan=plan, pk__in=met, met_on=None).update(met_on=held_on)
        line.meet(REVIEW)
        s.start(REVIEW, plan.pk, on=held_on)
        plan.reviewed_on = held_on
        return line.done()


def end_plan(
    case: Case,
    *,
    row: UUID,
    ended_for: str,
    note: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """It ends for a reason, with the family's own view; what still ran of it stops. A draft is given up alone.

    Raises Refusal for goals that are said to be reached while one is open.
    """
    require(note, "note", _("Write why it ends, and what guardian and child say."))
    if ended_for not in PLAN_ENDS:
        raise Refusal("ended_for", _("Choose why it ends."))
    with on_plan(case, row, "end_plan", by=by, at=at, key=key) as line:
        plan = line.row
        if (ended_for == PlanEnd.DROPPED) != (plan.state == PlanState.DRAFTED):
            raise Refusal("ended_for", _("A draft is given up; a plan that runs ends for another reason."))
        waits = PlanGoal.objects.filter(plan=plan, met_on=None)
        if ended_for == PlanEnd.GOALS_MET and waits.exists():
            raise Refusal("ended_for", _("A goal is open still. Review the plan first."))
        for step in PlanStep.objects.filter(plan=plan, ended_on=None):
            line.s.drop(step.pk)
        return line.end(PlanEnd(ended_for), note=note)
