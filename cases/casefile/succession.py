"""Open matters when a person or a unit goes: counted and given on by the database, which sees also the sealed ones."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case
from network.access import rest
from network.notifications import outbox
from network.staff import holdings, lendings
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units import ties
from network.units.models import Unit
from sisterhood.lib import clock


def _ask(function: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(values))
        cursor.execute(f"select {function}({marks})", values)
        return cursor.fetchone()[0]


def held(user: User, unit: Unit | None) -> int:
    """Open matters the person owns at the unit (everywhere: None), as far as whoever asks arranges them."""
    return int(_ask("cases_held", user.pk, unit.pk if unit else None))


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """Every open matter with its clocks goes over; no period begins anew. Answers how many went.

    What stays: a sealed matter when `by` would give it to herself, and whatever the taker or `by` is recused
    from. Of the last `by` learns nothing: the leader of the unit above is told that work is left.
    """
    now = clock.now()
    posts = set(Appointment.objects.on(clock.today()).filter(user=to_user).values_list("unit_id", flat=True))
    to_unit = unit.pk if unit.pk in posts else unit.parent_id
    moved = int(_ask("cases_hand_over", from_user.pk, to_user.pk, unit.pk, to_unit, now))
    if moved:
        outbox.post("handed_over", recipient=to_user.pk, key=f"handed_over:{from_user.pk}:{to_user.pk}:{now}")
    if unit.parent and _ask("cases_hidden_from_me", from_user.pk, unit.pk):
        above = holder(unit.parent, "leader", on=clock.today())
        if above and above.pk not in (by.pk, from_user.pk):
            outbox.post("left_over", recipient=above.pk, key=f"left_over:{from_user.pk}:{unit.pk}:{now}")
    return moved


def open_at(unit_ids: list[int]) -> int:
    """Open matters at the units, whoever asks."""
    return int(_ask("cases_open_at", unit_ids))


def lines(user: User, unit: Unit) -> list[tuple[str, str]]:
    """For the list that is signed: number and last day of each open matter whose card whoever asks may see."""
    scope = rest.current()
    if scope is None:
        return []
    rows = Case.objects.visible_to(scope).open().filter(owner=user, unit=unit).order_by("number")
    return [
        (number, f"{clock.local_date(due):%Y-%m-%d}" if due else "—")
        for number, due in rows.values_list("number", "next_due_at")
    ]


def registrar_leaves(user: User, unit: Unit) -> int:
    """What she registered at a unit she has left is not hers to look at any more; answers how many matters."""
    return int(_ask("cases_registrar_leaves", user.pk, unit.pk, clock.today()))


def enrol() -> None:
    """Matters go over with their person and keep their unit from being closed; called once when ready."""
    holdings.register_holding("cases", _("open matters"), held, reassign, lines)
    holdings.register_farewell("registered", registrar_leaves)
    lendings.register_lending("cases", lendings.Lending(sharing.lend_for_leave, sharing.end_stand_in))
    ties.register_tie("cases", _("open matters"), open_at)
