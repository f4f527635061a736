"""What ends with the matter: referrals that still wait, and the codes of their slips."""

from datetime import datetime

from cases.casefile.models import Case
from cases.referrals.models import OPEN, AidReferral, IntroductionLetter
from cases.vocabulary import AidState


def end_all(case: Case, *, at: datetime) -> None:
    """Within the verb that ends a locked case."""
    IntroductionLetter.objects.filter(case=case).update(mark=None)
    AidReferral.objects.filter(case=case, state__in=OPEN).update(state=AidState.CLOSED, closed_at=at)
