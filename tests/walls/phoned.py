"""What phones add to the world: a phone of the station's head, an item of hers, a note that came too late."""

from uuid import uuid4

from cases.petitions import hand_over
from cases.sync import checks
from cases.sync.states import CheckKind
from network.devices import verbs as devices
from sisterhood.lib import clock
from tests.house import acting
from tests.stories import does, matter
from tests.sync.phone import Phone
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Phoned:
    """A stale note about a matter that went on to the village, and the phone it came from."""

    def __init__(self) -> None:
        case = matter("he")
        does("he", hand_over.pass_on, case)
        with acting("he") as (user, _scope):
            self.device = devices.greet(devices.Heard(uuid4(), label="Android", unsent=2), by=user)
            told = {"note": "她说先等等", "task": "pass_on", "base": 1, "found": 2}
            self.check = checks.open_check(CheckKind.STALE, case.pk, by=user, at=clock.now(), **told)
        with acting("luo") as (user, _scope):
            case.refresh_from_db()
            self.matter = Matter(case.unit, "luo", "he")
        phone = Phone("he")
        self.item = phone.save(files=[b"x"])
        assert phone.send(self.item).status_code == 201

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        key = {"key": self.item.key}
        hers = Matter(self.matter.unit, "he", "he")
        decided = {"decision": "set_check_aside", "reason": "已电话核实"}
        return {
            "phone_outbox_item": [Thing("hers", key, hers)],
            "phone_outbox_file": [Thing("hers", key | {"file_key": next(iter(self.item.files))}, hers)],
            "phone_check": [Thing("stale", {"check_id": self.check.pk}, self.matter, data=decided)],
            "device": [Thing("hers", {"device_id": self.device.pk}, hers, data={"why": "lost"})],
        }
