"""What the list lacks: a seat nobody holds, a phone, a kind of body that every division needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.agencies.models import WANTED, Agency, ContactSeat
from network.units.models import Unit


@dataclass(frozen=True)
class Row:
    """One body for the list: who answers today and what is missing."""

    agency: Agency
    liaison: Any
    fallback: Any
    gaps: list[Any]


def row_of(agency: Agency, *, on: date) -> Row:
    """Its line; contacts are prefetched."""
    liaison, fallback = (agency.holder(seat, on=on) for seat in (ContactSeat.LIAISON, ContactSeat.FALLBACK))
    gaps: list[Any] = []
    if agency.active:
        gaps += [] if liaison else [_("no liaison")]
        gaps += [] if fallback else [_("no fallback")]
        gaps += [] if agency.phone else [_("no phone")]
    return Row(agency, liaison, fallback, gaps)


def missing_kinds(unit: Unit, agencies: Iterable[Agency]) -> list[Any]:
    """Kinds every division needs and this one has not entered."""
    have = {agency.kind for agency in agencies if agency.unit_id == unit.pk and agency.active}
    return [kind.label for kind in WANTED if kind not in have]
