"""How entries to be checked answer clocks and messages: whoever does not see the matter hears nothing."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cases.sync import homes, report, task_done, walks
from cases.sync.models import PhoneCheck
from network.deadlines import subjects
from network.notifications import pages

KIND = "phone_check"


def barred(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Of (entry, user) pairs those a message must not reach."""
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select entry, person from phone_check_barred(%s::uuid[], %s::bigint[])",
            [[entry for entry, _user in pairs], [user for _entry, user in pairs]],
        )
        return set(cursor.fetchall())


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever is called by the ladder sees the card by her post, or hears nothing."""


def enrol() -> None:
    """Fill the registries of subjects, pages, forms and homes of files; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(KIND, barred=barred, lend_cards=lend_nothing, says="phone_check"))
    pages.register(KIND, pages.Page("phone_check", pages.among(PhoneCheck.objects.visible_to)))
    homes.enrol()
    report.enrol()
    task_done.enrol()
    walks.enrol()
