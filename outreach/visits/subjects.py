"""How rounds answer clocks, messages, places, hand-overs and reports. Nothing about a household stands in them, so nobody is barred."""

from cases.petitions import origins
from cases.rollups import sources
from network.deadlines import subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.sites import watching
from outreach.visits import due, going_over, origin, phone
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound
from outreach.visits.owing import keep_rounds


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("round", pages.among(VisitRound.objects.visible_to)))
    watching.register("rounds", keep_rounds)
    due.register("rounds", due.rounds)
    due.register("families", due.families)
    origins.register(SUBJECT, origin.told_on)
    sources.count("stat_recount_rounds")
    going_over.enrol()
    phone.enrol()
