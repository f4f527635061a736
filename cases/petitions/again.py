"""She comes again: the same facts after the last word are logged, everything else is registered and linked."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.petitions import review
from cases.petitions.intake import register
from cases.petitions.told import Earlier, Intake
from cases.vocabulary.petitions import RelationKind
from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from network.units.models import Unit


@transaction.atomic
def register_again(
    intake: Intake,
    *,
    unit: Unit,
    by: User,
    earlier: Case | None = None,
    kind: str = "",
    key: UUID | None = None,
) -> Case:
    """The new matter, linked with the earlier one; or the final matter itself, with the contact logged (art. 36(3)).

    Raises Refusal like `register`, and when a final matter is in other hands.
    """
    if earlier is None:
        return register(intake, unit=unit, by=by, key=key)
    before = Earlier(earlier, RelationKind(kind))
    if _is_over(before):
        if not gate.ask(rest.of(by), "log_contact", earlier):
            refuse_after_last_word(before)
        review.log_contact(earlier, note=f"{intake.request}\n{intake.facts}", by=by, key=key)
        return earlier
    return register(intake, unit=unit, by=by, earlier=before, key=key)


def refuse_after_last_word(before: Earlier) -> None:
    """Raises Refusal for the same facts again after the last word: they are no new matter (art. 36(3))."""
    if _is_over(before):
        raise Refusal(
            "final",
            _(
                "The last word on that matter has been spoken (art. 36). Its owner logs the contact and offers help."
            ),
        )


def _is_over(before: Earlier) -> bool:
    return before.kind == RelationKind.REPEAT and before.case.stage == "final"
