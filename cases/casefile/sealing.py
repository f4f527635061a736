"""Sealing: from now on a matter is known to its owner and to whoever holds a loan; below the county it goes there."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing, transfers
from cases.casefile.models import Case, Recusal
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock


def county_of(case: Case) -> Unit:
    """Where a sealed matter is handled: its county, or the unit itself when it lies above."""
    if case.unit.level <= Level.COUNTY:
        return case.unit
    return Unit.objects.get(pk=case.county_id or case.unit.county_id or case.unit_id)


def barred(case: Case) -> set[int]:
    """People for whom the matter does not exist."""
    return set(Recusal.objects.filter(case=case).values_list("user_id", flat=True))


def seal(case: Case, *, by: User) -> None:
    """An ordinary matter in the hands of `by` becomes a sealed one; its number stays.

    What others saw by their post ends at once, and what they had opened with a reason; its registrar keeps a receipt.
    Raises Refusal when it has moved on.
    """
    registrar = case.registered_by_id
    if registrar not in {by.pk, *barred(case)} and not case.registrar_left:
        registered = User.objects.get(pk=registrar)
        sharing.receipt(case, to=registered, by=by)
    for source in (AccessSource.REASON, AccessSource.RUNG, AccessSource.BREAK_GLASS):
        sharing.withdraw_all(case, source=source, by=by)
    case.is_sealed = True
    if Case.objects.filter(pk=case.pk, owner=by).update(is_sealed=True) != 1:
        raise Refusal("moved", _("This matter has moved on in the meantime. Please open it again."))


def route(
    case: Case,
    *,
    by: User,
    at: datetime,
    without: Collection[int] = (),
    message: str = "handed",
    source: AccessSource = AccessSource.RECEIPT,
) -> None:
    """To the county's officer when the matter lies below; her supervising leader gets the card either way.

    Nobody on the other side gets one. The giver keeps a receipt.
    """
    away = {*without, *barred(case)}
    if case.unit.level > Level.COUNTY:
        unit, officer = transfers.receiver(case, county_of(case))
        sharing.receipt(case, to=by, by=by, source=source)
        leader = holder(unit, "leader", on=clock.local_date(at))
        if leader is not None and leader.pk not in {officer.pk, *away}:
            sharing.receipt(case, to=leader, by=by, source=AccessSource.SUPERVISION)
        transfers.give(case, to_unit=unit, to=officer, by=by, at=at, message=message)
        return
    leader = holder(case.unit, "leader", on=clock.local_date(at))
    if leader is not None and leader.pk not in {by.pk, *away}:
        sharing.receipt(case, to=leader, by=by, source=AccessSource.SUPERVISION)
