"""What an emergency reading adds to the world: one that has ended and waits for its review."""

from typing import Any

from cases.privacy import breaking, naming
from network.units.models import Unit
from tests.house import acting
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

REASON = "她来电说对方已到楼下，承办人电话不通，需要马上知道约定的联系方式。"


class Glassed:
    """A matter of the county, read by the city's officer, who has ended it already."""

    def __init__(self, county: Unit) -> None:
        self.case, self.place = matter("lin"), Matter(county, "lin", "lin")
        with acting("wu") as (wu, _scope):
            named = naming.by_card(self.case.pk)
            self.row = breaking.break_glass(named, category="danger", reason=REASON, by=wu)
        does("wu", breaking.end_reading, self.case)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address; without a password nothing is read."""
        without = {"category": "danger", "reason": REASON}
        return {
            "break_glass": [Thing("emergency", data={"number": self.case.number} | without)],
            "case_break_glass": [self._thing(without)],
            "case_break_glass_end": [self._thing({})],
            "break_glasses": [Thing("emergency")],
            "break_glass_review": [self._thing({"finding": "justified"}, row_id=self.row.pk)],
        }

    def _thing(self, data: dict[str, Any], **more: Any) -> Thing:
        kwargs = more or {"case_id": self.case.pk}
        return Thing("emergency", kwargs, self.place, self.case, "", data)
