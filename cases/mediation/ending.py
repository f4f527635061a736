"""A matter is not answered or closed over a mediation; when it ends another way, the mediation ends with it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.mediation.lists import MediationState
from cases.mediation.models import Mediation
from cases.mediation.opening import end_access
from cases.mediation.states import ENDS
from network.access.gate import Refusal
from network.staff.models import User


def refuse_while_open(case: Case, *, performing: bool = False) -> None:
    """Raises Refusal while it is not known how the mediation ends; `performing`: nor while it is carried out."""
    after = () if performing else (MediationState.PERFORMING,)
    if Mediation.objects.open().filter(case=case).exclude(state__in=(*ENDS, *after)).exists():
        raise Refusal(
            "mediation", _("A mediation of this matter is still open. Write down how it ended first.")
        )


def end_all(case: Case, *, by: User, at: datetime) -> None:
    """Within the verb that ends a locked case."""
    for row in Mediation.objects.open().filter(case=case):
        Mediation.objects.filter(pk=row.pk).update(state=MediationState.CLOSED, closed_at=at)
        end_access(row, case, by=by)
