"""What circles and plans add to the world: a child with a circle and one adult in it, and a child who has none yet."""

from typing import Any
from uuid import UUID

from cases.circle import circles, members
from cases.minors import children, guardians
from network.units.models import Unit
from sisterhood.lib import clock
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Accompanied:
    """`kept` has a circle; of `fresh` a guardian may be asked."""

    def __init__(self, county: Unit, *, words: str) -> None:
        self.kept, self.fresh = (matter("lin", safety="minor", facts=words) for _n in range(2))
        self.place = Matter(county, "lin", "lin", is_sealed=True)

    def _mother(self, case: Any) -> UUID:
        does("lin", children.name_child, case, stated_age=9)
        told = {"relation": "mother", "contact_is_safe": True}
        return UUID(does("lin", guardians.name_guardian, case, **told).detail["guardian"])

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        today = clock.today()
        agreed = {
            "situation": "difficulty",
            "manner": "signed",
            "child_voice": "agrees",
            "consented_on": today,
        }
        told = agreed | {"guardian": self._mother(self.kept)}
        circle = UUID(does("lin", circles.open_circle, self.kept, **told).detail["circle"])
        teacher = {"row": circle, "role": "school", "name": "孔老师", "agreed_on": today}
        member = UUID(does("lin", members.name_member, self.kept, **teacher).detail["member"])
        opening = agreed | {"guardian": self._mother(self.fresh), "consented_on": f"{today:%Y-%m-%d}"}
        visit = {"kind": "visit", "held_on": f"{today:%Y-%m-%d}", "outcome": "well"}
        return {
            "circle": [self._thing(self.kept)],
            "circle_verb": [self._thing(self.fresh, opening, verb="open_circle")],
            "circle_sheet": [self._thing(self.kept, row_id=member)],
            "circle_row_verb": [self._thing(self.kept, visit, row_id=circle, verb="hold_contact")],
        }

    def _thing(self, case: Any, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": case.pk, **more}
        return Thing("accompanied", kwargs, self.place, case, more.get("verb", ""), data or {})
