"""What happens to referrals by itself, as the worker: letters expire, and what a slip began gets its clock."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from cases.referrals.frame import OUTCOME
from network.access import logins
from network.deadlines import clocks
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock


def keep() -> tuple[int, int]:
    """Letters that were presented to nobody expire, and their owner is told; help that a body reported is owed its
    outcome. Returns how many of each; a second run counts none. Raises WrongLogin on the web's login."""
    logins.require_worker()
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("select referrals_expire(%s)", [at])
        expired = int(cursor.fetchone()[0])
        cursor.execute(
            "select case_id, referral_id, unit_id, owner_id, service_on from referrals_owing_outcome()"
        )
        owing = cursor.fetchall()
    for row in owing:
        _begin(*row)
    return expired, len(owing)


@transaction.atomic
def _begin(case: UUID, referral: UUID, unit: int, owner: int | None, service_on: date) -> None:
    clocks.start(
        OUTCOME,
        subject=("case", case),
        unit=Unit.objects.get(pk=unit),
        owner=User.objects.filter(pk=owner).first() if owner else None,
        by=None,
        start_on=service_on,
        part=referral,
    )
