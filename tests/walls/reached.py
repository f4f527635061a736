"""What outreach adds to the world: a draft of an office, a bulletin that is out, a planned round, a sheet of needs."""

from datetime import timedelta

from network.bulletins import verbs as bulletins
from outreach.needs.models import NeedsSheet
from outreach.visits import verbs as visits
from sisterhood.lib import clock
from tests.house import acting, person
from tests.selection import told
from tests.selection.told import HEADED, VILLAGE, does
from tests.walls.pages import Matter
from tests.walls.things import Thing

READERS = ("station_head", "village_chair")


class Reached:
    """The county writes; the village plans for its head. The station stands already (`Stationed`)."""

    def __init__(self) -> None:
        self.county = person("gao").appointments.get().unit
        words = {"title": "冬季讲座", "body": "请各站通知妇女参加。", "below": self.county, "roles": READERS}
        self.draft = does("lin", bulletins.draft_bulletin, self.county, **words)
        self.out = does("lin", bulletins.draft_bulletin, self.county, **words)
        does("gao", bulletins.publish_bulletin, self.out.pk)
        self.hamlet = told.hamlet(HEADED)
        on = clock.today() + timedelta(days=5)
        self.round = does(VILLAGE, visits.plan_round, self.hamlet, planned_on=on, doer=person("he"))
        with acting(VILLAGE):
            self.sheet = NeedsSheet.objects.filter(unit=self.hamlet, state="due").latest("period")

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        office, place = Matter(self.county, "", "lin"), Matter(self.hamlet, "he", VILLAGE)
        draft, row = {"row_id": self.draft.pk}, {"row_id": self.round.pk}
        going = {"companion": str(person(VILLAGE).pk)}
        return {
            "notice_read": [Thing("out", {"row_id": self.out.pk}, office)],
            "bulletin": [Thing("draft", draft, office), Thing("out", {"row_id": self.out.pk}, office)],
            "revise_bulletin": [Thing("draft", draft, office)],
            "bulletin_verb": [
                Thing("draft", draft | {"verb": "publish_bulletin"}, office, None, "publish_bulletin")
            ],
            "round": [Thing("planned", row, place)],
            "round_verb": [
                Thing("planned", row | {"verb": "begin_round"}, place, None, "begin_round", going)
            ],
            "needs_sheet": [Thing("due", {"row_id": self.sheet.pk}, place)],
        }
