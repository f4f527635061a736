"""What rights assistance adds to the world: one about land that was asked for, before the township had it."""

from typing import Any
from uuid import UUID

from cases.assistance import opening
from network.units.models import Unit
from sisterhood.lib import clock
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Assisted:
    """`asked` has an assistance; `calm` has none yet."""

    def __init__(self, county: Unit, *, words: str) -> None:
        self.asked, self.calm = matter("lin"), matter("lin")
        self.place, self.words = Matter(county, "lin", "lin"), words

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        today = f"{clock.today():%Y-%m-%d}"
        told = {"kind": "land", "body": "卧虎镇人民政府", "request": self.words, "manner": "signed"}
        told["shared"] = self.words
        row = UUID(does("lin", opening.ask_assistance, self.asked, **told).detail["assistance"])
        fresh = told | {"request": "保留承包地份额", "shared": "离婚后份额被收回"}
        return {
            "assistance_new": [self._thing(self.calm, fresh)],
            "assistance": [self._thing(self.asked, row_id=row)],
            "assistance_verb": [
                self._thing(self.asked, {"begun_on": today}, row_id=row, verb="begin_assistance")
            ],
        }

    def _thing(self, case: Any, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": case.pk, **more}
        return Thing("assisted", kwargs, self.place, case, more.get("verb", ""), data or {})
