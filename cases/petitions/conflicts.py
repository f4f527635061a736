"""The other side is one of us (信访工作条例 art. 28(3), 30(3)): found by comparison before anybody is shown the matter.

Compared are the name and the office phone of everybody who may sign in. A namesake loses one matter she would never
have missed; the person herself finds no row, no number and no message.
"""

from collections.abc import Collection

from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.keyring import DOMAINS

SHORTEST_PHONE = 7  # fewer digits are an extension, which many share


def staff_named(name: str, phone: str) -> set[int]:
    """Ids of people who may sign in under this name or with this office phone, written however."""
    told, dialled = DOMAINS["name"](name), DOMAINS["phone"](phone)
    if len(dialled) < SHORTEST_PHONE:
        dialled = ""
    if not told and not dialled:
        return set()
    staff = User.objects.filter(is_active=True).values_list("pk", "display_name", "work_phone")
    return {
        pk
        for pk, display_name, work_phone in staff
        if (told and DOMAINS["name"](display_name) == told)
        or (dialled and DOMAINS["phone"](work_phone) == dialled)
    }


def on_the_way(user_ids: Collection[int], unit: Unit) -> bool:
    """Whether one of them holds a post at the unit or above it, where its numbers and cards are seen."""
    posts = Appointment.objects.on(clock.today()).filter(user_id__in=user_ids)
    return posts.filter(unit_id__in=(unit.pk, *(pk for pk in unit.ancestor_ids if pk))).exists()
