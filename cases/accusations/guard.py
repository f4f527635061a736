"""The house looks after the seats, as the worker: readers who have gone, accusations nobody reads, a short list.

No count is kept of what was done: a number in a job's row would say that an accusation exists.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from cases.accusations import seats
from network.access import logins
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.models import Appointment
from network.units.models import Unit
from sisterhood.lib import clock


@dataclass(frozen=True)
class Unread:
    """An accusation without a reader, as far as the house may know it."""

    pk: UUID
    city: Unit
    state: str
    received_on: date
    referred_on: date | None
    is_urgent: bool
    can_be_told: bool


@transaction.atomic
def keep_seats() -> None:
    """A reader who serves no more leaves her seat; the other is asked weekly to name somebody in her place.

    Where nobody is left to name one, the next of the city's list takes it; after the storage period every empty seat
    is filled so, and both are reminded once a year that it is over. Raises WrongLogin.
    """
    logins.require_worker()
    now, today = clock.now(), clock.today()
    for (seat,) in seats.ask("seats_deserted"):
        clocks.cancel_running(("accusation", seat), by=None, at=now)
        seats.ask("end_deserted", seat, now)
    for pk, city, *facts in seats.ask("accusations_unread"):
        seats.fill(Unread(pk, Unit.objects.get(pk=city), *facts), by=None, at=now)
    year, week, _day = today.isocalendar()
    outbox.post_many(
        outbox.Post("seat_empty", person, f"seat_empty:{seat}:{year}-{week}", ("accusation", seat))
        for seat, person in seats.ask("seats_alone")
    )
    outbox.post_many(
        outbox.Post("reminder", person, f"reminder:{seat}:{today.year}", ("accusation", seat))
        for seat, person in seats.ask("seats_over")
    )


def check_list() -> None:
    """Would an accusation about any unit find two readers? If not, those who keep the list hear of it weekly.

    Asks the list and no accusation, so that the alarm says nothing of any.
    """
    logins.require_worker()
    year, week, _day = clock.today().isocalendar()
    for (city,) in seats.ask("cities_short_of_readers", *seats.able_and_leading()):
        posts = Appointment.objects.on(clock.today()).filter(
            unit_id=city, role__in=("security_admin", "audit_admin"), user__is_active=True
        )
        outbox.post_many(
            outbox.Post("list_short", person, f"list_short:{city}:{person}:{year}-{week}")
            for person in sorted(set(posts.values_list("user_id", flat=True)))
        )
