"""Where lines, bars, dots and tiles of the page lie, in units of their drawings. Numbers in, numbers out.

A figure below is drawn from the same list that its table prints, so the two cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

SHADES = (80, 85, 90, 95)  # from which rate on a tile is one shade darker
SCALE_FROM = (90, 80, 70, 50, 0)  # where a scale of rates may begin; it ends at 100
TILE, GAP = 100, 6


def path(values: Sequence[float | None], *, width: float, height: float, pad: float = 3) -> str:
    """Points of a line through what is known, evenly spaced; "" for fewer than two."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    step = (width - 2 * pad) / (len(values) - 1)
    reach = (height - 2 * pad) / ((high - low) or 1)
    points = [
        f"{pad + k * step:.0f},{height - pad - (v - low) * reach:.0f}"
        for k, v in enumerate(values)
        if v is not None
    ]
    return " ".join(points)


def shade(rate: float | None) -> int:
    """1 (low) to 5 (high); 0 for none."""
    return 0 if rate is None else 1 + sum(rate >= edge for edge in SHADES)


@dataclass(frozen=True)
class Scale:
    """A scale of rates from `low` to 100 percent, over a width."""

    low: int
    width: int = 120

    @classmethod
    def of(cls, rates: Sequence[float]) -> "Scale":
        """The shortest one that holds them all."""
        least = min(rates, default=100.0)
        return cls(next(low for low in SCALE_FROM if low <= least))

    def place(self, rate: float) -> int:
        """How far to the right."""
        return round((rate - self.low) / (100 - self.low) * self.width)


@dataclass(frozen=True)
class Tile:
    """One unit of the plan: where its square lies, or the ring of its outline, and where its words stand."""

    x: float
    y: float
    ring: str
    word_x: float
    word_y: float


@dataclass(frozen=True)
class Plan:
    """All tiles, and the size of the drawing."""

    tiles: list[Tile]
    width: int
    height: int


def tiles(count: int) -> Plan:
    """Squares in rows, as near to a square as they come: the plan of an area whose outline nobody has loaded."""
    columns = max(1, ceil(sqrt(count)))
    lines = ceil(count / columns) if count else 1
    found = []
    for k in range(count):
        line, column = divmod(k, columns)
        in_line = min(columns, count - line * columns)
        x = column * (TILE + GAP) + (columns - in_line) * (TILE + GAP) / 2
        y = line * (TILE + GAP)
        ring = f"M{x:.0f} {y}h{TILE}v{TILE}h-{TILE}z"
        found.append(Tile(x, y, ring, x + TILE / 2, y + TILE / 2))
    return Plan(found, columns * (TILE + GAP) - GAP, lines * (TILE + GAP) - GAP)


def outlines(rings: Sequence[Sequence[Sequence[Sequence[float]]]], *, size: int = 420) -> Plan:
    """Outlines of units in degrees, north up, fitted into a square; a degree of longitude is as wide as it is there."""
    points = [point for unit in rings for ring in unit for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrow = max(0.2, 1 - ((south + north) / 2 / 90) ** 2 * 0.9)
    scale = size / max((east - west) * narrow, north - south, 1e-6)

    def at(point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - west) * narrow * scale, (north - point[1]) * scale

    found = []
    for unit in rings:
        drawn = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in map(at, ring)) + "z" for ring in unit)
        largest = max(unit, key=len)
        spots = [at(point) for point in largest]
        x, y = (sum(spot[k] for spot in spots) / len(spots) for k in (0, 1))
        found.append(Tile(x, y, drawn, x, y))
    return Plan(found, ceil((east - west) * narrow * scale), ceil((north - south) * scale))


@dataclass(frozen=True)
class Trend:
    """Two lines over the same months on one scale that begins at nothing."""

    first: str
    second: str
    ticks: list[tuple[int, int]]  # value, height
    labels: list[tuple[int, int]]  # which month, how far to the right
    last: tuple[int, int, int]  # x, y of the first line's end, y of the second's


LEFT, RIGHT, TOP, BOTTOM = 44, 544, 28, 168


def trend(first: Sequence[int], second: Sequence[int]) -> Trend:
    """Received and closed, month by month."""
    most = _round_up(max([*first, *second, 1]))
    step = (RIGHT - LEFT) / max(1, len(first) - 1)

    def y(value: float) -> int:
        return round(BOTTOM - (BOTTOM - TOP) * value / most)

    def line(values: Sequence[int]) -> str:
        return " ".join(f"{LEFT + k * step:.0f},{y(v)}" for k, v in enumerate(values))

    ticks = [(round(most * part), y(most * part)) for part in (0, 0.5, 1)]
    labels = [(k, round(LEFT + k * step)) for k in range(len(first) - 1, -1, -2)][::-1]
    return Trend(line(first), line(second), ticks, labels, (RIGHT, y(first[-1]), y(second[-1])))


def _round_up(most: int) -> int:
    """An even number with one or two leading digits, not below it."""
    unit = 10 ** max(0, len(str(most)) - 2)
    return max(2, ceil(most / (2 * unit)) * 2 * unit)


@dataclass(frozen=True)
class Bar:
    """Three lengths that follow each other."""

    on_track: int
    soon: int
    late: int

    @property
    def soon_at(self) -> int:
        """Where the second begins."""
        return self.on_track

    @property
    def late_at(self) -> int:
        """Where the third begins."""
        return self.on_track + self.soon


def stacked(on_track: int, soon: int, late: int, *, most: int, width: int = 390) -> Bar:
    """Open matters on one scale for all bars; whatever there is at all is at least visible."""
    if not most:
        return Bar(0, 0, 0)
    lengths = [max(3, floor(n / most * width)) if n else 0 for n in (on_track, soon, late)]
    return Bar(*lengths)
