"""Writing audit rows: in the transaction of the act, so that an act without its row cannot commit."""

import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from network.audit.models import Action
from sisterhood.lib import clock

_INSERT = """
insert into network_auditevent
  (occurred_at, actor_id, session, ip, action, subject_kind, subject_id, unit_id, purpose, detail)
select %s, %s, %s, %s, %s, %s, subject, %s, %s, %s from unnest(%s::text[]) as subject
"""


@dataclass(frozen=True)
class Origin:
    """Where an act comes from: a short session mark and the address."""

    session: str = ""
    ip: str | None = None


origin: ContextVar[Origin] = ContextVar("audit_origin", default=Origin())  # noqa: B039 - frozen, so nobody can change the default


def events(
    action: Action,
    *,
    by: Any,
    kind: str,
    ids: Iterable[object],
    unit_id: int | None = None,
    purpose: str = "",
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """One row for each id in one statement. `by` is a user, an id, or None for the system.

    Nothing is read back: the writer has no right to read the log.
    """
    where = origin.get()
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                at or clock.now(),
                getattr(by, "pk", by),
                where.session,
                where.ip,
                str(action),
                kind,
                unit_id,
                purpose[:200],
                json.dumps(detail or {}),
                [str(i) for i in ids],
            ],
        )


def event(
    action: Action,
    *,
    by: Any,
    subject: tuple[str, object] = ("", ""),
    unit_id: int | None = None,
    purpose: str = "",
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """One row: who, what, about which id, why. Ids and names of fields only, never a person's words."""
    kind, subject_id = subject
    events(action, by=by, kind=kind, ids=[subject_id], unit_id=unit_id, purpose=purpose, detail=detail, at=at)
