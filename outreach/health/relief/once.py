"""Once in a lifetime (财政部、全国妇联 rules of 2021), over the whole network, without showing one unit another's record.

The database compares blind indexes of identity numbers. Whoever asks is answered nothing: an application with a number
that is taken goes the same way in the same time, and only the leader who verifies it learns that it cannot be verified.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cases.people.indexes import index_of
from network.access import logins
from network.notifications import outbox
from network.notifications.outbox import Post
from network.staff.models import Appointment
from sisterhood.lib import clock

PRIVACY = "privacy_officer"


def _ask(statement: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return list(cursor.fetchall())


def ask_with(application: UUID, id_number: str) -> None:
    """The application asks with this number from now on; says nothing about others."""
    _ask("select relief_ask(%s, %s)", application, index_of("id_number", id_number))


def holds(application: UUID) -> bool:
    """Whether the grant of a lifetime is this application's, taking it where nobody has it. For the verifying leader."""
    return bool(_ask("select relief_holds(%s)", application)[0][0])


def is_taken(application: UUID) -> bool:
    """Whether somebody else's application or an earlier grant has its number; False for whoever does not verify it."""
    return bool(_ask("select relief_taken(%s)", application)[0][0])


def enter_before(numbers: Iterable[str]) -> int:
    """Grants from before the product: their indexes alone. Returns how many were given in, known or new."""
    indexes = [index_of("id_number", number) for number in numbers]
    _ask("select relief_before(%s::bytea[])", indexes)
    return len(indexes)


def repeats() -> list[tuple[Any, ...]]:
    """For the privacy officer of the city: (number, county, since, number that has it or "" for one from before)."""
    return _ask("select number, county, since, other from relief_repeats() order by since desc, number")


@transaction.atomic
def tell_repeats() -> int:
    """Privacy officers of the city hear of applications that ask twice. Runs as the worker, on its own time."""
    logins.require_worker()
    found = _ask("select application, city from relief_untold(%s)", clock.now())
    posts = [
        Post("relief_repeat", user, f"relief_repeat:{application}:{user}")
        for application, city in found
        for user in Appointment.objects.on(clock.today())
        .filter(unit_id=city, role=PRIVACY, user__is_active=True)
        .values_list("user_id", flat=True)
    ]
    outbox.post_many(posts)
    return len(found)
