"""A decision that is the leader's: the matter waits for her, and a sealed one is lent to her for it."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases.casefile import sharing
from cases.casefile.models import Case, Recusal
from cases.vocabulary.petitions import WaitsFor
from cases.vocabulary.reading import AccessSource
from network.deadlines import calculator
from network.staff.appointments import holder
from network.staff.models import User
from sisterhood.lib import clock

APPROVAL = "access.decision"


def ask_leader(case: Case, *, by: User, at: datetime) -> int | None:
    """Sets `waits_for` of a locked case; returns who is to be told, None when it is `by` herself, nobody, or barred."""
    case.waits_for = WaitsFor.LEADER
    leader = holder(case.unit, "leader", on=clock.local_date(at))
    if leader is None or leader.pk == by.pk or Recusal.objects.filter(case=case, user=leader).exists():
        return None
    if case.is_sealed:
        until = timezone.now() + timedelta(days=calculator.length_of(APPROVAL))
        for layer in (sharing.CASE, sharing.NARRATIVE):
            sharing.lend(
                case,
                to=leader,
                layer=layer,
                by=by,
                until=until,
                source=AccessSource.APPROVAL,
                writes=layer == sharing.CASE,
            )
    return leader.pk
