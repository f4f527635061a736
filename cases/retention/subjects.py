"""How a list of destruction answers the deadlines engine: whoever decides about it hears of it, and nobody else."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.retention.frame import SUBJECT
from cases.retention.models import DestructionList
from network.deadlines import subjects
from network.notifications import pages


def barred(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (list, user) pairs, those a message must not reach: whoever does not decide about the list."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select destruction, person from destruction_barred(%s::uuid[], %s::bigint[])",
            [[row for row, _user in pairs], [user for _row, user in pairs]],
        )
        return set(cursor.fetchall())


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever decides sees the list, never a matter."""


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=barred, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("destruction", pages.among(DestructionList.objects.visible_to)))
