"""How a case answers the deadlines engine."""

from uuid import UUID

from django.db import connection

from cases.casefile import sharing
from network.deadlines import subjects


def barred(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (case, user) pairs, those a message must not reach: recused, or sealed without ownership or loan."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select case_id, user_id from case_barred(%s::uuid[], %s::bigint[])",
            [[case for case, _user in pairs], [user for _case, user in pairs]],
        )
        return set(cursor.fetchall())


def enrol() -> None:
    """Fill the registry of subjects; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(name="case", barred=barred, lend_cards=sharing.lend_cards))
