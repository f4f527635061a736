"""How applications, screenings, claims and follow-ups answer clocks, messages and hand-overs."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.deadlines import subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.health.insurance import verbs as insurance
from outreach.health.insurance.models import InsuranceClaimHelp
from outreach.health.relief import frame as relief
from outreach.health.relief.models import CancerReliefApplication, ReliefRecusal
from outreach.health.screening import frame as screening
from outreach.health.screening.models import ScreeningRound
from outreach.health.treatment import verbs as treatment
from outreach.health.treatment.models import TreatmentContinuityFollowUp


def aside(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Who stepped aside from which; read as the worker."""
    rows = ReliefRecusal.objects.filter(application__in=[subject for subject, _user in pairs])
    return set(pairs) & set(rows.values_list("application_id", "user_id"))


def _ask(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return int(cursor.fetchone()[0])


def held(user: User, unit: Unit | None) -> int:
    """Steps, lists and looks that are hers; counted by the database for whoever arranges hand-overs."""
    return _ask("select health_held(%s, %s)", user.pk, unit.pk if unit else None)


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The other has them, at the unit or the one above where her post is; from what she stepped aside she never gets."""
    if not held(from_user, unit):
        return 0
    return _ask("select health_hand_over(%s, %s, %s)", from_user.pk, to_user.pk, unit.pk)


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    kinds: tuple[tuple[str, Any, str, Any], ...] = (
        (relief.SUBJECT, aside, "relief", CancerReliefApplication),
        (screening.SUBJECT, nobody, "screening", ScreeningRound),
        (insurance.SUBJECT, nobody, "claim", InsuranceClaimHelp),
        (treatment.SUBJECT, nobody, "treatment", TreatmentContinuityFollowUp),
    )
    for kind, barred, page, model in kinds:
        subjects.register(subjects.SubjectKind(kind, barred=barred, lend_cards=lend_nothing))
        called = pages.by(model.objects.all(), "number")
        pages.register(kind, pages.Page(page, pages.among(model.objects.visible_to), called))
    label = _("applications, lists and looks of health")
    holdings.register_holding("health", label, held, reassign)
