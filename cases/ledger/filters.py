"""What somebody asks the ledger for: a standing view, and filters on columns of the card alone.

Way, class, route and urgency are no columns of the card, so no filter knows them: an answer would tell them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from cases.petitions.states import END_STATES, OPEN_STATES

OPEN, CLOSED = "open", "closed"
LATE, WEEK, LATER = "late", "week", "later"
BY_DUE, BY_OPENED = "due", "opened"
NOBODY = 0  # an id that belongs to no row: what cannot be read finds nothing

VIEWS: dict[str, Any] = {
    "all": _("All open"),
    "mine": _("Mine"),
    "new": _("Not taken up"),
    "week": _("Due this week"),
    "escalated": _("Late or about to be"),
    "leader": _("Waiting for the leader"),
    "closed": _("Closed"),
}
# These speak of who inside a unit owes the next step, so they stay in her own units.
OWN_UNITS = ("new", "leader")
DUES: dict[str, Any] = {LATE: _("late"), WEEK: _("this week"), LATER: _("later")}
SORTS: dict[str, Any] = {BY_DUE: _("by due date"), BY_OPENED: _("newest first")}


@dataclass(frozen=True)
class Filters:
    """One question; empty means: not asked. `unit` and `owner` are ids as the address gives them."""

    view: str = "all"
    unit: int | None = None
    owner: int | None = None
    stage: str = ""
    due: str = ""
    sort: str = BY_DUE

    @property
    def state(self) -> str:
        """Open or closed matters, never both: each has its own order."""
        return CLOSED if self.view == "closed" else OPEN

    @property
    def by_due(self) -> bool:
        """Closed matters have no due date; a question about due dates is answered in their order."""
        timed = self.due or self.view in ("week", "escalated")
        return self.state == OPEN and (self.sort == BY_DUE or bool(timed))

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the standing view is asked."""
        return self != Filters(view=self.view)

    def stored(self) -> dict[str, Any]:
        """Only what was asked, as it goes into an address or a saved filter."""
        plain = asdict(Filters())
        return {name: value for name, value in asdict(self).items() if value != plain[name]}

    def address(self, **more: Any) -> str:
        """The query of the page that asks this."""
        return urlencode(self.stored() | more)


def _id(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else NOBODY


def _of(known: Mapping[str, Any], text: str | None, otherwise: str) -> str:
    return text if text is not None and text in known else otherwise


def read(asked: Mapping[str, Any]) -> Filters:
    """From an address or a saved filter; what is no code of a list is as if it had not been asked."""
    view = _of(VIEWS, asked.get("view"), "all")
    stages = END_STATES if view == "closed" else OPEN_STATES
    return Filters(
        view=view,
        unit=_id(str(asked.get("unit") or "")),
        owner=_id(str(asked.get("owner") or "")),
        stage=_of(dict.fromkeys(stages), asked.get("stage"), ""),
        due=_of(DUES, asked.get("due"), "") if view not in ("week", "escalated", "closed") else "",
        sort=_of(SORTS, asked.get("sort"), BY_DUE),
    )
