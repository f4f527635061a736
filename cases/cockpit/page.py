"""The page as a template reads it: words, numbers, places, and the address of the list behind each figure."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.cockpit import area, drawing
from cases.cockpit.board import SOON_DAYS, Board, Row
from cases.cockpit.models import UnitOutline
from cases.cockpit.periods import LINE, PERIODS
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
SMALL_BASE = 20  # a rate of fewer matters stands beside its counts (design, "Don't")


@dataclass(frozen=True)
class Lists:
    """Where the lists behind the figures are, as far as she may open them; "" where she may not."""

    scope: Scope
    unit: Unit

    def ledger(self, **asked: Any) -> str:
        """The ledger of the unit under her own rights."""
        if not self.scope.may("see_ledger"):
            return ""
        return f"{reverse('ledger')}?{urlencode({'unit': self.unit.pk} | asked)}"

    def of(self, unit: Unit) -> "Lists":
        """The same for another unit."""
        return Lists(self.scope, unit)

    def page(self, name: str, action: str) -> str:
        """A list of another feature."""
        return reverse(name) if self.scope.may(action) else ""


@dataclass(frozen=True)
class Figure:
    """One of the five: `value` None is withheld or unknown. `change` compares with the period before, in words."""

    name: object
    value: Any
    unit: object
    line: str
    tone: str
    change: object
    change_tone: str
    url: str
    note: object = ""


def _change(now: float, before: float, *, points: bool = False) -> object:
    by = round(now - before, 1) if points else int(now - before)
    if by == 0:
        return _("as in the period before")
    sign = f"{'+' if by > 0 else '−'}{abs(by)}"
    if points:
        return _("%(by)s points on the period before") % {"by": sign}
    return _("%(by)s on the period before") % {"by": sign}


class FivePlain:
    """The five figures of a city or a county: exact, each with seven months and one comparison."""

    def __init__(self, board: Board, lists: Lists) -> None:
        self.board, self.lists = board, lists

    def all(self) -> list[Figure]:
        """In the order of the design."""
        green = self._flow(1, Measure.GREEN, 4, _("letters"), self.lists.page("referrals", "see_referrals"))
        rounds = self._flow(
            2, Measure.ROUNDS, 3, _("rounds"), self.lists.page("round_figures", "see_round_figures")
        )
        opened = self._flow(0, Measure.OPENED, 1, _("matters"), self.lists.ledger(sort="opened"))
        return [opened, self._rate(), self._late(), green, rounds]

    def _line(self, value: Any) -> str:
        return drawing.path([value(month) for month in self.board.months[-LINE:]], width=74, height=34)

    def _flow(self, place: int, measure: str, tone: int, unit: object, url: str) -> Figure:
        now, before = (self.board.flow(measure, p) for p in (self.board.period.now, self.board.period.before))
        name = (_("Matters received"), _("Green channel"), _("Rounds made"))[place]
        line = self._line(lambda month: self.board.month(measure, month))
        return Figure(name, now, unit, line, f"c{tone}", _change(now, before), "mut", url)

    def _rate(self) -> Figure:
        board, before = self.board, self.board.period.last_before
        in_time, closed = (board.flow(m, board.period.now) for m in (Measure.IN_TIME, Measure.CLOSED))
        late = board.now.late
        past_in, past_closed = (board.flow(m, board.period.before) for m in (Measure.IN_TIME, Measure.CLOSED))
        past_late = board.month(Measure.LATE, before)
        name, note = _("Closed in time"), ""
        if not closed + late:
            return Figure(name, None, "", self._line(board.rate_of), "c2", _("nothing was owed"), "mut", "")
        now, base = 100 * in_time / (closed + late), past_closed + past_late
        if closed + late < SMALL_BASE:
            note = f"{in_time} / {closed + late}"
        past = 100 * past_in / base if base else now
        tone = "up" if now > past else "dn" if now < past else "mut"
        change = _change(round(now, 1), round(past, 1), points=True) if base else _("nothing to compare with")
        url = self.lists.ledger(view="closed")
        return Figure(name, f"{now:.1f}", "%", self._line(board.rate_of), "c2", change, tone, url, note)

    def _late(self) -> Figure:
        board = self.board
        now, before = board.now.late, board.month(Measure.LATE, board.period.last_before)
        line = self._line(lambda month: board.month(Measure.LATE, month))
        tone = "dn" if now > before else "up" if now < before else "mut"
        url = self.lists.ledger(due="late")
        return Figure(_("Late and open"), now, _("matters"), line, "late", _change(now, before), tone, url)


def _five_small(board: Board, lists: Lists) -> list[Figure]:
    """The same of a township for the last whole quarter, or withheld; no lines, whose single months are small."""
    row = board.own_row

    def one(name: object, value: Any, unit: object, url: str) -> Figure:
        shown = None if row.hidden else value
        return Figure(name, shown, unit, "", "", "", "mut", url)

    rate = None if row.rate is None else f"{row.rate:.0f}"
    return [
        one(_("Matters received"), row.opened, _("matters"), lists.ledger(sort="opened")),
        one(_("Closed in time"), rate, "%", lists.ledger(view="closed")),
        one(_("Late and open"), row.late, _("matters"), lists.ledger(due="late")),
        one(_("Matters open"), row.open, _("matters"), lists.ledger()),
        one(_("Rounds made"), row.rounds, _("rounds"), lists.page("round_figures", "see_round_figures")),
    ]


@dataclass(frozen=True)
class Line:
    """One row of the ranked table, and its place on the map."""

    row: Row
    dot: int | None
    is_low: bool
    tile: drawing.Tile
    shade: int
    deeper: str
    late_url: str

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


def _ranked(board: Board, lists: Lists, average: float | None, query: dict[str, str]) -> dict[str, Any]:
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
        "average": average,
        "average_at": None if average is None else scale.place(average),
        "hidden": sum(row.hidden for row in rows),
        "is_small": not board.unit.level == Level.CITY,
        "quarter": board.quarter,
    }


def _kinds(board: Board) -> dict[str, Any]:
    whole, most = sum(k[1] for k in board.kinds), max((k[1] for k in board.kinds), default=0)
    before = sum(k[2] for k in board.kinds)
    names = dict(Category.choices)
    rows = [
        {"name": names[code], "n": n, "share": 100 * n / whole if whole else 0, "bar": 280 * n // most if most else 0}
        for code, n, _before in board.kinds
    ]
    moved: tuple[float, str] = (0.0, "")
    for code, n, past in board.kinds:
        by = 100 * n / whole - 100 * past / before if whole and before else 0.0
        if abs(by) > abs(moved[0]):
            moved = (by, str(names[code]))
    return {"rows": rows, "whole": whole, "moved": moved[1], "by": abs(round(moved[0])), "rises": moved[0] > 0}


def _trend(board: Board) -> dict[str, Any]:
    opened, closed = (
        [board.month(measure, month) for month in board.months] for measure in (Measure.OPENED, Measure.CLOSED)
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
    found = []
    for pk, now in standing.items():
        unit = units.get(pk or 0, board.unit)
        on_track = now.open - now.soon - now.late
        bar = drawing.stacked(on_track, now.soon, now.late, most=most)
        url = lists.of(unit).ledger(due="late")
        found.append({"unit": unit, "now": now, "on_track": on_track, "bar": bar, "url": url})
    found.sort(key=lambda line: (line["unit"].level, line["unit"].code))
    for k, line in enumerate(found):
        line["y"] = 18 + 25 * k
    return found


def shown(board: Board, scope: Scope, *, query: dict[str, str]) -> dict[str, Any]:
    """Everything the template needs. `query` is what the address says besides the unit."""
    lists = Lists(scope, board.unit)
    five = FivePlain(board, lists).all() if board.is_exact else _five_small(board, lists)
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
        "ranked": _ranked(board, lists, average, query),
        "at": board.at,
        "definitions": DEFINITIONS,
        "soon_days": SOON_DAYS,
        "places": [
            {"url": reverse(name), "label": label} for name, action, label in PLACES if not action or scope.may(action)
        ],
    }
    if board.is_exact:
        health = _health(board, lists)
        context |= {"kinds": _kinds(board), "trend": _trend(board), "health": health}
        context["health_height"] = 25 * max(1, len(health)) + 10
    return context
