"""How the review of an emergency reading answers the deadlines engine: its reviewers hear of it, and nobody else."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.privacy.breaking import SUBJECT
from cases.privacy.models import BreakGlass
from network.access.scope import Scope
from network.deadlines import subjects
from network.notifications import pages
from sisterhood.lib import clock


def barred(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (reading, user) pairs, those a message must not reach: whoever may not review it."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select reading, person from glass_barred(%s::uuid[], %s::bigint[])",
            [[row for row, _user in pairs], [user for _row, user in pairs]],
        )
        return set(cursor.fetchall())


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever reviews sees the reading, never the matter."""


def opens(row: UUID, scope: Scope) -> bool:
    """Whether the page of the review opens to her."""
    return BreakGlass.objects.for_review_by(scope, at=clock.now()).filter(pk=row).exists()


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=barred, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("break_glass_review", opens))
