"""Moving a case between units and people: the giver keeps a card, clocks follow, nothing is reset."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Recusal
from cases.vocabulary import AccessSource
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock


def receiver(case: Case, unit: Unit, seat: str = "officer") -> tuple[Unit, User]:
    """The unit and person that take over: vacant or recused posts are skipped upward.

    Raises Refusal when nobody up to the city holds a post.
    """
    barred = set(Recusal.objects.filter(case=case).values_list("user_id", flat=True))
    at: Unit | None = unit
    while at is not None and at.level >= 1:
        for wanted in (seat, "leader" if seat == "officer" else "officer"):
            person = holder(at, wanted, on=clock.today())
            if person and person.pk not in barred:
                return at, person
        at = at.parent
    raise Refusal("vacant", _("No post up to the city is filled. Please tell the city federation."))


def give(
    case: Case,
    *,
    to_unit: Unit,
    to: User,
    by: User,
    at: datetime,
    message: str = "handed",
    taken_up: bool = False,
) -> Case:
    """Change unit and owner of a locked case. The giver's card is lent first, then the row moves."""
    if by.pk != to.pk:
        sharing.receipt(case, to=by, by=by, source=AccessSource.HAND_OVER)
    case.unit, case.owner = to_unit, to
    case.taken_up_at = at if taken_up else None
    case.version += 1
    changed = Case.objects.filter(pk=case.pk).update(
        unit=to_unit, owner=to, taken_up_at=case.taken_up_at, version=case.version
    )
    if changed != 1:
        raise Refusal("moved", _("This matter has moved on in the meantime. Please open it again."))
    clocks.move(("case", case.pk), unit=to_unit, owner=to)
    if by.pk != to.pk:
        key = f"{message}:{case.pk}:{case.version}"
        outbox.post(message, recipient=to.pk, key=key, subject=("case", case.pk), at=at)
    return case
