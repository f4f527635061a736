"""A matter is not closed over an assistance that waits for its result; when it ends another way, so does this."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.assistance.kinds import KINDS
from cases.assistance.lists import AssistanceState, CalledOffFor
from cases.assistance.models import WAITS, RightsAssistance
from cases.casefile.models import Case
from network.access.gate import Refusal

AT_ONCE = [kind for kind, terms in KINDS.items() if terms.at_once]


def refuse_while_open(case: Case) -> None:
    """Raises Refusal while it is not known what a body answers."""
    if RightsAssistance.objects.filter(case=case, state__in=WAITS).exists():
        raise Refusal(
            "assistance", _("An assistance of this matter is under way. Write down how it ended first.")
        )


def end_all(case: Case, *, at: datetime) -> None:
    """Within the verb that ends a locked case. Raises Refusal while the police were not told what must be told."""
    rows = RightsAssistance.objects.filter(case=case)
    if rows.filter(kind__in=AT_ONCE, state=AssistanceState.ASKED).exists():
        raise Refusal("assistance", _("The police must be told first; the matter does not end over it."))
    rows.filter(state__in=WAITS).update(
        state=AssistanceState.CALLED_OFF, ended_for=CalledOffFor.MATTER_ENDED, ended_at=at
    )
    rows.filter(state=AssistanceState.RECORDED).update(state=AssistanceState.CLOSED, ended_at=at)
