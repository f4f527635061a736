"""How patrols and places found on them answer clocks and messages."""

from network.deadlines import subjects
from network.notifications import pages
from network.patrols.frame import PLACE_SUBJECT, SUBJECT
from network.patrols.models import FoundPlace, Patrol
from network.volunteers.subjects import lend_nothing, nobody


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in (SUBJECT, PLACE_SUBJECT):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("patrol", pages.among(Patrol.objects.visible_to)))
    pages.register(PLACE_SUBJECT, pages.Page("found_place", pages.among(FoundPlace.objects.visible_to)))
