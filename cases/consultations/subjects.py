"""How sessions answer the rota when a chair changes hands, and where messages about them lead."""

from uuid import UUID

from django.db import connection

from cases.consultations.frame import hold
from cases.consultations.models import Consultation, Crisis
from network.duty.rota import followers
from network.notifications import pages


def _moved(booking: UUID, before: int, after: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select session_moved(%s, %s, %s)", [booking, before, after])
        return bool(cursor.fetchone()[0])


def _barred(bookings: list[UUID], person: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select bookings_kept_from(%s::uuid[], %s)", [bookings, person])
        return bool(cursor.fetchone()[0])


def enrol() -> None:
    """Called once when the app is ready."""
    sessions = followers.Follower(hold=lambda ids: hold(bookings=ids), moved=_moved, barred=_barred)
    followers.register("consultation", sessions)
    pages.register("consultation", pages.Page("consultation", pages.among(Consultation.objects.visible_to)))
    pages.register("crisis", pages.Page("crisis", pages.among(Crisis.objects.visible_to)))
