"""What ends with the matter: bookings to come are called off, and what they opened is closed."""

from datetime import datetime

from cases.casefile.models import Case
from cases.consultations import booking, crisis
from cases.consultations.models import Consultation
from cases.consultations.states import EXPECTED
from network.duty.rota import booking as rota
from network.staff.models import User


def end_all(case: Case, *, by: User, at: datetime) -> None:
    """Within the verb that ends a locked case. Raises Refusal while a crisis waits for its note.

    A session that has begun goes on to its end under its own grant, which ends by itself.
    """
    crisis.refuse_while_open(case.pk)
    rows = list(
        Consultation.objects.filter(case=case, state__in=EXPECTED).select_for_update(
            of=("self",), no_key=True
        )
    )
    for row in rows:
        row.state, row.ended_at = "cancelled", at
        row.save(update_fields=["state", "ended_at"])
        booking.end_grants(row, case, by=by)
    for pk in sorted({row.booking_id for row in rows}):
        if not Consultation.objects.filter(booking_id=pk, ended_at=None).exists():
            rota.give_back(pk, by=by, at=at)
