"""What ends with the matter: referrals that still wait, their letters, and the codes of their slips."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.documents import verbs as papers
from cases.referrals.models import OPEN, AidReferral, IntroductionLetter
from cases.vocabulary.services import AidState
from network.staff.models import User

ENDED = _("The matter has ended.")


def end_all(case: Case, *, by: User, at: datetime) -> None:
    """Within the verb that ends a locked case: a letter that still introduces her counts no longer at any door."""
    waiting = AidReferral.objects.filter(case=case, state__in=OPEN)
    for letter in IntroductionLetter.objects.filter(referral__in=waiting).select_related("document"):
        if letter.document.is_valid or not letter.document.is_frozen:
            papers.lapse(letter.document, note=str(ENDED), by=by, at=at)
    IntroductionLetter.objects.filter(case=case).update(mark=None)
    waiting.update(state=AidState.CLOSED, closed_at=at)
