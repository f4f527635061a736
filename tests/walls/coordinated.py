"""What coordination adds to the world: a demand, meetings, somebody who works along, a dispute, a body."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.coordination import co_handling, competence, meetings
from cases.petitions import interventions, transitions
from network.agencies.models import Agency
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, person
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

COURT = {"act": "change", "kind": "court", "name": "双辽市人民法院", "active": "on"}


class Coordinated:
    """Made from the world's cases; `asked` is a matter of its own on the way of demands."""

    def __init__(self, cases: dict[str, Case], matters: dict[str, Matter]) -> None:
        self.county = matters["taken"].unit
        self.tiedong = Unit.objects.current().get(code=cast.TIEDONG, level=2)
        case = matter("lin")
        does("lin", transitions.triage, case, route="R4")
        self.asked, self.taken = case, cases["taken"]
        self.matters = {case.pk: Matter(self.county, "lin", "lin"), self.taken.pk: matters["taken"]}

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        demand = self._demand()
        called, held, helper = self._meeting(), self._held(), self._helper()
        tomorrow = clock.now() + timedelta(days=1)
        call = {"kind": "coordination", "meets_at": f"{tomorrow:%Y-%m-%dT%H:%M}", "place": "会议室"}
        call |= {"subject": "补发", "others": "村书记", "shared": "工资未发", "manner": "oral"}
        invite = {"unit": self.tiedong.pk, "task": "协助", "until": f"{tomorrow:%Y-%m-%d}"}
        dispute, note = {"other_unit": self.tiedong.pk, "reason": "用工地在铁东"}, {"note": "她不同意"}
        things = {
            "investigation": [self._thing(self.asked, row_id=demand)],
            "investigation_verb": [self._thing(self.asked, note, verb="close_investigation", row_id=demand)],
            "meeting_new": [self._thing(self.taken, call)],
            "meeting": [self._thing(self.asked, note | {"act": "call_off"}, row_id=called)],
            "meeting_print": [self._thing(self.asked, row_id=held)],
            "co_handlers": [self._thing(self.taken, invite)],
            "co_handler_end": [self._thing(self.asked, row_id=helper)],
            "case_note": [self._thing(self.taken, note)],
            "competence": [self._thing(self.taken, dispute)],
            "new_agency": [Thing("", data=COURT | {"name": "新登记的法院"})],
            "agency": [Thing("court", {"pk": self._court()}, Matter(self.county, "", ""), data=COURT)],
        }
        decide = {"act": "decide", "competent": self.tiedong.pk, "note": "用工地"}
        place = self.matters[self.asked.pk]
        things["dispute"] = [Thing("asked", {"row_id": self._dispute()}, place, self.asked, "", decide)]
        return things

    def _thing(self, case: Case, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": case.pk, **more}
        return Thing(case.number, kwargs, self.matters[case.pk], case, more.get("verb", ""), data or {})

    def _demand(self) -> UUID:
        facts = {"agency": "公安局", "agency_kind": "police", "request": "查处", "basis": "第七十三条"}
        event = does("lin", interventions.demand, self.asked, **facts)
        return UUID(event.detail["investigation"])

    def _meeting(self, **more: Any) -> UUID:
        facts = {
            "place": "会议室",
            "subject": "补发",
            "others": ["村书记"],
            "shared": "工资未发",
            "manner": "oral",
        }
        at = clock.now() + timedelta(days=1)
        event = does("lin", meetings.call_meeting, self.asked, meets_at=at, **facts)
        return UUID(event.detail["meeting"])

    def _held(self) -> UUID:
        row = self._meeting()
        at = clock.now() + timedelta(days=2)
        does("lin", meetings.record_minutes, self.asked, row=row, minutes="三方同意", at=at)
        return row

    def _helper(self) -> UUID:
        until = clock.today() + timedelta(days=5)
        facts = {"to": person("xu"), "task": "协助", "until": until}
        does("lin", co_handling.invite_co_handler, self.asked, **facts)
        with acting("lin"):
            return self.asked.co_handlers.get().pk

    def _dispute(self) -> UUID:
        facts = {"other_unit": self.tiedong, "reason": "用工地在铁东"}
        does("lin", competence.dispute_competence, self.asked, **facts)
        with acting("lin"):
            return self.asked.disputes.get().pk

    @staticmethod
    def _court() -> int:
        with acting("lin"):
            return Agency.objects.get(name=COURT["name"]).pk
