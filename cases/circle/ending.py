"""A matter is not closed over a circle or a plan that stands; when it ends another way, so do they."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.circle.lists import CircleEnd, CircleState, PlanEnd, PlanState
from cases.circle.models import OPEN_PLAN, MinorContactCircle, MinorSupportPlan
from network.access.gate import Refusal


def refuse_while_open(case: Case) -> None:
    """Raises Refusal while adults keep in touch with a child of this matter, or a plan for her is open."""
    circles = MinorContactCircle.objects.standing().filter(case=case)
    plans = MinorSupportPlan.objects.filter(case=case, state__in=OPEN_PLAN)
    if circles.exists() or plans.exists():
        raise Refusal("circle", _("A contact circle or a support plan of this matter is open. End it first."))


def end_all(case: Case, *, at: datetime) -> None:
    """Within the verb that ends a locked case; its clocks stop with the case."""
    MinorContactCircle.objects.standing().filter(case=case).update(
        state=CircleState.ENDED, ended_for=CircleEnd.MATTER_ENDED, ended_at=at
    )
    MinorSupportPlan.objects.filter(case=case, state__in=OPEN_PLAN).update(
        state=PlanState.ENDED, ended_for=PlanEnd.MATTER_ENDED, ended_at=at
    )
