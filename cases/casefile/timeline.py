"""What happened, in order: one event for every verb, with a sealed note."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from network.staff.models import User
from network.webhooks import news
from network.webhooks.states import CASE_CHANGED
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


def write(
    case: Case,
    verb: str,
    *,
    by: User,
    vault: Vault | None = None,
    at: datetime | None = None,
    from_stage: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
    key: UUID | None = None,
) -> Event:
    """Add one event, under `key` when its form gave one. Written before the case leaves the writer's hands, or row security refuses it."""
    event = Event(
        id=key or uuid7(),
        case=case,
        verb=verb,
        from_stage=from_stage or case.stage,
        to_stage=case.stage,
        by=by,
        unit_id=case.unit_id,
        occurred_at=at or clock.now(),
        recorded_at=datetime.now(clock.ZONE),
        detail=detail or {},
    )
    if note:
        wards.refuse_words(case, {"note": note})
        (vault or Vault.of(case)).seal(event, note=note)
    event.save(force_insert=True)
    if not case.is_sealed:  # of a sealed matter not even that something happened is told
        news.tell(CASE_CHANGED, case.number, at=event.occurred_at)
    return event
