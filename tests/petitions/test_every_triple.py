"""Every (state, event, role) of a petition: whoever the printed diagram names does it, everybody else is told why not.

The whole product takes minutes, so the daily run presses what matters of it: every triple that is allowed, and of
the refused ones each event in each state and each event for each role. The rest is pressed before a release.
"""

from datetime import timedelta

import pytest

from cases.petitions import archiving
from cases.petitions.states import PETITION
from network.access.roles import ROLES
from sisterhood.lib import clock
from tests.petitions.triples import CHINESE, NOBODYS, Attempt, Doors, Triple


@pytest.fixture(scope="module")
def doors(house) -> Doors:
    return Doors(house)


@pytest.fixture(scope="module")
def tried(doors) -> list[Attempt]:
    chosen = _chosen(doors)
    return doors.try_all(chosen, posted=_posted(doors, chosen))


def _product(doors: Doors) -> list[Triple]:
    return [(state, event, role) for state in doors.states for event in doors.events for role in ROLES]


def _chosen(doors: Doors) -> list[Triple]:
    """Every allowed triple; each refused (state, event) with one role; each (event, role) in one state, drawn if it can be.

    State and role start from the same place in turn, so that few matters have to change hands.
    """
    chosen = {triple for triple in _product(doors) if doors.allows(*triple)}
    for n, state in enumerate(doors.states):
        roles = _from(n, tuple(ROLES))
        for event in doors.events:
            chosen.add((state, event, next(r for r in roles if not doors.allows(state, event, r))))
    for n, role in enumerate(ROLES):
        for event in doors.events:
            where = [s for s in _from(n, doors.states) if not doors.allows(s, event, role)]
            chosen.add((next((s for s in where if (s, event) in doors.arrows), where[0]), event, role))
    return sorted(chosen)


def _posted(doors: Doors, chosen: list[Triple]) -> set[Triple]:
    """Through the page: of what is allowed each (state, event) and each (event, role), of the rest every twentieth."""
    first: dict[tuple[str, str, bool], Triple] = {}
    for triple in (each for each in chosen if doors.allows(*each)):
        first.setdefault((*triple[:2], True), triple)
        first.setdefault((*triple[1:], False), triple)
    refused = [triple for triple in chosen if not doors.allows(*triple)]
    return {*first.values(), *refused[::20]}


def _from(n: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return names[n % len(names) :] + names[: n % len(names)]


def _allowed(doors: Doors, tried: list[Attempt]) -> list[Attempt]:
    return [each for each in tried if doors.allows(*each.triple)]


def _refused(doors: Doors, tried: list[Attempt]) -> list[Attempt]:
    return [each for each in tried if not doors.allows(*each.triple)]


def _lines(attempts: list[Attempt]) -> list[str]:
    return [str(each) for each in attempts]


def _check_allowed(doors: Doors, attempts: list[Attempt]) -> None:
    """Done, written down, and the matter stands where the diagram says."""
    assert not _lines([each for each in attempts if not each.is_done])
    strayed = [each for each in attempts if each.state != doors.arrows[each.triple[:2]].target]
    assert not _lines(strayed)
    assert not _lines([each for each in attempts if each.trace != each.triple[1]])


def _check_refused(attempts: list[Attempt]) -> None:
    """Nothing happened, nothing broke, and she reads why; what no person does has no address."""
    assert not _lines([each for each in attempts if each.has_changed or each.is_done])
    broken = [each for each in attempts if each.status not in (200, 403, 404)]
    assert not _lines(broken)
    assert not _lines([each for each in attempts if (each.status == 404) is not (each.triple[1] in NOBODYS)])
    told = [each for each in attempts if each.status != 404]
    assert not _lines([each for each in told if not CHINESE.search(each.sentences)])


def _check_reasons(doors: Doors, attempts: list[Attempt]) -> None:
    """The sentence is the house's own, her post or the stage of the matter, wherever her form has something to offer."""
    other = [each for each in attempts if each.status != 404 and each.owed not in each.sentences]
    stopped = _stopped_by_the_form(doors)
    assert not _lines([each for each in other if each.triple[1:] not in stopped])
    assert {each.triple[1:] for each in other} == stopped


def _stopped_by_the_form(doors: Doors) -> set[tuple[str, str]]:
    """Where a form that knows its unit stops her first: nothing to give to below a township, no route below it."""
    gives = {(event, role) for event in ("transfer", "assign") for role in ROLES if doors.level[role] >= 3}
    routes = {
        (event, role) for event in ("triage", "choose_route") for role in ROLES if doors.level[role] >= 4
    }
    return gives | routes


def _check_buttons(doors: Doors, attempts: list[Attempt]) -> None:
    """A button is drawn open for her exactly where the door opens, and drawn at all where the diagram has an arrow."""
    assert not _lines([each for each in attempts if (each.shown == "") is not each.is_done])
    assert not _lines(
        [each for each in attempts if (each.shown is not None) is not (each.triple[:2] in doors.arrows)]
    )


def test_the_diagram_names_every_state_and_no_role_that_does_not_exist(doors):
    assert set(doors.states) == set(PETITION.states)
    assert set().union(*(arrow.roles for arrow in doors.arrows.values())) <= set(ROLES)
    assert {event for (_s, event), arrow in doors.arrows.items() if not arrow.roles} == NOBODYS


def test_whoever_the_diagram_names_does_it_and_the_matter_stands_where_it_says(doors, tried):
    _check_allowed(doors, _allowed(doors, tried))


def test_everybody_else_is_refused_with_a_sentence_and_nothing_changes(doors, tried):
    _check_refused(_refused(doors, tried))


def test_the_sentence_says_that_it_is_her_post_or_the_stage_of_the_matter(doors, tried):
    _check_reasons(doors, _refused(doors, tried))


def test_the_page_draws_a_button_open_for_exactly_those_whose_door_opens(doors, tried):
    _check_buttons(doors, tried)


def test_nothing_is_left_out(doors, tried):
    triples = [each.triple for each in tried]
    assert len(set(triples)) == len(triples)
    assert set(triples) >= {triple for triple in _product(doors) if doors.allows(*triple)}
    assert {(s, e) for s, e, _r in triples} == {(s, e) for s, e, _r in _product(doors)}
    assert {(e, r) for _s, e, r in triples} == {(e, r) for _s, e, r in _product(doors)}


@pytest.mark.long
def test_the_whole_product_of_states_events_and_roles(doors):
    product = _product(doors)
    tried = doors.try_all(product, posted={triple for triple in product if doors.allows(*triple)})
    assert len(tried) == len(doors.states) * len(doors.events) * len(ROLES)
    assert len({each.triple for each in tried}) == len(tried)
    _check_allowed(doors, _allowed(doors, tried))
    _check_refused(_refused(doors, tried))
    _check_reasons(doors, _refused(doors, tried))
    _check_buttons(doors, tried)


def test_what_no_person_does_the_nightly_work_does(doors):
    """Thirty days after its end each of these is put away; nobody asks for it."""
    pairs = [pair for pair in doors.arrows if pair[1] in NOBODYS]
    assert {event for _state, event in pairs} == {"archive"}
    later = clock.now() + timedelta(days=40)
    with clock.moved_to(later), doors.house.login("worker"):
        assert archiving.archive_ended() == len(pairs)
    for state, event in pairs:
        assert doors.state_of(state) == doors.arrows[state, event].target
