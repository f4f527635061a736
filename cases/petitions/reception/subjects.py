"""How a visit and a leader's promise answer the deadlines engine."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.casefile import sharing
from cases.casefile import subjects as case_subjects
from cases.petitions.reception.models import LeaderCommitment, ReceptionVisit
from network.deadlines import subjects
from network.duty.models import ReceptionDay
from network.notifications import pages

Pairs = list[tuple[UUID, int]]


def barred_from_visits(pairs: Pairs) -> set[tuple[UUID, int]]:
    """Of (visit, user) pairs, those who must not receive her."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select visit_id, user_id from visits_barred(%s::uuid[], %s::bigint[])",
            [[visit for visit, _user in pairs], [user for _visit, user in pairs]],
        )
        return set(cursor.fetchall())


def _cases(ids: set[UUID]) -> dict[UUID, UUID]:
    return dict(LeaderCommitment.objects.filter(pk__in=ids).order_by().values_list("pk", "case_id"))


def barred_from_commitments(pairs: Pairs) -> set[tuple[UUID, int]]:
    """Of (promise, user) pairs, those a message about its matter must not reach."""
    cases = _cases({promise for promise, _user in pairs})
    barred = case_subjects.barred([(cases[promise], user) for promise, user in pairs if promise in cases])
    return {
        (promise, user) for promise, user in pairs if promise not in cases or (cases[promise], user) in barred
    }


def lend_cards(loans: list[tuple[UUID, int, datetime]]) -> None:
    """A rung about a promise lends the card of its matter."""
    cases = _cases({promise for promise, _user, _until in loans})
    sharing.lend_cards([(cases[p], user, until) for p, user, until in loans if p in cases])


def _lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """A visit has no card to lend: the message is enough."""


def enrol() -> None:
    """Fill the registries of subjects and of their pages; called once when the app is ready."""
    subjects.register(subjects.SubjectKind("visit", barred=barred_from_visits, lend_cards=_lend_nothing))
    subjects.register(
        subjects.SubjectKind("commitment", barred=barred_from_commitments, lend_cards=lend_cards)
    )
    pages.register("reception_day", pages.Page("reception_day", pages.among(ReceptionDay.objects.visible_to)))
    pages.register("visit", pages.Page("visit", pages.among(ReceptionVisit.objects.visible_to)))
    pages.register("commitment", pages.Page("commitment", pages.among(LeaderCommitment.objects.visible_to)))
