"""What consultations add to the world: two experts, a morning with two chairs, a joint session, a crisis."""

from datetime import time, timedelta
from typing import Any

from cases.casefile.models import Case
from cases.consultations import crisis
from cases.consultations.models import Consultation, Crisis
from network.duty.rota import shifts
from sisterhood.lib import clock
from tests.consultations import rota
from tests.house import acting
from tests.stories import matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

ADVISER, COUNSELLOR, ON_CALL = "legal_adviser-2-here", "counsellor-2-here", "duty_officer-2-here"


class Consulted:
    """`adviser` and `counsellor` belong to the county of the world."""

    def __init__(self, matters: dict[str, Matter]) -> None:
        self.county = matters["taken"].unit
        adviser, counsellor = rota.expert(ADVISER, "legal_adviser"), rota.expert(COUNSELLOR, "counsellor")
        self.counsellor = counsellor
        day = clock.today() + timedelta(days=1)
        rota.confirmed(adviser, counsellor, day=day)
        self.offered = rota.planned(counsellor, day=day, begins=time(14), ends=time(16))[0]
        rota.does("lin", shifts.offer, self.offered)
        self.case, self.hurt = matter("lin"), matter("lin")
        self.session = rota.booked(self.case)["psychological"]
        self.crisis = self._crisis(rota.booked(self.hurt, "psychological")["psychological"])

    @staticmethod
    def _crisis(row: Consultation) -> Crisis:
        rota.talking(row, expert=COUNSELLOR)
        rota.step(COUNSELLOR, crisis.press_crisis, row, self_harm=True)
        with acting(COUNSELLOR):
            return Crisis.objects.get(session=row)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        place = Matter(self.county, COUNSELLOR, "", cards=frozenset({ADVISER, COUNSELLOR}))
        hers = Matter(self.county, "lin", "lin", is_sealed=True, cards=frozenset({COUNSELLOR, "gao"}))
        # The leader of the unit keeps the card of the matter, and opens neither a session nor a crisis.
        held = Matter(self.county, "lin", "lin", is_sealed=True, cards=frozenset({COUNSELLOR}))
        call = Matter(self.county, "lin", "lin", is_sealed=True, cards=frozenset({COUNSELLOR, ON_CALL}))
        window = rota.windows("joint")[0].key
        day = f"{clock.today() + timedelta(days=9)}"
        session = {"session_id": self.session.pk}

        def thing(
            where: Matter, kwargs: dict[str, Any], case: Case | None = None, verb: str = "", **data: str
        ) -> list[Thing]:
            return [Thing("theirs", kwargs, where, case, verb, data)]

        return {
            "sheet_texts": [Thing("", data={"act": "draft_sheet"})],
            "audit_period": [Thing("", data={"act": "propose_audit_cut"})],
            "sheet_text": [Thing("", {"version": 1})],
            "rota_plan": [Thing("", data={"place": "x"})],
            "rota_queue": [Thing("", data={"act": "queue_up", "kind": "legal"})],
            "experts": [Thing("", data={"firm": "x"})],
            "expert": thing(
                place, {"expert_id": self.counsellor.pk}, act="exception", **{"exception-day": day}
            ),
            "shift": thing(place, {"shift_id": self.offered.pk}, act="confirm"),
            "consultation_new": thing(
                hers, {"case_id": self.case.pk}, self.case, kind="joint", window=window
            ),
            "consultation": thing(held, session, self.case),
            "consultation_sheet": thing(held, session, self.case),
            "consultation_verb": thing(held, session | {"verb": "cancel"}, self.case, "cancel_consultation"),
            "crisis": thing(call, {"crisis_id": self.crisis.pk}, self.hurt, ON_CALL),
        }
