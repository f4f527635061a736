"""Outlines from a file of this machine: read, checked, made coarse, kept by unit.

A GeoJSON FeatureCollection whose features carry the official code of a unit as `code` and a Polygon or MultiPolygon in
degrees. Nothing is fetched from anywhere, and a file with one error loads nothing.
"""

import json
from dataclasses import dataclass, field
from math import hypot, isfinite
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cases.cockpit.models import UnitOutline
from network.access.roles import AREA_LEVELS
from network.units.models import Unit
from sisterhood.lib import clock

MOST_BYTES = 20 * 1024 * 1024
MOST_POINTS = 90  # of one unit on the page: the whole page stays below thirty kilobytes
LARGEST_RINGS = 3
Point = tuple[float, float]
Ring = list[Point]


class WrongFile(ValueError):
    """The file is no list of outlines; `sentences` say what is wrong with it."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


class NotOwner(RuntimeError):
    """The login does not own the tables."""


@dataclass
class Found:
    """Rings by official code, and what is wrong."""

    rings: dict[str, list[Ring]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read(path: Path) -> Found:
    """Outlines of a regular local file. Raises WrongFile when it is none, too large, or no GeoJSON."""
    if not path.is_file() or path.is_symlink():
        raise WrongFile([_("This is no file of this machine.")])
    if path.stat().st_size > MOST_BYTES:
        raise WrongFile([_("The file is too large for outlines.")])
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        features = document["features"] if document["type"] == "FeatureCollection" else None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongFile([_("The file is no GeoJSON collection of features.")]) from error
    if not isinstance(features, list):
        raise WrongFile([_("The file is no GeoJSON collection of features.")])
    found = Found()
    for place, feature in enumerate(features, 1):
        _take(feature, place, found)
    return found


def _take(feature: Any, place: int, found: Found) -> None:
    try:
        code, shape = str(feature["properties"]["code"]), feature["geometry"]
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        rings = [_ring(polygon[0]) for polygon in polygons]
    except (KeyError, TypeError, ValueError, IndexError):
        found.errors.append(_("Feature %(place)d has no code, or no outline in degrees.") % {"place": place})
        return
    if code in found.rings:
        found.errors.append(_("Code %(code)s stands there twice.") % {"code": code})
    found.rings[code] = coarse(rings)


def _ring(points: Any) -> Ring:
    ring = [(float(point[0]), float(point[1])) for point in points]
    if len(ring) < 4 or not all(
        isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in ring
    ):
        raise ValueError("not a ring in degrees")
    return ring


def coarse(rings: list[Ring]) -> list[Ring]:
    """The largest rings, with no more points together than a page can carry."""
    largest = sorted(rings, key=_extent, reverse=True)[:LARGEST_RINGS]
    width = max(_extent(ring) for ring in largest)
    by = width / 1000
    while True:
        kept = [_simple(ring, by) for ring in largest]
        kept = [ring for place, ring in enumerate(kept) if place == 0 or len(ring) >= 4]
        if sum(map(len, kept)) <= MOST_POINTS or by > width:
            return [[(round(x, 4), round(y, 4)) for x, y in ring] for ring in kept]
        by *= 1.5


def _extent(ring: Ring) -> float:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return hypot(max(xs) - min(xs), max(ys) - min(ys))


def _simple(ring: Ring, by: float) -> Ring:
    """Without the points that lie nearer than `by` to the line of their neighbours (Douglas and Peucker)."""
    keep, open_ = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    far = max(range(len(ring)), key=lambda k: hypot(ring[k][0] - ring[0][0], ring[k][1] - ring[0][1]))
    if 0 < far < len(ring) - 1:  # a closed ring begins where it ends: cut it at its farthest point
        keep.add(far)
        open_ = [(0, far), (far, len(ring) - 1)]
    while open_:
        first, last = open_.pop()
        furthest, at = 0.0, None
        for k in range(first + 1, last):
            away = _away(ring[k], ring[first], ring[last])
            if away > furthest:
                furthest, at = away, k
        if at is not None and furthest > by:
            keep.add(at)
            open_ += [(first, at), (at, last)]
    return [ring[k] for k in sorted(keep)]


def _away(point: Point, a: Point, b: Point) -> float:
    length = hypot(b[0] - a[0], b[1] - a[1])
    if not length:
        return hypot(point[0] - a[0], point[1] - a[1])
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / length


@transaction.atomic
def load(path: Path) -> int:
    """Keep the outlines of a file; answers of how many units. Raises WrongFile and NotOwner."""
    _require_owner()
    found = read(path)
    units = Unit.objects.current().filter(level__in=AREA_LEVELS, code__in=found.rings)
    known = {unit.code: unit for unit in units.order_by("-level")}
    found.errors += [
        _("No unit of a city, county or township has the code %(code)s.") % {"code": code}
        for code in sorted(set(found.rings) - set(known))
    ]
    if found.errors or not found.rings:
        raise WrongFile(found.errors or [_("The file holds no outline.")])
    at = clock.now()
    for code, rings in found.rings.items():
        UnitOutline.objects.update_or_create(unit=known[code], defaults={"rings": rings, "loaded_at": at})
    return len(found.rings)


def _require_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_has_role(relowner, 'member') from pg_class where oid = 'cases_unitoutline'::regclass"
        )
        if not cursor.fetchone()[0]:
            raise NotOwner(_("Outlines are loaded by the owner of the tables: log in as migrator."))
