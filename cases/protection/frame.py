"""The frame of every act of protection: as of any work on a matter, and but for the duty to report only on a sealed one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.coordination.frame import Act, Line, act, enter, one, past, require
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


def start_at(s: Act, code: str, part: UUID, moment: datetime) -> None:
    """An obligation in hours or minutes begins at a moment that is not the act's own."""
    clocks.start(code, subject=s.subject, unit=s.case.unit, owner=s.case.owner, by=s.by, at=moment, part=part)


def noticed(s: Act, moment: datetime, field: str = "noticed_at") -> None:
    """Raises Refusal for a notice to come, and for one before the matter itself: minutes would be late by years."""
    past(s, moment, field)
    if clock.local_date(moment) < s.case.received_on:
        raise Refusal(field, _("That was before the matter was received. Correct the day."))


__all__ = ["Act", "Line", "act", "enter", "noticed", "one", "past", "protect", "require", "start_at"]
