"""The world of the matrix, made once for each module, and a browser for everybody in it."""

import pytest
from django.test import Client

from tests.house import browser_of
from tests.walls.world import World


@pytest.fixture(scope="module")
def world(house) -> World:
    return World(house)


@pytest.fixture(scope="module")
def browsers(world) -> dict[str, Client]:
    return {who.username: browser_of(who.username) for who in world.people}
