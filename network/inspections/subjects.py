"""How places and inspections answer clocks and messages. Nothing about a person stands in them, so nobody is barred."""

from datetime import datetime
from uuid import UUID

from network.deadlines import subjects
from network.inspections.models import Inspection
from network.inspections.verbs import SITE, SUBJECT, keep_watch
from network.notifications import pages
from network.sites import watching
from network.sites.places import Site


def nobody(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Whom a message must not reach."""
    return set()


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever is called by the ladder sees the place by her post already."""


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in (SITE, SUBJECT):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register(SITE, pages.Page("site", pages.among(Site.objects.visible_to)))
    pages.register(SUBJECT, pages.Page("inspection", pages.among(Inspection.objects.visible_to)))
    watching.register("inspections", keep_watch)
