"""At whose desk an application stands next: the level's own, or the one above where nobody there may take the step."""

from collections.abc import Collection
from datetime import date

from network.access.roles import roles_that
from network.staff import leaves
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from outreach.health.relief.models import CancerReliefApplication
from outreach.health.relief.states import CHECKS, NEXT


def _level(unit: Unit, level: Level) -> Unit:
    column = {Level.TOWNSHIP: "township_id", Level.COUNTY: "county_id", Level.CITY: "city_id"}.get(level)
    found = getattr(unit, column) if column else unit.pk
    return unit if found in (None, unit.pk) else Unit.objects.get(pk=found)


def _people(unit: Unit, verb: str, on: date) -> list[int]:
    """Whoever may take the step there on the day, or stands in, the first asked first."""
    posts = Appointment.objects.on(on).filter(unit=unit, role__in=roles_that(verb), user__is_active=True)
    people = posts.order_by("-is_primary", "is_deputy", "starts_on", "pk").values_list("user_id", flat=True)
    return leaves.present(people, leaves.Leave.objects.away(on))


def looked_already(row: CancerReliefApplication) -> set[int]:
    """Whoever has checked this application since its papers came last."""
    found: set[int] = set()
    for verb, user in row.steps.values_list("verb", "by_id"):
        if verb == "send_back_relief":
            found.clear()
        elif verb in CHECKS:
            found.add(user)
    return found


def next_desk(
    row: CancerReliefApplication, state: str, *, on: date, without: Collection[int] = ()
) -> tuple[Unit, User | None]:
    """The unit that owes the next step and who owns it; the level's own unit and nobody when all above are vacant too."""
    step = NEXT[state]
    natural = unit = _level(row.unit, step.level)
    barred = {*without, *row.recusals.values_list("user_id", flat=True)}
    if step.verb in CHECKS:
        barred |= looked_already(row)
    while True:
        people = [pk for pk in _people(unit, step.verb, on) if pk not in barred]
        if people:
            return unit, User.objects.get(pk=people[0])
        if unit.level <= Level.CITY or unit.parent is None:
            return natural, None
        unit = unit.parent
