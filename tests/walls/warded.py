"""What children's matters add to the world: one whose owner has asked for leave to read."""

from typing import Any
from uuid import UUID

from cases.minors import access, children, guardians
from network.units.models import Unit
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

ASKED = {"reason": "handling", "words": "联系监护人之前要看经过", "hours": 4}


class Warded:
    """`case` waits for the county's leader; of `other` nobody has asked."""

    def __init__(self, county: Unit, *, words: str) -> None:
        self.case, self.other = (matter("lin", safety="minor", facts=words) for _n in range(2))
        self.place = Matter(county, "lin", "lin", is_sealed=True, cards=frozenset({"gao"}))

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        does("lin", children.name_child, self.case, stated_age=9)
        father = {"relation": "father", "is_accused": True}
        guardian = UUID(does("lin", guardians.name_guardian, self.case, **father).detail["guardian"])
        ending = {"note": "登记有误"}
        row = does("lin", access.ask_minor_access, self.case, **ASKED)
        told = {"act": "refuse", "note": "先核实监护人"}
        return {
            "minors": [self._thing(self.case)],
            "minor_verb": [self._thing(self.other, ASKED, verb="ask_minor_access")],
            "minor_row_verb": [self._thing(self.case, ending, verb="end_guardian", row_id=guardian)],
            "minor_request": [Thing("asked", {"grant_id": row.pk}, self.place, None, "", told)],
        }

    def _thing(self, case: Any, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": case.pk, **more}
        return Thing("warded", kwargs, self.place, case, more.get("verb", ""), data or {})
