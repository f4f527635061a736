"""The frame of every act on a circle or a plan: as of any work on a matter, in the hands of the matter's owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.circle.models import CircleMember, MinorContactCircle, MinorSupportPlan, PlanStep
from cases.circle.states import CIRCLE, PLAN
from cases.coordination import frame
from cases.coordination.frame import Act, act, enter, one, require
from network.access.gate import Refusal
from network.staff.models import User

RHYTHM, PARENTS, CHECK = "circle.contact", "circle.parents", "circle.check"
REVIEW, STEP, LONGEST, KEEP = "plan.review", "plan.step", "plan.longest", "plan.keep"


@dataclass
class Line(frame.Line):
    """One act on one circle or plan; `key` is the event's, made of the form that asked for it."""

    key: UUID | None = None
    name: str = "circle"

    def done(self, *, note: str = "", detail: dict | None = None) -> Event:
        """Set the state and write the event."""
        self.row.state = self.target
        self.row.save(update_fields=self.row.WRITTEN)
        return self.s.write(note=note, detail={self.name: str(self.row.pk)} | (detail or {}), key=self.key)

    def end(self, reason: str, *, note: str) -> Event:
        """Nothing of it runs any more."""
        self.s.drop(self.row.pk)
        self.row.ended_for, self.row.ended_at = reason, self.s.at
        return self.done(note=note, detail={"ended_for": reason})


@contextmanager
def on_circle(
    case: Case, row: Any, verb: str, *, by: User, at: datetime | None, key: UUID | None = None
) -> Iterator[Line]:
    """Raises Refusal (gate, gone, closed) or IllegalTransition (state table), all with a sentence."""
    with act(case, verb, by=by, at=at) as s:
        found: MinorContactCircle = one(s, MinorContactCircle, row)
        yield Line(s, found, CIRCLE.next(found.state, verb), key, "circle")


@contextmanager
def on_member(
    case: Case, row: UUID, verb: str, *, by: User, at: datetime | None, key: UUID | None = None
) -> Iterator[tuple[Line, CircleMember]]:
    """One adult of a circle that stands. Raises Refusal when she has left it."""
    with act(case, verb, by=by, at=at) as s:
        member: CircleMember = one(s, CircleMember, row)
        circle: MinorContactCircle = one(s, MinorContactCircle, member.circle_id)
        line = Line(s, circle, CIRCLE.next(circle.state, verb), key, "circle")
        if member.ended_at is not None:
            raise Refusal("ended", _("She has left the circle already."))
        yield line, member


@contextmanager
def on_plan(
    case: Case, row: Any, verb: str, *, by: User, at: datetime | None, key: UUID | None = None
) -> Iterator[Line]:
    """As `on_circle`; who works on what a plan says has leave to read it, or is refused with the sentence."""
    with act(case, verb, by=by, at=at) as s:
        found: MinorSupportPlan = one(s, MinorSupportPlan, row)
        target = PLAN.next(found.state, verb)
        wards.refuse_shut(s.case)
        yield Line(s, found, target, key, "plan")


@contextmanager
def on_step(
    case: Case, row: UUID, verb: str, *, by: User, at: datetime | None, key: UUID | None = None
) -> Iterator[tuple[Line, PlanStep]]:
    """One step of a plan. Without leave nobody knows that it exists."""
    with act(case, verb, by=by, at=at) as s:
        wards.refuse_shut(s.case)
        step: PlanStep = one(s, PlanStep, row)
        plan: MinorSupportPlan = one(s, MinorSupportPlan, step.plan_id)
        line = Line(s, plan, PLAN.next(plan.state, verb), key, "plan")
        if not step.is_open():
            raise Refusal("ended", _("This step has ended already."))
        yield line, step


def not_later(s: Act, day: date, field: str) -> None:
    """Raises Refusal for a day to come."""
    if day > s.today:
        raise Refusal(field, _("That day lies in the future."))


__all__ = [
    "CHECK",
    "KEEP",
    "LONGEST",
    "PARENTS",
    "REVIEW",
    "RHYTHM",
    "STEP",
    "Act",
    "Line",
    "act",
    "enter",
    "not_later",
    "on_circle",
    "on_member",
    "on_plan",
    "on_step",
    "one",
    "require",
]
