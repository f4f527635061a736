"""Many bare cards at once, written as an officer under row security: for lists, never for a story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from sisterhood.lib.identifiers import uuid7

_INSERT = """
insert into cases_case (id, number, kind, unit_id, origin_unit_id, channel, category, is_sealed, is_urgent, phase, stage,
    waits_for, owner_id, registered_by_id, taken_up_at, received_on, opened_at, next_due_at, closed_at, version)
values (%s, %s, 'petition', %s, %s, 'visit', 'general', %s, false, %s, %s, %s, %s, %s, %s, current_date, %s, %s, %s, 1)
"""


@dataclass
class Bare:
    """One card."""

    unit_id: int
    owner_id: int
    opened_at: datetime
    due_at: datetime | None = None
    is_sealed: bool = False
    closed_at: datetime | None = None
    stage: str = "handling"
    waits_for: str = "owner"
    taken_up_at: datetime | None = None


def crowd(cards: Sequence[Bare], *, registrar: int) -> list[UUID]:
    """Written under the running scope of the registrar; their ids in the same order."""
    ids = [uuid7() for _card in cards]
    with connection.cursor() as cursor:
        cursor.executemany(
            _INSERT,
            [
                (
                    *(row, row.hex, card.unit_id, card.unit_id, card.is_sealed),
                    *("closed" if card.closed_at else "open", card.stage, card.waits_for, card.owner_id),
                    *(registrar, card.taken_up_at, card.opened_at, card.due_at, card.closed_at),
                )
                for row, card in zip(ids, cards, strict=True)
            ],
        )
    return ids
