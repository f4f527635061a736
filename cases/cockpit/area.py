"""Whose figures somebody may open: her units of the levels city to township, and what stands below them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q

from cases.casefile.models import Case
from network.access.roles import AREA_LEVELS, LEADER_OF_LEVEL, ROLES
from network.access.scope import Scope
from network.units.models import ANCESTOR_COLUMNS, Level, Unit

ACTION = "see_cockpit"
# Units of each level at or below one, and of how many the leader's post is held on a day; quasi units owe nobody.
LADDER = """
select u.level, count(*), count(*) filter (where not u.is_quasi),
       count(*) filter (where not u.is_quasi and exists (
         select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
          where a.unit_id = u.id and a.role = any (%(roles)s) and a.starts_on <= %(day)s
            and (a.ends_on is null or a.ends_on >= %(day)s)))
  from network_unit u where u.{column} = %(unit)s and u.valid_to is null group by 1
"""


@dataclass(frozen=True)
class Step:
    """One step of the ladder: a level, its units, and of those that owe a leader how many have one."""

    level: Level
    units: int
    owing: int
    held: int

    @property
    def share(self) -> float | None:
        """Held posts in percent; None where nobody is owed."""
        return 100 * self.held / self.owing if self.owing else None


def roots(scope: Scope) -> list[int]:
    """Her units whose figures she may open, the highest first."""
    posts = [p for p in scope.posts if p.level in AREA_LEVELS and ACTION in ROLES[p.role].may]
    return list(dict.fromkeys(p.unit_id for p in sorted(posts, key=lambda p: p.level)))


def chosen(scope: Scope, asked: str) -> Unit | None:
    """The unit of an address, or her own; None is a unit that is not hers, below the townships, or none at all."""
    inside = roots(scope)
    if not inside:
        return None
    wanted = (
        int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0 if asked else inside[0]
    )
    unit = Unit.objects.filter(pk=wanted, level__in=AREA_LEVELS).first()
    return unit if unit and set(unit.ancestor_ids) & set(inside) else None


def trail(unit: Unit, scope: Scope) -> list[Unit]:
    """From her own unit down to this one."""
    inside = set(roots(scope))
    found = Unit.objects.in_bulk(unit.ancestor_ids)
    line = [found[pk] for pk in unit.ancestor_ids if pk in found]
    top = next((place for place, upper in enumerate(line) if upper.pk in inside), 0)
    return line[top:]


def ladder(top: Unit, *, on: date) -> list[Step]:
    """The five levels from the city down, as far as they lie at or below a unit."""
    column = ANCESTOR_COLUMNS[Level(top.level)]
    with connection.cursor() as cursor:
        roles = list(LEADER_OF_LEVEL.values())
        cursor.execute(LADDER.format(column=column), {"unit": top.pk, "roles": roles, "day": on})
        found = {level: rest for level, *rest in cursor.fetchall()}
    above = dict.fromkeys(range(Level.CITY, top.level), (1, 0, 0))  # the one unit over hers
    return [
        Step(Level(level), *(above | found).get(level, (0, 0, 0)))
        for level in range(Level.CITY, Level.HAMLET + 1)
    ]


def below(unit: Unit) -> list[Unit]:
    """The next level down, as it is composed today."""
    return list(unit.children.current().order_by("code"))


def listed(unit: Unit, scope: Scope, at: datetime) -> dict[int | None, tuple[int, int]]:
    """Open and late ordinary matters she may list, by unit of the next level; None is the unit's own office."""
    child = ANCESTOR_COLUMNS[Level(unit.level + 1)]
    rows = Case.objects.in_area(scope, ANCESTOR_COLUMNS[Level(unit.level)], unit.pk).open().order_by()
    late = Count("pk", filter=Q(next_due_at__lte=at))
    return {key: (n, n_late) for key, n, n_late in rows.values_list(child).annotate(n=Count("pk"), late=late)}
