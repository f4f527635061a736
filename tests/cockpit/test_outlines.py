"""A file of outlines draws the map; a wrong one changes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.cockpit import outlines
from cases.cockpit.models import UnitOutline
from network.units.models import Unit
from tests.house import browser_of


def _square(code, west, *, wavy=1):
    """A county as a square of one degree with many points on its edges."""
    edge = [k / (40 * wavy) for k in range(40 * wavy)]
    ring = [[west + t, 43] for t in edge] + [[west + 1, 43 + t] for t in edge]
    ring += [[west + 1 - t, 44] for t in edge] + [[west, 44 - t] for t in edge] + [[west, 43]]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _file(folder, features):
    path = folder / "outlines.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _load(house, path):
    said = StringIO()
    with house.login("migrator"):
        call_command("load_outlines", str(path), stdout=said, stderr=said)
    return said.getvalue()


def test_the_map_follows_the_outlines_of_a_file(house, tmp_path):
    counties = list(Unit.objects.filter(level=2).order_by("code"))
    before = browser_of("zhou").get("/leader/").content.decode()
    assert "map plan" in before
    _load(house, _file(tmp_path, [_square(u.code, 120 + k) for k, u in enumerate(counties)]))
    page = browser_of("zhou").get("/leader/").content.decode()
    assert "map plan" not in page and page.count('<path class="f') >= len(counties)
    assert len(page.encode()) < 60_000


@pytest.mark.parametrize(
    "features",
    [
        [],
        [{"type": "Feature", "properties": {}, "geometry": None}],
        [_square("999999999999", 120)],
        [_square("220302000000", 120), _square("220302000000", 121)],
        [_square("220302000000", 400)],
    ],
)
def test_a_wrong_file_loads_nothing(fresh_house, tmp_path, features):
    with pytest.raises(CommandError):
        _load(fresh_house, _file(tmp_path, features))
    assert fresh_house.raw("select count(*) from cases_unitoutline") == [(0,)]


def test_what_is_no_file_or_no_geojson_is_refused(tmp_path):
    for text in ("", "[]", '{"type": "FeatureCollection"}', "[" * 100_000):
        path = tmp_path / "wrong.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(outlines.WrongFile):
            outlines.read(path)
    with pytest.raises(outlines.WrongFile):
        outlines.read(tmp_path)


def test_only_the_owner_of_the_tables_loads(house, tmp_path):
    with pytest.raises(CommandError):
        call_command("load_outlines", str(_file(tmp_path, [_square("220302000000", 120)])), stderr=StringIO())
    with house.login("worker"), pytest.raises(CommandError):
        call_command("load_outlines", str(_file(tmp_path, [])), stderr=StringIO())
    assert UnitOutline._meta.pk.name == "unit"


def test_an_outline_keeps_its_corners_and_few_points():
    ring = [tuple(point) for point in _square("x", 120, wavy=5)["geometry"]["coordinates"][0]]
    (kept,) = outlines.coarse([ring])
    assert len(kept) <= outlines.MOST_POINTS and {(120, 43), (121, 43), (121, 44), (120, 44)} <= set(kept)
