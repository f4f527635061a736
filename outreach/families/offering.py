"""自荐 at the desk: the chair of the place opens it, takes it up as a family of the round, or does not. No reason is asked.

Taking up copies the family's own words into a draft that goes the way of every other family: each adult is asked alone, the
family signs, two visit. Nothing is looked up about anybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.notifications import outbox
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.families.frame import gone, note
from outreach.families.offered import OFFER, OFFERED, FamilyOffer, emptied
from outreach.families.sealing import FamilyKey
from outreach.families.writing import Words, nominate_family
from sisterhood.lib import clock

ANSWER = "family.offer"


@contextmanager
def _step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[tuple[FamilyOffer, datetime]]:
    """The row, locked, in its next state. Raises Refusal (gone, the gate's) or IllegalTransition."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, "nominate_family")
        rows = FamilyOffer.objects.visible_to(scope).select_related("unit", "round")
        found = rows.select_for_update(of=("self",)).filter(pk=row).first()
        if found is None:
            raise gone()
        gate.require(scope, "nominate_family", Ground(found.unit))
        found.state = OFFERED.next(found.state, event)
        found.decided_by, found.decided_at = by, at or clock.now()
        yield found, found.decided_at


def _done(found: FamilyOffer, event: str, *fields: str, by: User, at: datetime) -> FamilyOffer:
    found.save(update_fields=["state", "decided_by", "decided_at", *fields])
    clocks.meet((OFFER, found.pk), ANSWER, by=by, at=at)
    note(found.unit, (OFFER, found.pk), event, by=by, at=at, state=found.state)
    return found


def take_up_family(
    row: UUID, *, unit: Unit | None = None, by: User, at: datetime | None = None
) -> FamilyOffer:
    """It becomes a draft of its village; `unit` says which one, where the family chose the township.

    Raises Refusal: gone, the gate's, no village, the stage of the round is over.
    """
    with _step(row, "take_up_family", by=by, at=at) as (found, at_):
        village = found.unit if found.unit.level == Level.VILLAGE else unit
        if village is None or found.unit_id not in village.ancestor_ids:
            raise Refusal("unit", _("Choose the village or community of the family."))
        key = FamilyKey.of(found)
        words = Words(key.open(found, "family_name"), key.open(found, "story"))
        found.family = nominate_family(
            found.round_id,
            unit=village,
            put_forward="self",
            title_sought=found.title_sought,
            words=words,
            by=by,
            at=at_,
        )
        return _done(found, "take_up_family", "family", by=by, at=at_)


def decline_family(row: UUID, *, by: User, at: datetime | None = None) -> FamilyOffer:
    """Not this time. No reason is written and none is given to anybody; name, phone and words are deleted at once."""
    with _step(row, "decline_family", by=by, at=at) as (found, at_):
        return _done(found, "decline_family", *emptied(found), by=by, at=at_)


def opened(row: FamilyOffer, *, by: User) -> dict[str, str] | None:
    """Name, phone and words in clear, which is logged; None where they were deleted."""
    gate.require(rest.of(by), "nominate_family", Ground(row.unit))
    if row.wrapped is None:
        return None
    record.event(
        Action.REVEAL,
        by=by,
        subject=(OFFER, row.pk),
        unit_id=row.unit_id,
        detail={"fields": "family_offer"},
    )
    key = FamilyKey.of(row)
    return {name: key.open(row, name) for name in FamilyOffer.SEALED}


def _answers(unit: Unit, on: Any) -> User | None:
    """The chair of the place, else the one of its township."""
    above = Unit.objects.get(pk=unit.township_id) if unit.township_id else None
    return holder(unit, "leader", on=on) or (holder(above, "leader", on=on) if above is not None else None)


def turn_offers(*, at: datetime) -> dict[str, int]:
    """What came from the public page is owed an answer from the day it came; what is over holds nothing. Runs as the worker."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(82, 0)")
        cursor.execute("select lapsed, emptied, forgotten from family_offers_end()")
        told = dict(zip(("lapsed", "emptied", "forgotten"), cursor.fetchone(), strict=True))
        cursor.execute("select id, unit, came from family_offers_waiting()")
        waiting = cursor.fetchall()
        for pk, unit_id, came in waiting:
            unit = Unit.objects.get(pk=unit_id)
            owner = _answers(unit, clock.local_date(at))
            clocks.start(ANSWER, subject=(OFFER, pk), unit=unit, owner=owner, by=None, at=at, start_on=came)
            if owner is not None:
                outbox.post("handed", recipient=owner, key=f"handed:{pk}:offer", subject=(OFFER, pk), at=at)
    return told | {"owed": len(waiting)}
