"""The page as a template reads it: words, numbers, places, and the address of the list behind each figure."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.cockpit import area, drawing
from cases.cockpit.board import SOON_DAYS, Board, Row
from cases.cockpit.five import FivePlain, Lists, five_small
from cases.cockpit.models import UnitOutline
from cases.cockpit.periods import PERIODS
from cases.rollups.measures import DEFINITIONS, Measure
from cases.vocabulary.intake import Category
from network.access.scope import Scope
from network.units.models import Level, Unit

# The bar of a leader: names of pages, what they ask for, and their words.
PLACES = (
    ("desk", "", _("My work")),
    ("units", "view_tree", _("Five-level network")),
    ("orders", "answer_order", _("Supervision orders")),
    ("award_rounds", "see_families", _("Model families")),
)
LONGEST = 6  # signs of a name in one line of a tile


@dataclass(frozen=True)
class Line:
    """One row of the table of the next level, and its place on the map."""

    row: Row
    dot: int | None
    is_low: bool
    tile: drawing.Tile
    shade: int
    deeper: str
    late_url: str

    @property
    def words(self) -> list[str]:
        """Its name in lines that a tile can hold."""
        name = self.row.unit.short_name
        half = (len(name) + 1) // 2
        return [name] if len(name) <= LONGEST else [name[:half], name[half:]]

    @property
    def percent(self) -> str:
        """The rate without decimals; a dash where there is none."""
        return "—" if self.row.rate is None else f"{self.row.rate:.0f}%"


def _deeper(board: Board, unit: Unit, query: dict[str, str]) -> str:
    if board.unit.level > Level.COUNTY:
        return ""
    return "?" + urlencode({"unit": unit.pk} | query)


def _plan(rows: list[Row]) -> tuple[drawing.Plan, dict[int, drawing.Tile], bool]:
    """Outlines when every unit has one, tiles otherwise; tiles stand in the order of the codes."""
    units = sorted((row.unit for row in rows), key=lambda unit: unit.code)
    known = dict(UnitOutline.objects.filter(unit__in=units).values_list("unit_id", "rings"))
    outlined = bool(units) and len(known) == len(units)
    plan = drawing.outlines([known[u.pk] for u in units]) if outlined else drawing.tiles(len(units))
    return plan, {unit.pk: tile for unit, tile in zip(units, plan.tiles, strict=True)}, outlined


def _next_level(board: Board, lists: Lists, average: float | None, query: dict[str, str]) -> dict[str, Any]:
    rows = board.rows
    plan, tiles, outlined = _plan(rows)
    rates = [row.rate for row in rows if row.rate is not None]
    scale = drawing.Scale.of(rates + ([average] if average is not None else []))
    lines = [
        Line(
            row=row,
            dot=None if row.rate is None else scale.place(row.rate),
            is_low=row.rate is not None and average is not None and row.rate < average - 10,
            tile=tiles[row.unit.pk],
            shade=drawing.shade(row.rate),
            deeper=_deeper(board, row.unit, query),
            late_url=lists.of(row.unit).ledger(due="late"),
        )
        for row in rows
    ]
    return {
        "lines": lines,
        "plan": plan,
        "outlined": outlined,
        "scale": scale,
        "shades": drawing.SHADES,
        "average": average,
        "average_at": None if average is None else scale.place(average),
        "hidden": sum(row.hidden for row in rows),
        "is_small": board.unit.level != Level.CITY,
        "quarter": board.quarter,
    }


def _kinds(board: Board) -> dict[str, Any]:
    whole, most = sum(k[1] for k in board.kinds), max((k[1] for k in board.kinds), default=0)
    before = sum(k[2] for k in board.kinds)
    names = dict(Category.choices)
    rows = [
        {
            "name": names[code],
            "n": n,
            "share": 100 * n / whole if whole else 0,
            "bar": 280 * n // most if most else 0,
        }
        for code, n, _before in board.kinds
    ]
    moved: tuple[float, str] = (0.0, "")
    for code, n, past in board.kinds:
        by = 100 * n / whole - 100 * past / before if whole and before else 0.0
        if abs(by) > abs(moved[0]):
            moved = (by, str(names[code]))
    return {
        "rows": rows,
        "whole": whole,
        "moved": moved[1],
        "by": abs(round(moved[0])),
        "rises": moved[0] > 0,
    }


def _trend(board: Board) -> dict[str, Any]:
    opened, closed = (
        [board.month(measure, month) for month in board.months]
        for measure in (Measure.OPENED, Measure.CLOSED)
    )
    drawn = drawing.trend(opened, closed)
    return {
        "drawn": drawn,
        "rows": list(zip(board.months, opened, closed, strict=True)),
        "labels": [(board.months[k], x) for k, x in drawn.labels],
        "opened": opened[-1],
        "closed": closed[-1],
    }


def _health(board: Board, lists: Lists) -> list[dict[str, Any]]:
    units = {unit.pk: unit for unit in board.children} if board.unit.level == Level.CITY else {}
    standing = board.standing
    most = max((now.open for now in standing.values()), default=0)
    found: list[dict[str, Any]] = []
    for pk, now in standing.items():
        unit = units.get(pk or 0, board.unit)
        on_track = now.open - now.soon - now.late
        bar = drawing.stacked(on_track, now.soon, now.late, most=most)
        url = lists.of(unit).ledger(due="late")
        found.append({"unit": unit, "now": now, "on_track": on_track, "bar": bar, "url": url})
    found.sort(key=lambda line: (line["unit"].level, line["unit"].code))
    return found


def shown(board: Board, scope: Scope, *, query: dict[str, str]) -> dict[str, Any]:
    """Everything the template needs. `query` is what the address says besides the unit."""
    lists = Lists(scope, board.unit)
    five = FivePlain(board, lists).all() if board.is_exact else five_small(board, lists)
    average = board.average
    trail = area.trail(board.unit, scope)
    context = {
        "unit": board.unit,
        "trail": trail,
        "ladder": area.ladder(trail[0], on=board.today),
        "periods": [(code, label, code == board.period.code) for code, label in PERIODS.items()],
        "period": board.period,
        "exact": board.is_exact,
        "five": five,
        "next_level": _next_level(board, lists, average, query),
        "at": board.at,
        "definitions": DEFINITIONS,
        "soon_days": SOON_DAYS,
        "places": [
            {"url": reverse(name), "label": label}
            for name, action, label in PLACES
            if not action or scope.may(action)
        ],
    }
    if board.is_exact:
        context |= {"kinds": _kinds(board), "trend": _trend(board), "health": _health(board, lists)}
    return context
