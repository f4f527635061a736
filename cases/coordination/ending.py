"""What ends with the matter: demands and disputes that still wait, and what co-handlers and superiors saw for them."""

from datetime import datetime

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.coordination.models import (
    OPEN_INVESTIGATION,
    CoHandler,
    CompetenceDispute,
    CoordinationMeeting,
    Investigation,
)
from cases.vocabulary.petitions import InvestigationState, MeetingState
from cases.vocabulary.reading import AccessSource
from network.staff.models import User
from sisterhood.lib import clock


def end_all(case: Case, *, by: User, at: datetime) -> None:
    """Within the verb that ends a locked case; whoever ends it keeps what she holds until the verb is done."""
    Investigation.objects.filter(case=case, state__in=OPEN_INVESTIGATION).update(
        state=InvestigationState.CLOSED, closed_on=clock.local_date(at)
    )
    CoordinationMeeting.objects.filter(case=case, state=MeetingState.CALLED).update(
        state=MeetingState.CANCELLED
    )
    CompetenceDispute.objects.filter(case=case, decided_at=None, ended_at=None).update(ended_at=at)
    sharing.withdraw_all(case, source=AccessSource.DISPUTE, by=by)
    people = list(CoHandler.objects.filter(case=case, ended_at=None).values_list("user_id", flat=True))
    if people:
        CoHandler.objects.filter(case=case, ended_at=None).update(ended_at=at, ended_by=by)
        sharing.withdraw(case, users=people, source=AccessSource.CO_HANDLER, by=by)
