"""Hamlets, moves and ends of units."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection

from network.access.gate import Refusal
from network.access.rest import NoScope
from network.units import verbs
from network.units.models import Unit, UnitMove
from tests.house import acting, person

WOHU_TOWN, WOHU, WUXING = "220382102000", "220382102200", "220382102201"
SHANMEN_TOWN = "220303100000"


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


@contextmanager
def _refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as refusal:
        yield
    assert (refusal.value.code, bool(str(refusal.value))) == (code, True)


def _close(unit, **more):
    with acting("sysadmin") as (admin, _scope):
        return verbs.close_unit(unit, by=admin, **more)


def test_a_township_chair_names_a_hamlet_of_her_township(fresh_house):
    with acting("tian") as (tian, _scope):
        hamlet = verbs.create_hamlet(_unit(WOHU, 4), name="新立屯", kind="natural_hamlet", by=tian)
    assert len(hamlet.code) == 15
    assert hamlet.code.startswith(WOHU)
    assert Unit.objects.get(pk=hamlet.pk).township_id == _unit(WOHU_TOWN, 3).pk


@pytest.mark.parametrize("who", ["qian", "luo", "he", "gao", "zhou", "secadmin"])
def test_nobody_else_names_a_hamlet_there(fresh_house, who):
    with acting(who) as (user, _scope), pytest.raises(Refusal):
        verbs.create_hamlet(_unit(WOHU, 4), name="别处屯", kind="natural_hamlet", by=user)


def test_a_verb_outside_the_persons_own_scope_is_no_verb(fresh_house):
    with pytest.raises(NoScope):
        verbs.create_hamlet(_unit(WOHU, 4), name="无名屯", kind="natural_hamlet", by=person("tian"))


@pytest.mark.parametrize(
    ("name", "kind", "code"), [("", "grid", "name"), ("长" * 61, "grid", "name"), ("一屯", "castle", "kind")]
)
def test_a_hamlet_needs_a_name_and_a_kind(fresh_house, name, kind, code):
    with pytest.raises(Refusal) as refusal:
        verbs.create_hamlet(_unit(WOHU, 4), name=name, kind=kind, by=None)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_hamlet_stands_under_a_village_only(fresh_house):
    with pytest.raises(Refusal) as refusal:
        verbs.create_hamlet(_unit(WOHU_TOWN, 3), name="镇屯", kind="grid", by=None)
    assert refusal.value.code == "level"


def test_a_serial_is_never_given_twice_not_even_after_a_hamlet_closed_or_moved(fresh_house):
    village = _unit(WUXING, 4)
    first = verbs.create_hamlet(village, name="甲屯", kind="grid", by=None)
    _close(first)
    second = verbs.create_hamlet(village, name="甲屯", kind="grid", by=None)
    assert second.code == f"{int(first.code) + 1}"
    verbs.move_unit(second, to_parent=_unit(WOHU, 4), by=None, reason="合村")
    third = verbs.create_hamlet(village, name="丙屯", kind="grid", by=None)
    assert third.code == f"{int(second.code) + 1}"


def test_twenty_hamlets_at_once_get_twenty_codes(fresh_house):
    village = _unit(WUXING, 4)

    def make(number: int) -> str:
        try:
            return verbs.create_hamlet(village, name=f"并行{number}屯", kind="grid", by=None).code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(make, range(20)))
    assert len(set(codes)) == 20
    assert int(codes[-1]) - int(codes[0]) == 19


def test_the_thousandth_hamlet_is_refused_in_words(fresh_house):
    village = _unit(WUXING, 4)
    Unit.objects.create(
        code=f"{WUXING}999",
        level=5,
        official_name="末屯",
        short_name="末屯",
        parent=village,
        hamlet_kind="grid",
        valid_from="2024-01-01",
    )
    with _refused("serials"):
        verbs.create_hamlet(village, name="再一屯", kind="grid", by=None)


def test_a_village_moves_with_its_hamlets_and_its_cases_columns(fresh_house):
    village, town = _unit(WOHU, 4), _unit(SHANMEN_TOWN, 3)
    origin = village.parent_id
    with acting("sysadmin") as (admin, _scope):
        move = verbs.move_unit(village, to_parent=town, by=admin, reason="区划调整 吉民发〔2026〕1号")
    hamlets = Unit.objects.filter(village_id=village.pk, level=5)
    assert hamlets.count() >= 2
    assert set(hamlets.values_list("township_id", "county_id")) == {(town.pk, town.county_id)}
    assert (move.from_parent_id, move.to_parent_id, move.moved_by_id) == (origin, town.pk, admin.pk)
    assert move.counts["network_unit"] == hamlets.count() + 1
    assert fresh_house.raw(
        "select purpose from network_auditevent where action = 'move' and subject_id = %s", [str(village.pk)]
    ) == [("区划调整 吉民发〔2026〕1号",)]


def test_a_move_that_makes_no_sense_is_refused_and_leaves_no_row(fresh_house):
    village, county, town = _unit(WOHU, 4), _unit("220382000000", 2), _unit(WOHU_TOWN, 3)
    closed = verbs.create_hamlet(village, name="旧屯", kind="grid", by=None)
    _close(closed)
    tries = [
        (village, county, "理由", "level"),
        (village, town, "理由", "same"),
        (town, village, "理由", "cycle"),
        (closed, _unit(WUXING, 4), "理由", "closed"),
        (village, _unit(SHANMEN_TOWN, 3), "  ", "reason"),
        (village, _unit(SHANMEN_TOWN, 3), "长" * 201, "reason"),
    ]
    for unit, target, reason, code in tries:
        with pytest.raises(Refusal) as refusal:
            verbs.move_unit(unit, to_parent=target, by=None, reason=reason)
        assert refusal.value.code == code
    assert not UnitMove.objects.exists()


@pytest.mark.parametrize("who", ["zhou", "gao", "tian", "secadmin", "auditor"])
def test_only_the_system_administrator_moves_renames_and_closes(fresh_house, who):
    village = _unit(WOHU, 4)
    with acting(who) as (user, _scope):
        with pytest.raises(Refusal):
            verbs.move_unit(village, to_parent=_unit(SHANMEN_TOWN, 3), by=user, reason="x")
        with pytest.raises(Refusal):
            verbs.rename(village, official_name="x", short_name="x", by=user)
        with pytest.raises(Refusal):
            verbs.close_unit(village, by=user)


def test_a_unit_with_units_or_people_below_does_not_close(fresh_house):
    with _refused("children"):
        _close(_unit(WOHU, 4))
    with _refused("held"):
        _close(_unit(WOHU + "001", 5))
    empty = _close(_unit(WOHU + "003", 5), successor=_unit(WOHU + "001", 5))
    assert empty.valid_to is not None
    with _refused("closed"):
        _close(empty)


def test_an_old_name_stays_findable(fresh_house):
    hamlet = _unit(WOHU + "001", 5)
    old = hamlet.short_name
    verbs.rename(hamlet, official_name="卧虎新屯", short_name="新屯", by=None)
    assert Unit.objects.get(pk=hamlet.pk).aliases == [old]
