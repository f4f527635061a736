"""Moving a case between units and people: the giver keeps a card, clocks follow, nothing is reset."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Recusal
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock


def _recused(case: Case) -> set[int]:
    return set(Recusal.objects.filter(case=case).values_list("user_id", flat=True))


def receiver(
    case: Case, unit: Unit, seat: str = "officer", *, without: Collection[int] = ()
) -> tuple[Unit, User]:
    """The unit and person that take over: vacant or recused posts, and people `without`, are skipped upward.

    Raises Refusal when nobody up to the city holds a post.
    """
    barred = _recused(case) | set(without)
    at: Unit | None = unit
    while at is not None and at.level >= 1:
        for wanted in (seat, "leader" if seat == "officer" else "officer"):
            person = holder(at, wanted, on=clock.today())
            if person and person.pk not in barred:
                return at, person
        at = at.parent
    raise Refusal("vacant", _("No post up to the city is filled. Please tell the city federation."))


def back_to(case: Case, unit: Unit, user_id: int | None) -> tuple[Unit, User]:
    """Whoever had it before, if she still sits at that unit and may have it; else whoever takes over there."""
    person = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    seated = person is not None and person.appointments.on(clock.today()).filter(unit=unit).exists()
    if person is not None and seated and person.pk not in _recused(case):
        return unit, person
    return receiver(case, unit)


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
    """Change unit and owner of a locked case. The giver's card is lent first, then the row moves.

    Raises Refusal for somebody with a conflict of interest: for her the matter does not exist.
    """
    if to.pk in _recused(case):
        raise Refusal("to", _("This colleague cannot take the matter. Please choose somebody else."))
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
        bundle = bundle_of(case) if message == "danger" else ""
        outbox.post(message, recipient=to.pk, key=key, subject=("case", case.pk), at=at, bundle=bundle)
    return case


def bundle_of(case: Case) -> str:
    """Reports of danger from one station within a short while are one message with a count."""
    unit = case.origin_unit
    return outbox.bundle_of(f"station {unit.pk}") if unit.level == Level.HAMLET else ""
