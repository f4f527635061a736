"""How selections and terms answer clocks and messages, what the public pages announce, and what the hand-over moves."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.deadlines import subjects
from network.notifications import pages
from network.selection import notice, succession, terms
from network.selection.frame import SUBJECT
from network.selection.models import StationHeadSelection
from network.sites import notices
from network.sites.places import StationHead
from network.units.models import Unit


def nobody(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Whom a message must not reach: its one sentence says nothing of a person."""
    return set()


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever is called by the ladder sees the selection by her post already."""


def announced(unit: Unit, on: date) -> Iterator[notices.Notice]:
    """The notices that are public in a township today."""
    for row in notice.of_township(unit):
        line = _("%(hamlet)s: %(name)s") % {"hamlet": row.hamlet, "name": row.name}
        yield notices.Notice(row.public_from, line, str(notice.until(row)), notice.address(row))


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in (SUBJECT, terms.SUBJECT):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("selection", pages.among(StationHeadSelection.objects.visible_to)))
    pages.register(terms.SUBJECT, pages.Page("station_head", pages.among(StationHead.objects.visible_to)))
    notices.register(notices.Board(_("Public notice: who is to head a station"), announced))
    terms.enrol()
    succession.enrol()
