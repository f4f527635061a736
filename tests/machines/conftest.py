"""One house for every machine, with somebody in every role."""

from collections.abc import Iterator

import pytest

from network.access.roles import ROLES
from network.staff.models import User
from tests.consultations.rota import seat
from tests.house import House
from tests.machines.rostering import COLLEAGUE, STANDS
from tests.machines.walker import Seats
from tests.walls.world import seat_everybody


@pytest.fixture(scope="module")
def seats(house: House) -> Iterator[Seats]:
    """Somebody in each role of the house of the module."""
    with house.login("migrator"):
        seat_everybody()
        # An introduction letter says where its writer is called back.
        User.objects.filter(username__endswith="-here").update(work_phone="0434-5550209")
    for name, shown in ((STANDS, "沈律"), (COLLEAGUE, "水律")):
        seat(house, name, shown, "legal_adviser")
    found = Seats(house)
    assert set(found.hers) == set(ROLES)
    yield found
    found.hands.close()
