"""How long she may ask the next body (art. 35, 36): 30 days from receiving the opinion. Her time, not a duty of ours.

And how often she is asked how it went, before the matter may end without her word.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.petitions.models import FollowUp, HandlingOpinion, Rating, Review
from cases.vocabulary.petitions import FollowUpResult, Satisfaction
from network.access.gate import Refusal
from network.deadlines import calculator

LIMIT_OF = {"answered": "petition.review_window", "review_answered": "petition.reexamination_window"}
STAGE_OF = {"answered": "handling", "review_answered": "review"}


def window_end(case: Case, state: str) -> date | None:
    """The last day, rolled to a working day in her favour; None where no window is open."""
    if state not in LIMIT_OF:
        return None
    received = (
        HandlingOpinion.objects.filter(case=case, stage=STAGE_OF[state])
        .exclude(delivered_on=None)
        .values_list("delivered_on", flat=True)
        .first()
    )
    if received is None and state == "review_answered":
        received = (
            Review.objects.filter(case=case, stage="review").values_list("answered_on", flat=True).first()
        )
    return calculator.period_of(LIMIT_OF[state], received).due_on if received else None


def attempts(case: Case) -> int:
    """How often she was tried and not reached."""
    return FollowUp.objects.filter(case=case, result=FollowUpResult.NOT_REACHED).count()


def most_attempts() -> int:
    """After so many attempts nobody has to name another day."""
    return calculator.length_of("petition.follow_up_attempts")


def rated(cases: Iterable[Case]) -> dict[UUID, str]:
    """What she herself said with number and code, for those of these matters where she has."""
    rows = Rating.objects.filter(pk__in=[case.pk for case in cases])
    return dict(rows.values_list("case_id", "satisfaction"))


def her_word(case: Case, said: str) -> Satisfaction:
    """How content she is: her own word where she gave one herself, otherwise what she told the colleague.

    Raises Refusal ("satisfaction") when nothing was said, or when another word would stand in place of hers.
    """
    own = rated([case]).get(case.pk, "")
    if own and said not in ("", own):
        raise Refusal(
            "satisfaction",
            _("She has rated herself: %(word)s. Nobody but her can change that.")
            % {"word": Satisfaction(own).label},
        )
    if not own and not said:
        raise Refusal("satisfaction", _("Ask her how content she is; she may also give no rating."))
    return Satisfaction(own or said)


def was_asked(case: Case) -> bool:
    """Whether she was reached, or tried as often as the policy asks, or has spoken herself."""
    if rated([case]):
        return True
    reached = FollowUp.objects.filter(case=case, result=FollowUpResult.REACHED).exists()
    return reached or attempts(case) >= most_attempts()
