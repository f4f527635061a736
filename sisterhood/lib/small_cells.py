"""Few people in a cell are withheld, and so many other cells with them that no sum gives a withheld one away.

A table is a set of cells and the sums between them: lines, columns, places, months. What a reader can know of a withheld
cell is what the shown ones leave possible: an interval, found by propagation, or one number, found by elimination.
Only `protect` decides; whoever prints leaves out what it names.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

FEW = 5
_PRIME = (
    1 << 61
) - 1  # elimination over a large field: what is unique there is unique in numbers, but for one in 10**18
_ROUNDS = 400

Key = Hashable
Bounds = tuple[float, float]


@dataclass(frozen=True)
class Sum:
    """`total` = all `parts` together; none of them is below zero."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def members(self) -> tuple[Key, ...]:
        """Total and parts."""
        return (self.total, *self.parts)


def is_small(number: int) -> bool:
    """One to four; none at all says nothing about anybody."""
    return 0 < number < FEW


def bounds(cells: Mapping[Key, int], sums: Iterable[Sum], withheld: Collection[Key]) -> dict[Key, Bounds]:
    """For each withheld cell the least and the most it can be, by what the shown ones say."""
    found: dict[Key, Bounds] = dict.fromkeys(withheld, (0, inf))
    waiting = [each for each in sums if any(key in found for key in each.members)]
    for _round in range(_ROUNDS):
        moved = [_tighten(each, cells, found) for each in waiting]
        if not any(moved):
            break
    return found


def _tighten(each: Sum, cells: Mapping[Key, int], found: dict[Key, Bounds]) -> bool:
    spans = [found.get(key, (cells[key], cells[key])) for key in each.parts]
    low, high = sum(span[0] for span in spans), sum(span[1] for span in spans)
    total = found.get(each.total, (cells[each.total], cells[each.total]))
    changed = _narrow(found, each.total, low, high) if each.total in found else False
    total = found.get(each.total, total)
    for key, span in zip(each.parts, spans, strict=True):
        if key in found:
            changed |= _narrow(found, key, total[0] - _others(spans, span), total[1] - (low - span[0]))
    return changed


def _others(spans: list[Bounds], span: Bounds) -> float:
    endless = sum(s[1] == inf for s in spans) - (span[1] == inf)
    return inf if endless else sum(s[1] for s in spans if s[1] != inf) - (0 if span[1] == inf else span[1])


def _narrow(found: dict[Key, Bounds], key: Key, low: float, high: float) -> bool:
    was = found[key]
    found[key] = (max(was[0], low), min(was[1], high))
    return found[key] != was


def determined(sums: Iterable[Sum], withheld: Collection[Key]) -> set[Key]:
    """Withheld cells that the sums alone fix to one number, however they are added and subtracted."""
    pivots: dict[Key, dict[Key, int]] = {}
    for each in sums:
        row: dict[Key, int] = {}
        for key, sign in ((each.total, 1), *((part, _PRIME - 1) for part in each.parts)):
            if key in withheld:
                row[key] = (row.get(key, 0) + sign) % _PRIME
        _eliminate({key: n for key, n in row.items() if n}, pivots)
    return {key for key, row in pivots.items() if len(row) == 1}


def _eliminate(row: dict[Key, int], pivots: dict[Key, dict[Key, int]]) -> None:
    for key in [key for key in row if key in pivots]:
        _subtract(row, pivots[key], row[key])
    if not row:
        return
    pivot = next(iter(row))
    inverse = pow(row[pivot], -1, _PRIME)
    row = {key: n * inverse % _PRIME for key, n in row.items()}
    for other in pivots.values():
        if pivot in other:
            _subtract(other, row, other[pivot])
    pivots[pivot] = row


def _subtract(row: dict[Key, int], other: Mapping[Key, int], times: int) -> None:
    for key, n in other.items():
        left = (row.get(key, 0) - times * n) % _PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def protect(
    cells: Mapping[Key, int],
    sums: Collection[Sum],
    *,
    told: Collection[Key] = (),
    hidden: Collection[Key] = (),
    open_to_guess: Collection[Key] = (),
) -> set[Key]:
    """Which cells to withhold now.

    `told`: shown whatever happens (figures of a county, what was published before). `hidden`: shown by nobody, or
    withheld before; those of them that are small are guarded as well, except `open_to_guess` (what a county has of its own).
    A guarded cell ends with at least five possible values, or with as many as the told figures leave: never with one.
    """
    told, hidden = set(told), set(hidden)
    free = cells.keys() - told - hidden
    guarded = {key for key in free | hidden if is_small(cells[key])} - set(open_to_guess)
    withheld = hidden | (guarded & free)
    of: dict[Key, list[Sum]] = {}
    for each in sums:
        for key in each.members:
            of.setdefault(key, []).append(each)
    while True:
        limits, fixed = bounds(cells, sums, withheld), determined(sums, withheld)
        known = fixed | {key for key, (low, high) in limits.items() if low == high}
        weak = [key for key in guarded if key in known or limits[key][1] - limits[key][0] < FEW - 1]
        more, helped = set[Key](), set[int]()
        for key in sorted(weak, key=lambda each: (cells[each], str(each))):
            search = _Search(cells, of, limits, free - withheld - more, helped)
            chosen = search.near(key, is_known=key in known)
            more |= {chosen} if chosen is not None else set()
        if not more:
            return withheld - hidden
        withheld |= more


@dataclass(frozen=True)
class _Search:
    """Looks for the cell that, withheld as well, leaves more possible for a weak one. One for each sum and round."""

    cells: Mapping[Key, int]
    of: Mapping[Key, list[Sum]]
    limits: Mapping[Key, Bounds]
    free: Collection[Key]
    helped: set[int]

    def near(self, key: Key, *, is_known: bool) -> Key | None:
        """In the sums that hold it; where it can be only one number, also in those that hold what holds it."""
        seen, ring = {key}, [key]
        while ring:
            held = [
                each for one in ring for each in self.of.get(one, []) if is_known or self._binds(one, each)
            ]
            if any(id(each) in self.helped for each in held) and not is_known:
                return None
            best = min(
                (m for each in held for m in each.members if self._helps(m, key, is_known)),
                key=self._order,
                default=None,
            )
            if best is not None:
                self.helped.update(id(each) for each in held if best in each.members)
                return best
            ring = (
                [m for each in held for m in each.members if m in self.limits and m not in seen]
                if is_known
                else []
            )
            seen.update(ring)
        return None

    def _helps(self, member: Key, key: Key, is_known: bool) -> bool:
        return member in self.free and (self.cells[member] > 0 or is_known or self.limits[key][0] > 0)

    def _order(self, key: Key) -> tuple[bool, int, str]:
        return self.cells[key] == 0, self.cells[key], str(key)

    def _span(self, key: Key) -> Bounds:
        return self.limits.get(key, (self.cells[key], self.cells[key]))

    def _binds(self, key: Key, each: Sum) -> bool:
        """Whether this sum alone holds the cell to one of its bounds."""
        low, high = self._span(key)
        parts = [self._span(part) for part in each.parts if part != key]
        least, most = sum(part[0] for part in parts), sum(part[1] for part in parts)
        if key == each.total:
            return high == most or low == least > 0
        total = self._span(each.total)
        return high == total[1] - least or low == total[0] - most > 0
