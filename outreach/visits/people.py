"""Who may go round in a place: people with a post there, in its village, at its hamlets and in its township."""

from datetime import date

from django.db.models import Q

from network.staff.models import Appointment, User
from network.units.models import Unit
from outreach.visits.topics import VISITORS


def going(unit: Unit, *, on: date, without: int | None = None) -> list[User]:
    """Each once, those of the place itself first."""
    village = unit.village_id or unit.pk
    near = Unit.objects.current().filter(Q(village_id=village) | Q(pk__in=unit.ancestor_ids))
    posts = Appointment.objects.on(on).filter(
        role__in=VISITORS, unit__in=near.values("pk"), user__is_active=True
    )
    found = {
        post.user_id: post.user
        for post in posts.select_related("user").order_by("-unit__level", "unit__code", "pk")
    }
    return [person for pk, person in found.items() if pk != without]
