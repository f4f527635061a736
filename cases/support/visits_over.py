"""Visits when the person leaves who was asked to make them: counted and given on by the database, which sees them all."""

from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit


def _ask(statement: str, *values: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


def held(user: User, unit: Unit | None) -> int:
    """Visits she was asked to make at the unit and has not made."""
    return _ask("select visits_held(%s, %s)", user.pk, unit.pk if unit else None)


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The other makes them; no period begins anew. What they say of a family, the other reads now and she no more.

    Raises Refusal where there are visits and the other holds no post near the families.
    """
    if not held(from_user, unit):
        return 0
    try:
        with transaction.atomic():
            return _ask("select visits_hand_over(%s, %s, %s)", from_user.pk, to_user.pk, unit.pk)
    except ProgrammingError:
        raise Refusal(
            "to_user", _("Visits to families go to somebody of the same hamlet, village or township.")
        ) from None


def enrol() -> None:
    """Called once when the app is ready."""
    holdings.register_holding("visits", _("visits to make"), held, reassign)
