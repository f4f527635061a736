"""How three-zero villages answer clocks, messages and hand-overs. They name nobody who lives there, so nobody is barred."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import subjects
from network.deadlines.models import Clock
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.threezero.frame import OWED_BY, SUBJECT
from outreach.threezero.models import ThreeZeroAssessment


def _owed(user: User, unit: Unit | None) -> Any:
    rows = Clock.objects.filter(owner=user, limit__in=list(OWED_BY), state="running")
    return rows.filter(unit=unit) if unit else rows


def owed_held(user: User, unit: Unit | None) -> int:
    """Assessments that wait for her step."""
    return int(_owed(user, unit).count())


def reassign_owed(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They wait for the other; no days begin anew."""
    rows = list(_owed(from_user, unit).select_for_update(of=("self",)))
    for row in rows:
        row.owner = to_user
        row.save(update_fields=["owner"])
    return len(rows)


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("threezero", pages.among(ThreeZeroAssessment.objects.visible_to)))
    holdings.register_holding(
        "threezero", _("three-zero villages that wait for a step"), owed_held, reassign_owed
    )
