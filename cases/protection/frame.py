"""The frame of every act of protection: as of any work on a matter, and only on a sealed one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.coordination.frame import Act, act, require
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.models import User
from sisterhood.lib import clock


@contextmanager
def protect(case: Case, verb: str, *, by: User, at: datetime | None) -> Iterator[Act]:
    """Raises Refusal: gone, the gate's, closed, not open to her, or not sealed yet."""
    with act(case, verb, by=by, at=at) as s:
        if not s.case.is_sealed:
            raise Refusal("ordinary", _("Begin the protection first: it seals the matter."))
        yield s


def enter(s: Act, row: Any, **texts: str) -> Any:
    """A new row of the matter with its sealed texts, kept."""
    row.case, row.entered_by, row.entered_at = s.case, s.by, s.at
    s.vault.seal(row, **texts)
    row.save(force_insert=True)
    return row


def one(s: Act, model: type[Model], pk: Any, **only: Any) -> Any:
    """The locked row of this matter. Raises Refusal when it is none of its rows."""
    rows: Any = model._default_manager
    found = rows.select_for_update(of=("self",)).filter(pk=pk, case=s.case, **only).first()
    if found is None:
        raise Refusal("row", _("This entry does not belong to the matter."))
    return found


def start_at(s: Act, code: str, part: UUID, moment: datetime) -> None:
    """An obligation in hours or minutes begins at a moment that is not the act's own."""
    clocks.start(code, subject=s.subject, unit=s.case.unit, owner=s.case.owner, by=s.by, at=moment, part=part)


def past(s: Act, moment: datetime, field: str) -> None:
    """Raises Refusal for a moment to come."""
    if moment > s.at:
        raise Refusal(field, _("The moment lies in the future."))


def noticed(s: Act, moment: datetime, field: str = "noticed_at") -> None:
    """Raises Refusal for a notice to come, and for one before the matter itself: minutes would be late by years."""
    past(s, moment, field)
    if clock.local_date(moment) < s.case.received_on:
        raise Refusal(field, _("That was before the matter was received. Correct the day."))


__all__ = ["Act", "enter", "noticed", "one", "past", "protect", "require", "start_at"]
