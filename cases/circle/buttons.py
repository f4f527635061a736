"""Which form and which function stand behind each step of a circle or a plan. A table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.circle import circles, contacts, members, plans, steps
from cases.circle import forms as f
from cases.circle.models import CircleMember, MinorContactCircle, MinorSupportPlan, PlanStep
from cases.circle.states import CIRCLE, LABELS
from cases.coordination.buttons import Button

_NOTED = _("It is written down.")


@dataclass(frozen=True)
class Step(Button):
    """A step with the rows it is about (none: the matter itself), and whether it needs leave to read."""

    of: Any = None
    needs_leave: bool = False


STEPS: dict[str, Step] = {
    "open_circle": Step(
        f.OpenForm,
        circles.open_circle,
        _("Open a contact circle: a guardian agrees, and the child is asked."),
        "users",
        _("The circle is open. Name the adults who stand in it."),
    ),
    "draft_plan": Step(
        f.DraftForm,
        plans.draft_plan,
        _("Draft a support plan with its first goal."),
        "file-pen",
        _("The draft is there. Set its steps, then agree on it with guardian, child and school."),
        needs_leave=True,
    ),
}
ROW_STEPS: dict[str, Step] = {
    "name_member": Step(
        f.MemberForm,
        members.name_member,
        _("Name an adult of the circle; nobody stands in it unasked."),
        "user-plus",
        _("She or he stands in the circle."),
        MinorContactCircle,
    ),
    "hold_contact": Step(
        f.ContactForm,
        contacts.hold_contact,
        _("Write down a visit or a call."),
        "phone",
        _NOTED,
        MinorContactCircle,
    ),
    "renew_circle_consent": Step(
        f.AgreedForm,
        circles.renew_circle_consent,
        _("Take the consent anew, from the same guardian or another one."),
        "file-check",
        _NOTED,
        MinorContactCircle,
    ),
    "end_circle": Step(
        f.EndCircleForm,
        circles.end_circle,
        _("The circle ends."),
        "undo-2",
        _("The circle has ended; nothing of it runs any more."),
        MinorContactCircle,
    ),
    "renew_member_check": Step(
        f.CheckForm,
        members.renew_member_check,
        _("Records of this volunteer were looked up again."),
        "file-check",
        _NOTED,
        CircleMember,
    ),
    "end_member": Step(
        f.NoteForm, members.end_member, _("She or he leaves the circle."), "undo-2", _NOTED, CircleMember
    ),
    "set_goal": Step(
        f.GoalForm, steps.set_goal, _("Set one more goal."), "circle-check", _NOTED, MinorSupportPlan, True
    ),
    "set_step": Step(
        f.StepForm,
        steps.set_step,
        _("Set a step: an offer, who sees to it, until when."),
        "file-plus",
        _NOTED,
        MinorSupportPlan,
        True,
    ),
    "agree_plan": Step(
        f.AgreePlanForm,
        plans.agree_plan,
        _("Agree on the plan with guardian, child and school; from then on it runs."),
        "circle-check",
        _("The plan runs; its review has a day."),
        MinorSupportPlan,
        True,
    ),
    "review_plan": Step(
        f.ReviewForm,
        plans.review_plan,
        _("Review the plan with those who agreed."),
        "rotate-ccw",
        _("Reviewed; the next review has a day."),
        MinorSupportPlan,
        True,
    ),
    "end_plan": Step(
        f.EndPlanForm,
        plans.end_plan,
        _("The plan ends, with the family's own view."),
        "undo-2",
        _("The plan has ended; its words are destroyed after a while."),
        MinorSupportPlan,
        True,
    ),
    "finish_step": Step(
        f.FinishForm,
        steps.finish_step,
        _("What became of this step."),
        "check",
        _NOTED,
        PlanStep,
        True,
    ),
}
OF_CIRCLE = tuple(
    each.event for each in CIRCLE.transitions if each.event not in ("renew_member_check", "end_member")
)
OF_PLAN = ("set_step", "set_goal", "agree_plan", "review_plan", "end_plan")

__all__ = ["LABELS", "OF_CIRCLE", "OF_PLAN", "ROW_STEPS", "STEPS", "Step"]
