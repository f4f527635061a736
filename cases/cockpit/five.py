"""The five figures at the top, and where the list behind each of them is."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.cockpit import drawing
from cases.cockpit.board import Board
from cases.cockpit.periods import LINE
from cases.rollups.measures import Measure
from network.access.scope import Scope
from network.units.models import Unit

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
        name, note = _("Closed within its time"), ""
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


def five_small(board: Board, lists: Lists) -> list[Figure]:
    """The same of a township for the last whole quarter, or withheld; no lines, whose single months are small."""
    row = board.own_row

    def one(name: object, value: Any, unit: object, url: str) -> Figure:
        return Figure(name, value, unit, "", "", "", "mut", url)

    rate = None if row.rate is None else f"{row.rate:.0f}"
    return [
        one(_("Matters received"), row.opened, _("matters"), lists.ledger(sort="opened")),
        one(_("Closed within its time"), rate, "%", lists.ledger(view="closed")),
        one(_("Late and open"), row.late, _("matters"), lists.ledger(due="late")),
        one(_("Matters open"), row.open, _("matters"), lists.ledger()),
        one(_("Rounds made"), row.rounds, _("rounds"), lists.page("round_figures", "see_round_figures")),
    ]
