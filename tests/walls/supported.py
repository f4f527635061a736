"""What family support adds to the world: a county that is on, a note, a file that waits, a visit, a switch, a talk."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.protection import contact, danger
from cases.protection.screen import ITEMS
from cases.support import education, noting, opening, switches, visiting
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, person
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

FAMILY = "西屯井边一户"


def _acts(username: str, verb: Any, *args: Any, **kwargs: Any) -> Any:
    with acting(username) as (user, _scope):
        return verb(*args, by=user, **kwargs)


class Supported:
    """The station head of a hamlet notes; the county proposes with the township's chair as worker."""

    def __init__(self, county: Unit) -> None:
        self.county, self.hamlet = county, person("he").appointments.get().unit
        row = _acts(
            "bai",
            switches.propose_switch,
            county,
            turns_on=True,
            signed_by="白静",
            signed_on=clock.today(),
            document_hash="cd" * 32,
        )
        _acts("gao", switches.decide_switch, row.pk, grant=True)

    def _noted(self) -> UUID:
        told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today()}
        told |= {"family": FAMILY, "what": "自己说想找活干", "told_family": True}
        return _acts("he", noting.note_concern, self.hamlet, **told).pk

    def _proposed(self) -> UUID:
        note, today = self._noted(), clock.today()
        _acts("tian", noting.review_note, note, no_conflict=True, note="")
        told = {"purpose": "livelihood", "basis": "consent", "worker": person("tian"), "family": FAMILY}
        told |= {"evidence": "本人自述", "lighter": "走访过", "notice_on": today}
        told |= {"review_on": today + timedelta(days=30), "ends_on": today + timedelta(days=200)}
        return _acts("lin", opening.propose_file, note, **told).pk

    def _visit(self) -> UUID:
        file = self._proposed()
        _acts("bai", opening.sign_file, file, necessary=True)
        _acts("gao", opening.approve_file, file)
        return _acts("tian", visiting.plan_visit, file, doer=person("luo"), offers=["job"]).pk

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        note, file, visit = self._noted(), self._proposed(), self._visit()
        off = _acts("bai", switches.propose_switch, self.county, turns_on=False).pk
        here = Matter(self.hamlet, "", "he")
        filed = Matter(self.hamlet, "tian", "lin", cards=frozenset({"lin", "tian"}))
        visited = Matter(self.hamlet, "luo", "tian", cards=frozenset({"luo", "tian"}))
        return {
            "support": [Thing("here", matter=here)],
            "support_note_new": [Thing("here", matter=here)],
            "support_visit_new": [Thing("here", matter=here)],
            "support_note": [Thing("note", {"row_id": note}, here)],
            "support_note_verb": [self._step("note", note, here, "review_note", {"no_conflict": "on"})],
            "support_file": [Thing("file", {"row_id": file}, filed)],
            "support_file_verb": [self._step("file", file, filed, "sign_file", {"necessary": "on"})],
            "support_visit": [Thing("visit", {"row_id": visit}, visited)],
            "support_visit_verb": [self._step("visit", visit, visited, "decline_outreach", {})],
            "support_switch": [
                Thing("off", {"row_id": off}, Matter(self.county, "", "bai"), data={"grant": "no"})
            ],
            **self._talks(),
        }

    @staticmethod
    def _step(label: str, row: UUID, place: Matter, verb: str, data: dict[str, Any]) -> Thing:
        return Thing(label, {"row_id": row, "verb": verb}, place, None, verb, data)

    def _talks(self) -> dict[str, list[Thing]]:
        place = Matter(self.county, "lin", "lin", is_sealed=True)
        cases = []
        for _each in range(2):
            case = matter("lin")
            does("lin", danger.begin_protection, case)
            answers = {item.code: "no" for item in ITEMS}
            does("lin", contact.sign_screen, case, answers=answers, level="high", reason="按现场情况")
            cases.append(case)
        fresh, planned = cases
        today = f"{clock.today():%Y-%m-%d}"
        told = {"partner": "police", "planned_on": clock.today()}
        row = UUID(does("lin", education.plan_education, planned, **told).detail["education"])
        check = {
            "checked_on": today,
            "checked_how": "meeting",
            "is_safe": "on",
            "agrees": "on",
            "check_note": "平安",
        }
        kwargs = {"case_id": planned.pk, "row_id": row}
        return {
            "education_new": [
                Thing(
                    "fresh",
                    {"case_id": fresh.pk},
                    place,
                    fresh,
                    "",
                    {"partner": "police", "planned_on": today},
                )
            ],
            "education": [Thing("talk", kwargs, place, planned)],
            "education_verb": [
                Thing("talk", kwargs | {"verb": "check_survivor"}, place, planned, "check_survivor", check)
            ],
        }
