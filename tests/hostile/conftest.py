"""One hostile house for the whole folder: built once, walked through once by each account."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

from network.notifications import delivery
from tests.hostile.crawling import Walk, walk
from tests.hostile.town import Town
from tests.house import House
from tests.messages.conftest import outside, post, robot
from tests.walls import heaps

__all__ = ["hostile", "outside", "post", "robot", "walked"]


@dataclass
class Hostile:
    """The house, its logs, and what a leader was shown before a matter came in which she is the other side."""

    house: House
    town: Town
    log: StringIO
    server: tuple[Path | None, int]
    before: Walk
    walks: dict[str, Walk] = field(default_factory=dict)


@pytest.fixture(scope="package")
def hostile(blueprint, django_db_blocker) -> Iterator[Hostile]:
    """Everything has run: every service, a matter against a leader, and the messages of all of it."""
    file = heaps.server_log()
    mark = file.stat().st_size if file else 0
    with django_db_blocker.unblock(), heaps.application_log() as written:
        house = House.open(blueprint)
        town = Town(house)
        _deliver(house)
        before = walk(town, "gao", "county_leader")
        town.barred()
        _deliver(house)
        yield Hostile(house, town, written, (file, mark), before)
        house.close()


def _deliver(house: House) -> None:
    with house.login("worker"):
        delivery.deliver_due()


@pytest.fixture
def walked(hostile) -> Callable[..., Walk]:
    """What an account is shown; walked once."""

    def shown(username: str, role: str, *, whole: bool = True) -> Walk:
        key = f"{username} {whole}"
        if key not in hostile.walks:
            hostile.walks[key] = walk(hostile.town, username, role, whole=whole)
        return hostile.walks[key]

    return shown
