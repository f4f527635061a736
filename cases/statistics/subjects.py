"""How returns answer clocks and messages. They name nobody, so nobody is barred."""

from cases.statistics import measures
from cases.statistics.models import Return
from cases.statistics.verbs import SUBJECT
from network.deadlines import subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("return", pages.among(Return.objects.visible_to)))
    measures.enrol()
