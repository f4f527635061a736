"""What mediation adds to the world: one that was asked for, before anybody was heard."""

from typing import Any
from uuid import UUID

from cases.mediation import opening
from cases.mediation.screen import CODES
from network.units.models import Unit
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

ANSWERS = dict.fromkeys(CODES, "no") | {"side": "hers", "alone": "on"}


class Mediated:
    """`asked` has an open mediation; `calm` has none yet."""

    def __init__(self, county: Unit, *, words: str) -> None:
        self.asked, self.calm = matter("lin"), matter("lin")
        self.place, self.words = Matter(county, "lin", "lin"), words

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        told = {"kind": "neighbour", "dispute": self.words, "willing": True}
        row = UUID(does("lin", opening.request_mediation, self.asked, **told).detail["mediation"])
        return {
            "mediation_new": [self._thing(self.calm, told | {"dispute": "门前的路", "willing": "on"})],
            "mediation": [self._thing(self.asked, row_id=row)],
            "mediation_verb": [self._thing(self.asked, ANSWERS, row_id=row, verb="screen_side")],
        }

    def _thing(self, case: Any, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": case.pk, **more}
        return Thing("mediated", kwargs, self.place, case, more.get("verb", ""), data or {})
