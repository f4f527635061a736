"""A moved unit is told to the leaders of the cities it left and came to, and to the security administrator.

The system administrator moves alone; nobody else would notice.
"""

from network.notifications import outbox
from network.staff.models import Appointment
from network.units import ties
from network.units.models import Unit, UnitMove
from sisterhood.lib import clock


def tell(move: UnitMove) -> None:
    """One message for each of them, without the unit's name."""
    parents = Unit.objects.filter(pk__in=[move.from_parent_id, move.to_parent_id])
    live = Appointment.objects.on(clock.today()).filter(user__is_active=True)
    leaders = live.filter(role="city_leader", unit_id__in=parents.values("city_id"))
    people = {*leaders.values_list("user_id", flat=True)}
    people |= {*live.filter(role="security_admin").values_list("user_id", flat=True)}
    for person in people - {move.moved_by_id}:
        outbox.post("unit_moved", recipient=person, key=f"unit_moved:{move.pk}:{person}")


def enrol() -> None:
    """Called once when the app is ready."""
    ties.register_teller("moves", tell)
