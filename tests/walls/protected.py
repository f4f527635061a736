"""What protection adds to the world: a sealed matter with a sheet, an application, evidence and a stay."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.protection import contact, evidence, orders, shelter
from cases.protection.models import ShelterStay
from sisterhood.lib import clock
from tests.house import acting
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

TALK = {"told_before": "on", "wants": ["order", "shelter"], "injuries": "手臂"}


class Protected:
    """Reported in a hamlet, owned by the county's officer."""

    def __init__(self, matters: dict[str, Matter], *, words: str, place: str) -> None:
        self.words, self.place = words, place
        self.case = matter("he", channel="station", safety="violence", facts=words)
        county = matters["taken"].unit
        self.matter = Matter(county, "lin", "he", is_sealed=True, cards=frozenset({"he", "gao"}))

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        told = {
            "told": {"injuries": self.words},
            "wants": ["order", "shelter", "record"],
            "told_before": True,
        }
        does("lin", contact.meet_first, self.case, **told)
        facts = {"kind": "medical", "description": self.words, "obtained_on": clock.today()}
        does("lin", evidence.add_evidence, self.case, **facts)
        does("lin", shelter.start_stay, self.case, place=self.place, started_on=clock.today())
        with acting("lin"):
            stay = ShelterStay.objects.get(case=self.case).pk
        order = self._order()
        return {
            "protection": [self._thing(self.case)],
            "protection_extract": [self._thing(self.case)],
            "protection_place": [self._thing(self.case, row_id=stay)],
            "protection_verb": [self._thing(self.case, TALK, verb="meet_first")],
            "protection_row_verb": [
                self._thing(self.case, self._filed(), verb="file_order", row_id=order),
            ],
        }

    def _order(self) -> UUID:
        facts = {"court": "双辽市人民法院", "respondent": self.words, "facts": self.words}
        facts |= {"applicant": "herself", "will": "wants", "measures": ["no_violence"]}
        return UUID(does("lin", orders.draft_order, self.case, **facts).detail["order"])

    @staticmethod
    def _filed() -> dict[str, Any]:
        moment = clock.in_zone(clock.now()) - timedelta(minutes=5)
        return {"filed_at": f"{moment:%Y-%m-%dT%H:%M}", "note": "口头"}

    def _thing(self, case: Case, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        return Thing(
            "protected", {"case_id": case.pk, **more}, self.matter, case, more.get("verb", ""), data or {}
        )
