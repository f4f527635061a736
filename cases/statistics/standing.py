"""How whole and how timely the returns below a unit are, period by period."""

from dataclasses import dataclass
from datetime import date

from cases.statistics.models import Return
from network.access.scope import Scope
from network.units.models import Level, Unit

SHOWN = 6


@dataclass(frozen=True)
class Standing:
    """One period of the units directly below: how many owe it, have locked it, locked it in time; who has not."""

    period: str
    label: str
    owed: int
    locked: int
    in_time: int
    missing: list[Unit]

    @property
    def whole(self) -> int:
        """完整率, per hundred."""
        return round(100 * self.locked / self.owed)

    @property
    def timely(self) -> int:
        """及时率, per hundred."""
        return round(100 * self.in_time / self.owed)


def of(here: Unit, scope: Scope, *, today: date) -> list[Standing]:
    """Latest first; empty for a township, which nobody below returns to."""
    if here.level >= Level.TOWNSHIP:
        return []
    rows = Return.objects.visible_to(scope).filter(unit__parent=here).select_related("unit")
    kept: dict[str, list[Return]] = {}
    for row in rows.order_by("-due_on", "period", "unit__code"):
        kept.setdefault(row.period, []).append(row)
    return [_of(each, today) for each in list(kept.values())[:SHOWN]]


def _of(rows: list[Return], today: date) -> Standing:
    return Standing(
        rows[0].period,
        rows[0].label,
        len(rows),
        sum(row.is_frozen for row in rows),
        sum(bool(row.is_in_time(today)) for row in rows),
        [row.unit for row in rows if not row.is_frozen],
    )
