"""家庭建设统计表 (R-10): families put forward, families with a title, households that took part, villages reached.

Counted are families that asked to be seen, and households that came to a talk; a family that took itself back stays counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, IntegerField, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Level, Unit
from outreach.families.judging import FamilyDiscussion
from outreach.families.lists import Title
from outreach.families.models import FamilyNomination

_CHILD = {
    Level.CITY: "unit__county_id",
    Level.COUNTY: "unit__township_id",
    Level.TOWNSHIP: "unit__village_id",
}
DEFINITIONS = (
    (_("Families put forward"), _("families whose papers were signed and handed in, in rounds of the year")),
    (
        _("Families with a title"),
        _("families of these that were awarded a title, also if they took themselves back later"),
    ),
    (
        _("Households that took part"),
        _("households that came to the talk of their village, added up over rounds"),
    ),
    (
        _("Villages reached"),
        _("villages and communities with at least one family put forward, among all of the unit"),
    ),
)


@dataclass(frozen=True)
class Figures:
    """Of one unit in one year."""

    put_forward: int = 0
    titled: int = 0
    households: int = 0
    villages: int = 0
    all_villages: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)))

    @property
    def share(self) -> float | None:
        """Villages reached in per cent, down to a tenth; None where there is no village."""
        return self.villages * 1000 // self.all_villages / 10 if self.all_villages else None


def _families(scope: Scope, here: Unit, year: int) -> Any:
    units = Unit.objects.below(here).values("pk")
    rows = FamilyNomination.objects.visible_to(scope).filter(unit__in=units, round__year=year)
    return rows.exclude(submitted_on=None).order_by()


def by_child(scope: Scope, here: Unit, *, year: int) -> dict[int, Figures]:
    """For each unit directly below (of a village: itself)."""
    path = _CHILD.get(Level(here.level), "unit_id")
    child = Coalesce(path, "unit_id", output_field=IntegerField())
    found: dict[int, Figures] = {}
    families = _families(scope, here, year).values_list(child)
    for unit, n, titled, villages in families.annotate(
        Count("pk"), Count("awarded_on"), Count("unit", distinct=True)
    ):
        found[unit] = Figures(n, titled, 0, villages)
    talks = FamilyDiscussion.objects.filter(in_reach(scope, "see_families"), round__year=year)
    talks = talks.filter(unit__in=Unit.objects.below(here).values("pk")).order_by().values_list(child)
    rows: Any = talks.annotate(Sum("households"))
    for unit, households in rows:
        found[unit] = found.get(unit, Figures()) + Figures(households=households)
    for unit, n in _villages(here):
        found[unit] = found.get(unit, Figures()) + Figures(all_villages=n)
    return found


def _villages(here: Unit) -> Iterable[tuple[int, int]]:
    path = _CHILD.get(Level(here.level), "unit_id").removeprefix("unit__")
    child = Coalesce("pk" if path == "unit_id" else path, "pk", output_field=IntegerField())
    rows = Unit.objects.current().below(here).filter(level=Level.VILLAGE, is_quasi=False).order_by()
    return rows.values_list(child).annotate(Count("pk"))


def by_title(scope: Scope, here: Unit, *, year: int) -> list[tuple[Any, int, int]]:
    """(title, put forward for it, given) over the whole unit."""
    sought = dict(_families(scope, here, year).values_list("title_sought").annotate(Count("pk")))
    given = dict(_families(scope, here, year).exclude(title="").values_list("title").annotate(Count("pk")))
    return [(label, sought.get(code, 0), given.get(code, 0)) for code, label in Title.choices]
