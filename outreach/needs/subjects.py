"""How sheets of needs answer clocks, messages, places and hand-overs. They name nobody, so nobody is barred."""

from network.deadlines import subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.sites import watching
from outreach.needs import going_over
from outreach.needs.models import NeedsSheet
from outreach.needs.verbs import SUBJECT, keep_sheets


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("needs_sheet", pages.among(NeedsSheet.objects.visible_to)))
    watching.register("needs", keep_sheets)
    going_over.enrol()
