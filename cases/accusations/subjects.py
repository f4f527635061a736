"""How a reader's seat answers the deadlines engine: only she may be told, and nothing is ever lent."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.accusations.queries import seats_read_by
from network.deadlines import subjects
from network.notifications import pages


def barred(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (seat, user) pairs, those a message must not reach: everybody but the one who sits there and serves."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select subject, person from accusation_barred(%s::uuid[], %s::bigint[])",
            [[seat for seat, _user in pairs], [user for _seat, user in pairs]],
        )
        return set(cursor.fetchall())


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """A rung that could lend would have to reach somebody who is barred; whoever is asked for a loan says so."""
    if loans:
        raise AssertionError("nothing of an accusation is ever lent")


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    pages.register("accusation", pages.Page("entrusted_seat", pages.among(seats_read_by)))
    subjects.register(subjects.SubjectKind(name="accusation", barred=barred, lend_cards=lend_nothing))
