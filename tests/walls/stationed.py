"""What stations add to the world: a place, a visit, a term, a selection with its notice, a succession."""

from datetime import date, timedelta

from network.inspections import verbs as inspections
from network.inspections.checklist import CODES
from network.inspections.verbs import Answer
from network.selection import succession, terms
from network.staff.models import Appointment
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, person
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, HEADLESS, TOWN, does
from tests.walls.pages import Matter
from tests.walls.things import Thing

LEAVES = f"{cast.WOHU_VILLAGE}002"


class Stationed:
    """All of it in the village of the world's station."""

    def __init__(self) -> None:
        self.site = told.entered(HEADED)
        told.entered(HEADLESS)
        lacking = [Answer(code, code != "sign", due_on=date(2026, 6, 1)) for code in CODES]
        held = {"held_on": date(2026, 3, 20), "answers": lacking}
        self.visit = does(TOWN, inspections.inspect_site, self.site.pk, at=BEGUN + timedelta(days=20), **held)
        with acting(TOWN):
            self.finding = self.visit.findings.get(is_fine=False)
        row = told.confirmed(HEADED, "he", name="何桂芳")
        self.head = does(TOWN, terms.begin_term, row.pk, at=BEGUN + timedelta(days=22))
        self.row = told.public(HEADLESS, at=clock.now() - timedelta(days=8))  # its notice runs today
        self.post = Appointment.objects.get(user=person("he"), ends_on=None)
        leaves = Appointment.objects.get(user=person("ma"), ends_on=None)
        with acting(TOWN):
            seen = succession.review(leaves).digest
        told_ = {"to_user": person("luo"), "ended_for": "resigned", "reviewed": seen}
        self.over = does(TOWN, succession.succeed_head, leaves.pk, **told_)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        place = Matter(self.site.unit, "", "luo")
        mended = {"finding": str(self.finding.pk), "mended_on": f"{clock.today():%Y-%m-%d}"}
        site, row = {"site_id": self.site.pk}, {"row_id": self.row.pk}
        verb = row | {"verb": "call_off_selection"}
        return {
            "site": [Thing("theirs", site, place, data={"act": "change"})],
            "inspect_site": [Thing("theirs", site, place)],
            "inspection": [Thing("theirs", {"inspection_id": self.visit.pk}, place, data=mended)],
            "selection": [Thing("theirs", row, place)],
            "selection_verb": [
                Thing("theirs", verb, place, None, "call_off_selection", {"why": "村里另有安排"})
            ],
            "station_head": [Thing("theirs", {"head_id": self.head.pk}, place)],
            "succession": [Thing("theirs", {"post_id": self.post.pk}, place)],
            "succession_list": [Thing("theirs", {"row_id": self.over.pk}, place)],
            "head_notice": [Thing("public", row)],
        }
