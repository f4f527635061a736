"""What may happen to a unit: a hamlet is added, a unit is renamed, closed, or moved under another parent.

`by=None` is the house itself (demo, first set-up); everybody else acts inside her own scope.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.units import ties
from network.units.models import HamletKind, Level, Unit, UnitMove
from network.units.numbering import next_hamlet_code
from sisterhood.lib import clock


@dataclass(frozen=True)
class Place:
    """A unit as the gate sees a row: where it is, owned by nobody."""

    unit_id: int
    city_id: int | None
    county_id: int | None
    township_id: int | None
    owner_id: int | None = None


def _ask(by: Any, action: str, unit: Unit) -> None:
    if by is not None:
        gate.require(rest.of(by), action, Place(unit.pk, unit.city_id, unit.county_id, unit.township_id))


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


@transaction.atomic
def create_hamlet(village: Unit, *, name: str, kind: str, by: Any) -> Unit:
    """A new level-5 unit under a village, with the next serial of that village.

    Raises Refusal when the village is closed or not a village, the name empty or already used there.
    """
    village = _locked(village)
    _ask(by, "name_hamlet", village)
    name = name.strip()
    if village.level != Level.VILLAGE:
        raise Refusal("level", _("A hamlet stands under a village or a community."))
    if village.valid_to is not None:
        raise Refusal("closed", _("This unit is closed."))
    if not name or len(name) > 60:
        raise Refusal("name", _("Give the hamlet a name of at most 60 characters."))
    if kind not in HamletKind.values:
        raise Refusal("kind", _("Say what the hamlet is: a natural hamlet, a group or a grid."))
    if village.children.current().filter(short_name=name).exists():
        raise Refusal("twice", _("This village already has a hamlet of that name."))
    return Unit.objects.create(
        code=next_hamlet_code(village),
        level=Level.HAMLET,
        official_name=name,
        short_name=name,
        parent=village,
        hamlet_kind=kind,
        valid_from=clock.today(),
    )


@transaction.atomic
def rename(unit: Unit, *, official_name: str, short_name: str, by: Any) -> Unit:
    """Another official or short name; the old short name stays findable as an alias."""
    unit = _locked(unit)
    _ask(by, "keep_tree", unit)
    official_name, short_name = official_name.strip(), short_name.strip()
    if not official_name or not short_name or len(official_name) > 120 or len(short_name) > 60:
        raise Refusal("name", _("Both names are needed: at most 120 and 60 characters."))
    if unit.short_name != short_name and unit.short_name not in unit.aliases:
        unit.aliases = [*unit.aliases, unit.short_name]
    unit.official_name, unit.short_name = official_name, short_name
    unit.save(update_fields=["official_name", "short_name", "aliases", "initials"])
    return unit


def check_close(unit: Unit, *, on: date, successor: Unit | None = None) -> None:
    """Raises Refusal when the unit cannot cease after that day."""
    if unit.valid_to is not None:
        raise Refusal("closed", _("This unit is closed."))
    if unit.children.current().exists():
        raise Refusal("children", _("Close or move the units below it first."))
    if on < unit.valid_from:
        raise Refusal("date", _("A unit cannot be closed before it began."))
    if successor is not None and (successor.pk == unit.pk or successor.valid_to is not None):
        raise Refusal("successor", _("The successor must be another unit that is not closed."))
    for label, count in ties.holding([unit.pk]):
        raise Refusal(
            "held", _("It cannot be closed yet: %(label)s, %(count)d.") % {"label": label, "count": count}
        )


@transaction.atomic
def close_unit(unit: Unit, *, by: Any, on: date | None = None, successor: Unit | None = None) -> Unit:
    """The unit ceases after a day (today by default); its rows and figures stay under its name.

    Raises Refusal while open units stand below it or posts and work still hang on it.
    """
    unit = _locked(unit)
    _ask(by, "keep_tree", unit)
    on = on or clock.today()
    check_close(unit, on=on, successor=successor)
    unit.valid_to, unit.successor = on, successor
    unit.save(update_fields=["valid_to", "successor"])
    return unit


def check_move(unit: Unit, to_parent: Unit) -> None:
    """Raises Refusal when the unit cannot stand under that parent."""
    if unit.valid_to is not None or to_parent.valid_to is not None:
        raise Refusal("closed", _("A closed unit is neither moved nor moved to."))
    if unit.pk in to_parent.ancestor_ids:
        raise Refusal("cycle", _("A unit cannot stand under itself."))
    if to_parent.level != unit.level - 1:
        raise Refusal("level", _("The new parent must be of the level directly above."))
    if unit.parent_id is None or unit.parent_id == to_parent.pk:
        raise Refusal("same", _("It already stands there."))


@transaction.atomic
def move_unit(unit: Unit, *, to_parent: Unit, by: Any, reason: str) -> UnitMove:
    """The unit with everything below it goes under another parent; every table with ancestor columns follows.

    The leaders of the city are told. `counts` of the answer gives the rows touched for each table. Raises Refusal, see `check_move`.
    """
    found = {
        u.pk: u
        for u in Unit.objects.select_for_update().filter(pk__in=[unit.pk, to_parent.pk]).order_by("pk")
    }
    unit, to_parent = found[unit.pk], found[to_parent.pk]
    _ask(by, "keep_tree", unit)
    check_move(unit, to_parent)
    reason = reason.strip()
    if not reason or len(reason) > 200:
        raise Refusal(
            "reason", _("Give the reason in at most 200 characters, with the document if there is one.")
        )
    before = unit.parent_id
    if before is None:
        raise Refusal("parent", _("The nation cannot be moved."))
    with connection.cursor() as cursor:
        cursor.execute("select move_unit(%s, %s)::text", [unit.pk, to_parent.pk])
        counts = json.loads(cursor.fetchone()[0])
    move = UnitMove.objects.create(
        unit=unit,
        from_parent_id=before,
        to_parent=to_parent,
        reason=reason,
        moved_by_id=by.pk if by is not None else 0,
        moved_at=clock.now(),
        counts=counts,
    )
    record.event(
        Action.MOVE, by=by, subject=("unit", unit.pk), unit_id=unit.pk, purpose=reason, detail=counts
    )
    if by is not None:
        ties.tell_move(move)
    return move
