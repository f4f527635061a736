"""What privacy adds to the world: an emergency reading that waits for its review, a request about personal data."""

from typing import Any

from cases.people.models import Person
from cases.privacy import breaking, naming, requests
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

REASON = "她来电说对方已到楼下，经办人电话不通，需要马上知道约定的联系方式。"


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
            **self._requests(),
        }

    def _requests(self) -> dict[str, list[Thing]]:
        with acting("lin"):
            person = Person.objects.filter(case=self.case).get().pk
        asked = {"person": person, "right": "see", "asked": "想看留存的信息", "received_on": clock.today()}
        row = does("lin", requests.register_request, self.case, **asked).pk
        found = {"data_request_new": [self._of(asked)], "data_request": [self._of({}, row_id=row)]}
        return found | {
            "data_request_verb": [self._of({"proof": "known"}, row_id=row, verb="check_identity")]
        }

    def _of(self, data: dict[str, Any], **more: Any) -> Thing:
        kwargs = {"case_id": self.case.pk, **more}
        return Thing("data", kwargs, self.place, self.case, more.get("verb", ""), data)

    def _thing(self, data: dict[str, Any], **more: Any) -> Thing:
        kwargs = more or {"case_id": self.case.pk}
        return Thing("emergency", kwargs, self.place, self.case, "", data)
