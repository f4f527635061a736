"""What award rounds add to the world: a draft of a village, a story for a juror, a notice that runs, a family on the wall."""

from uuid import uuid4

from outreach.families import door, jury, rounds
from outreach.families.door import Proposal
from outreach.families.judging import JuryMark
from outreach.families.offered import FamilyOffer
from tests.families import told
from tests.house import acting, person
from tests.walls.pages import Matter
from tests.walls.things import Thing


def _proposal() -> Proposal:
    words = {"family_name": "沙家", "story": told.STORY, "name": "沙小梅", "phone": "13812345678"}
    return Proposal(unit=told.village(), title_sought="beautiful_family", **words)


class Awarded:
    """The county opens rounds; the village puts families forward."""

    def __init__(self) -> None:
        going = told.Round(3)
        going.moves(rounds.call_families, 0)
        self.round, self.draft = going.row, going.drafted("柴家")
        with acting("luo"):
            for n in range(2):
                door.propose(going.pk, proposal=_proposal(), ident=uuid4(), asker=bytes(31) + bytes([n]))
            self.offers = list(FamilyOffer.objects.order_by("pk"))
        judged, _rows = told.standing()
        judged.moves(jury.seat_jury, told.DAYS["discuss"], jurors=[person("lin")])
        with acting("lin") as (_lin, scope):
            self.mark = JuryMark.objects.of_juror(scope)[0]
        self.public, _rows = told.in_notice()
        _over, shown = told.awarded()
        self.shown = shown[0]

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        county, village = Matter(told.county(), "", "gao"), Matter(told.village(), "luo", "luo")
        row, draft, shown = {"row_id": self.round.pk}, {"row_id": self.draft.pk}, {"family": self.shown.pk}
        return {
            "award_round": [Thing("open", row, county)],
            "award_verb": [Thing("open", row | {"verb": "begin_visits"}, county, None, "begin_visits")],
            "nominate_family": [Thing("open", row, county)],
            "family": [Thing("draft", draft, village)],
            "family_photo": [Thing("draft", draft, village)],
            "family_verb": [
                Thing("draft", draft | {"verb": "submit_family"}, village, None, "submit_family")
            ],
            "family_offer": [Thing("came", {"row_id": self.offers[0].pk}, village)],
            "offer_verb": [
                Thing(
                    "came",
                    {"row_id": self.offers[1].pk, "verb": "decline_family"},
                    village,
                    None,
                    "decline_family",
                )
            ],
            "propose_family": [Thing("open", {"award": self.round.pk})],
            "export_table": [Thing("r13", {"code": "r13"})],
            "jury_story": [Thing("mark", {"row_id": self.mark.pk}, Matter(told.county(), "lin", "gao"))],
            "wall_notice": [Thing("runs", {"award": self.public.pk})],
            "wall_family": [Thing("shown", shown)],
            "wall_photo": [Thing("shown", shown | {"size": "small"})],
            "wall_flower": [Thing("shown", shown)],
        }
