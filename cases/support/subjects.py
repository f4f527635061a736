"""How notes, files, visits and switches answer clocks and messages: only whoever sees the card is told of it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.support import switches
from cases.support.frame import FILE_KIND, NOTE, VISIT
from cases.support.models import ConcernNote, FamilySupportFile, OutreachVisit
from network.deadlines import subjects
from network.notifications import pages

Pairs = list[tuple[UUID, int]]


def barred(kind: str) -> Callable[[Pairs], set[tuple[UUID, int]]]:
    """Of (subject, user) pairs of a kind, those a message must not reach: whoever does not see the card."""

    def of(pairs: Pairs) -> set[tuple[UUID, int]]:
        if not pairs:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(
                "select subject, person from support_barred(%s, %s::uuid[], %s::bigint[])",
                [kind, [row for row, _user in pairs], [user for _row, user in pairs]],
            )
            return set(cursor.fetchall())

    return of


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """A rung tells that something is late; it never opens a family's file to one more person."""


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    for kind in (NOTE, FILE_KIND, VISIT):
        subjects.register(subjects.SubjectKind(kind, barred=barred(kind), lend_cards=lend_nothing))
    pages.register(NOTE, pages.Page("support_note", pages.among(ConcernNote.objects.visible_to)))
    pages.register(FILE_KIND, pages.Page("support_file", pages.among(FamilySupportFile.objects.visible_to)))
    pages.register(VISIT, pages.Page("support_visit", pages.among(OutreachVisit.objects.visible_to)))
    pages.register(switches.SUBJECT, pages.Page("support_switch", switches.decides))
