"""What health adds to the world: an application at the village's desk, a planned screening, a claim, a treatment."""

from datetime import time, timedelta

from outreach.health.insurance import verbs as insurance
from outreach.health.screening import verbs as screening
from outreach.health.treatment import verbs as treatment
from sisterhood.lib import clock
from tests.health import told
from tests.health.test_insurance import chose, plan
from tests.selection.told import does
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Cared:
    """Everything lies with the chair of the village."""

    def __init__(self) -> None:
        today = clock.today()
        told.opened()
        self.relief = told.nominated()
        told.complete(self.relief.pk)
        facts = {"held_on": today + timedelta(days=3), "place": "村部", "due": 5}
        self.round = does("luo", screening.plan_screening, told.village(), **facts)
        does("luo", screening.add_slot, self.round.pk, name=told.NAME, phone="", at_time=time(9))
        offered = plan()
        self.woman, other = (
            does("luo", insurance.enrol_insurance, told.village(), plan=offered.pk, **chose(id_number=number))
            for number in (told.ID_NUMBER, told.SECOND)
        )
        self.claim = does("luo", insurance.open_claim, other.pk, happened_on=today - timedelta(days=2))
        asked = {"name": told.NAME, "phone": "", "consented_on": today, "consent_how": "signed"}
        self.treatment = does("luo", treatment.begin_treatment, told.village(), **asked)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        here, today = Matter(told.village(), "luo", "luo"), f"{clock.today():%Y-%m-%d}"
        rows = {"relief": self.relief, "round": self.round, "woman": self.woman}
        rows |= {"claim": self.claim, "treatment": self.treatment}
        of = {name: {"row_id": row.pk} for name, row in rows.items()}

        def step(label: str, verb: str, **data: object) -> list[Thing]:
            return [Thing(label, of[label] | {"verb": verb}, here, None, verb, data)]

        look = {"on": today, "barrier": "cost", "offered": "ride"}
        return {
            "relief": [Thing("relief", of["relief"], here)],
            "relief_papers": [Thing("relief", of["relief"], here, data={"why": "step"})],
            "relief_verb": step("relief", "check_village"),
            "screening": [Thing("round", of["round"], here)],
            "screening_day": [Thing("round", of["round"], here)],
            "screening_verb": step("round", "invite_screening"),
            "leave_insurance": [Thing("woman", of["woman"], here)],
            "open_claim": [Thing("woman", of["woman"], here, data={"happened_on": today})],
            "claim": [Thing("claim", of["claim"], here)],
            "claim_verb": step("claim", "drop_claim"),
            "treatment": [Thing("treatment", of["treatment"], here)],
            "treatment_verb": step("treatment", "look_in", **look),
        }
