"""Every page × everybody in every role × here, beside and elsewhere: what is answered is what the table says.

Each request runs in a transaction that is taken back, so everybody meets the same world.
"""

from dataclasses import replace

import pytest
from django.test import Client

from network.access.roles import ADMIN_ROLES, ROLES
from tests.walls.asking import address, answer_of, ask, asking, body_of, faults
from tests.walls.pages import NO_SUCH_METHOD, PAGES
from tests.walls.world import PLANTED, SAME_FORM, Thing, addresses

pytestmark = pytest.mark.usefixtures("house")


def test_every_page_stands_in_the_table_and_the_table_names_no_page_that_is_gone():
    assert set(addresses()) == set(PAGES)


def test_in_every_role_somebody_is_seated_here_and_elsewhere(world):
    for role, row in ROLES.items():
        counties = {who.unit.county_id for who in world.people if who.role == role}
        assert len(counties - {None}) >= (2 if max(row.levels) > 1 else 0), role
        assert counties, role


@pytest.mark.parametrize("name", sorted(n for n in PAGES if not n.startswith("admin:")))
def test_a_page_answers_everybody_as_the_table_says(name, world, browsers):
    one_of_each = {who.role: who.username for who in world.people}.values()
    found = []
    for thing in world.things.get(name, [Thing("")]):
        # A method that the page does not know is refused before anybody is looked at: one of each role asks.
        rules = {"GET": PAGES[name].get, "POST": PAGES[name].post}
        alike = {method for method, rule in rules.items() if rule is NO_SUCH_METHOD}
        for who in asking(world):
            if thing.verb in SAME_FORM and who.username.endswith(("-there", "-beside")):
                continue
            asked = thing
            if who.username not in one_of_each:
                asked = replace(thing, methods=tuple(m for m in thing.methods if m not in alike))
            found += faults(name, who, browsers[who.username], asked)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", sorted(n for n in PAGES if n.startswith("admin:")))
def test_the_administration_answers_the_three_and_nobody_else(name, world, browsers):
    one_of_each = {who.role: who for who in world.people}
    found = []
    for thing in world.things.get(name, [Thing("")]):
        for who in one_of_each.values():
            inside = who.role in ADMIN_ROLES or who.username == "lin"
            asked = thing if inside else replace(thing, methods=("GET",))
            found += faults(name, who, browsers[who.username], asked)
    assert not found, "\n".join(found)


def test_a_stranger_is_shown_the_door_by_every_page_but_a_few(world):
    found = []
    for name, page in PAGES.items():
        for thing in world.things.get(name, [Thing("")])[:1]:
            for method, expected in zip(("GET", "POST"), page.stranger, strict=True):
                response = ask(Client(raise_request_exception=False), method, address(name, thing), thing)
                got, body = answer_of(response, method), body_of(response)
                if got is not expected or any(word in body for word in PLANTED):
                    found.append(f"{method} {name}: {got.name} ({response.status_code}), not {expected.name}")
    assert not found, "\n".join(found)
