"""Goals and steps of a plan: offers, each with somebody who sees to it and a day."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.circle import people
from cases.circle.frame import STEP, Act, enter, not_later, on_plan, on_step, one, require
from cases.circle.lists import PlanState, StepEnd
from cases.circle.models import CircleMember, PlanGoal, PlanStep
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User


def begin(s: Act, step: PlanStep) -> None:
    """The clock of a step ends with its own day, however long the policy counts."""
    length = calculator.length_of(STEP, on=step.due_on)
    s.start(STEP, step.pk, on=step.due_on - timedelta(days=length))


def set_goal(
    case: Case, *, row: UUID, goal: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """One more goal. Raises Refusal for an empty one."""
    require(goal, "goal", _("Write what shall be better for the child."))
    with on_plan(case, row, "set_goal", by=by, at=at, key=key) as line:
        people.refuse_adult(line.s, line.row.minor)
        enter(line.s, PlanGoal(plan=line.row), goal=goal)
        return line.done()


def set_step(
    case: Case,
    *,
    row: UUID,
    goal: Any,
    what: str,
    member: Any = None,
    due_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """One step towards a goal: what is offered, who of the circle sees to it (or the owner), until when.

    Its days run from the agreement on. Raises Refusal for a day that has passed and for somebody outside the circle.
    """
    require(what, "what", _("Write what is offered."))
    with on_plan(case, row, "set_step", by=by, at=at, key=key) as line:
        s = line.s
        people.refuse_adult(s, line.row.minor)
        towards: PlanGoal = one(s, PlanGoal, getattr(goal, "pk", goal), plan=line.row)
        if due_on < s.today:
            raise Refusal("due_on", _("That day has passed."))
        step = PlanStep(plan=line.row, goal=towards, due_on=due_on, member=_sees_to_it(s, line.row, member))
        enter(s, step, what=what)
        if line.row.state == PlanState.RUNNING:
            begin(s, step)
        return line.done()


def _sees_to_it(s: Act, plan: Any, member: Any) -> CircleMember | None:
    if member is None:
        return None
    found: CircleMember = one(s, CircleMember, getattr(member, "pk", member))
    if found.ended_at is not None or found.circle.minor_id != plan.minor_id:
        raise Refusal("member", _("She does not stand in the circle of this child."))
    return found


def finish_step(
    case: Case,
    *,
    row: UUID,
    became: str,
    ended_on: date,
    note: str = "",
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """A step is done, or dropped with a reason; its clock is met, or stops unmet."""
    if became not in StepEnd.values:
        raise Refusal("became", _("Choose what became of it."))
    with on_step(case, row, "finish_step", by=by, at=at, key=key) as (line, step):
        not_later(line.s, ended_on, "ended_on")
        if became == StepEnd.DROPPED:
            require(note, "note", _("Please say why."))
            line.s.drop(step.pk)
        else:
            line.s.meet(STEP, step.pk)
        step.became, step.ended_on = StepEnd(became), ended_on
        step.save(update_fields=["became", "ended_on"])
        return line.done(note=note)
