"""The states of a contact circle and of a support plan (items 107, 108); the diagrams are printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.circle.lists import CircleState, PlanState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

_STANDING, _ENDED, _OPEN = ("standing",), "ended", ("drafted", "running")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


CIRCLE = StateTable(
    name="contact circle",
    states=dict(CircleState.choices),
    initial=CircleState.STANDING,
    transitions=(
        _on("hold_contact", _STANDING, "standing", _("write down a visit or call")),
        _on("name_member", _STANDING, "standing", _("name an adult of the circle")),
        _on("renew_member_check", _STANDING, "standing", _("records looked up again")),
        _on("end_member", _STANDING, "standing", _("she leaves the circle")),
        _on("renew_circle_consent", _STANDING, "standing", _("take the consent anew")),
        _on("end_circle", _STANDING, _ENDED, _("end the circle")),
    ),
)
PLAN = StateTable(
    name="support plan",
    states=dict(PlanState.choices),
    initial=PlanState.DRAFTED,
    transitions=(
        _on("set_goal", ("drafted",), "drafted", _("set a goal")),
        _on("set_goal", ("running",), "running", _("set a goal")),
        _on("set_step", ("drafted",), "drafted", _("set a step")),
        _on("set_step", ("running",), "running", _("set a step")),
        _on("agree_plan", ("drafted",), "running", _("agree on the plan")),
        _on("finish_step", ("running",), "running", _("a step is done or dropped")),
        _on("review_plan", ("running",), "running", _("review the plan")),
        _on("end_plan", _OPEN, _ENDED, _("end the plan")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in (*CIRCLE.transitions, *PLAN.transitions)} | {
    "open_circle": _("contact circle opened"),
    "draft_plan": _("support plan drafted"),
    "circle_ends": _("contact circle ended by itself"),
    "plan_ends": _("support plan ended by itself"),
    "member_out": _("left the circle: accused in this matter"),
}
