"""What ends with the matter: bookings to come are called off, and what they opened is closed."""

from datetime import datetime

from cases.casefile.models import Case
from cases.consultations import booking, crisis
from cases.consultations.models import Consultation
from cases.consultations.states import EXPECTED
from network.access import rest
from network.staff.models import User


def end_all(case: Case, *, by: User, at: datetime) -> None:
    """Within the verb that ends a locked case. Raises Refusal while a crisis waits for its note.

    A session that has begun goes on to its end under its own grant, which ends by itself.
    """
    crisis.refuse_while_open(case.pk)
    rows = Consultation.objects.filter(case=case, state__in=EXPECTED).order_by("pk")
    booking.call_off(rows.select_for_update(of=("self",), no_key=True), case, rest.of(by), by=by, at=at)
