"""Every (state, event, role) of every machine: whoever the printed diagram names does it, everybody else is told why not.

The whole product takes minutes, so the daily run presses what matters of it: of what is allowed each event in each state
and for each role; of what is refused each event for each role, each where it is not possible, and in each state something
that is not. Roles that no arrow of a machine names take turns. The rest is pressed before a release.
"""

from functools import cache

import pytest

from network.access.roles import ROLES
from tests.machines.machines import MACHINES
from tests.machines.walker import CHINESE, NOTHING, Attempt, Seats, Walk


@pytest.fixture(scope="module")
def walk(seats: Seats):
    """By name: the stories of a machine are told once."""
    return cache(lambda name: Walk(MACHINES[name], seats))


@pytest.fixture(scope="module")
def tried(walk):
    """By name: the daily choice of its triples, tried once."""
    return cache(lambda name: walk(name).try_all(walk(name).chosen()))


every_machine = pytest.mark.parametrize("name", MACHINES)


def _lines(attempts: list[Attempt]) -> list[str]:
    return [str(each) for each in attempts]


def _check_allowed(walk: Walk, tried: list[Attempt]) -> None:
    """Done, and the row stands where the diagram says; a row that she has just made has no key to look for."""
    allowed = [each for each in tried if walk.allows(*each.triple)]
    assert not _lines([each for each in allowed if not each.is_done])
    assert not _lines([each for each in allowed if not _stands_there(walk, each)])


def _is_aside(walk: Walk, tried: Attempt) -> bool:
    state, event, _role = tried.triple
    aside = event in walk.machine.aside and (state, event) not in walk.arrows
    return aside and tried.is_done and tried.after == state


def _stands_there(walk: Walk, tried: Attempt) -> bool:
    further = walk.machine.further.get(tried.triple[1:])
    target = further or walk.arrows[tried.triple[:2]].target
    return (
        tried.triple[0] == NOTHING
        or tried.after == target
        or (not tried.after and target in walk.machine.hides)
    )


def _check_refused(walk: Walk, tried: list[Attempt]) -> None:
    """Nothing happened, nothing broke, and she is told: her post, or where the matter stands."""
    refused = [each for each in tried if not walk.allows(*each.triple) and not _is_aside(walk, each)]
    assert not _lines([each for each in refused if each.no is None])
    assert not _lines([each for each in refused if each.after not in (each.triple[0], "")])
    assert not _lines([each for each in refused if not CHINESE.search(each.said)])
    known = {"state", *walk.machine.reasons}
    assert not _lines([each for each in refused if each.code not in known])


@every_machine
def test_the_diagram_names_every_state_and_no_role_that_does_not_exist(walk, name):
    one: Walk = walk(name)
    assert set(one.states) - {NOTHING} | one.unmade == set(one.machine.table.states)
    assert set().union(*(arrow.roles for arrow in one.arrows.values())) <= set(ROLES)
    assert {event for (_s, event), arrow in one.arrows.items() if not arrow.roles} == one.machine.nobodys
    assert set(one.events) == set(one.machine.steps)


@every_machine
def test_every_road_ends_where_it_says(walk, name):
    one: Walk = walk(name)
    for road, standing in one.standing.items():
        if road != NOTHING:
            found = one.seats.house.raw(one.where_it_stands, [standing.row])
            assert found == [(road.partition("/")[0],)], road


@every_machine
def test_whoever_the_diagram_names_does_it_and_it_stands_where_it_says(walk, tried, name):
    _check_allowed(walk(name), tried(name))


@every_machine
def test_everybody_else_is_refused_with_a_sentence_and_nothing_changes(walk, tried, name):
    _check_refused(walk(name), tried(name))


@every_machine
def test_nothing_is_left_out(walk, tried, name):
    one: Walk = walk(name)
    every, triples = one.product(), [each.triple for each in tried(name)]
    assert len(set(triples)) == len(triples)
    for is_allowed in (True, False):
        of = [triple for triple in every if one.allows(*triple) is is_allowed]
        pressed = [triple for triple in triples if one.allows(*triple) is is_allowed]
        if is_allowed:
            assert {triple[:2] for triple in pressed} == {triple[:2] for triple in of}
        assert {t[1:] for t in pressed if t[2] in one.named} == {t[1:] for t in of if t[2] in one.named}
        for nth in (
            0,
            1,
        ):  # each state has something that is not possible there, each event a state where it is not
            late = {triple[nth] for triple in of if one.is_late(*triple)}
            assert {triple[nth] for triple in pressed if one.is_late(*triple)} == late
    refused = [triple for triple in triples if not one.allows(*triple)]
    assert {role for _s, _e, role in refused} == {t[2] for t in every if not one.allows(*t)}
    outsiders = [triple for triple in refused if triple[2] not in one.named]
    assert {event for _s, event, _r in outsiders} == set(one.events)


@pytest.mark.long
@every_machine
def test_the_whole_product_of_states_events_and_roles(walk, name):
    one: Walk = walk(name)
    tried = one.try_all(one.product())
    assert len({each.triple for each in tried}) == len(one.product())
    _check_allowed(one, tried)
    _check_refused(one, tried)
