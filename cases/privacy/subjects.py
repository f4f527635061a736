"""How the review of an emergency reading answers the deadlines engine: its reviewers hear of it, and nobody else."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.privacy import sampling
from cases.privacy.breaking import SUBJECT
from cases.privacy.models import BreakGlass
from cases.privacy.samples import ReadingSample
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


def barred_from_samples(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (sample, user) pairs those a message must not reach: all but audit administrators and the city's leader."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select sample, person from reading_sample_barred(%s::uuid[], %s::bigint[])",
            [[row for row, _user in pairs], [user for _row, user in pairs]],
        )
        return set(cursor.fetchall())


def opens_sample(row: UUID, scope: Scope) -> bool:
    """Whether the page of the sample opens to her."""
    return scope.may("judge_reading") and ReadingSample.objects.filter(pk=row).exists()


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=barred, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("break_glass_review", opens))
    sample = subjects.SubjectKind(sampling.SUBJECT, barred=barred_from_samples, lend_cards=lend_nothing)
    subjects.register(sample)
    pages.register(sampling.SUBJECT, pages.Page("reading_sample", opens_sample))
