"""What helping hands add to the world: a caring mother, a child of a village, their pairing, a gift, a concern."""

from network.units.models import Unit
from network.volunteers import checks
from network.volunteers.models import Volunteer
from outreach.donations.models import Entry
from outreach.pairings import care
from outreach.pairings.models import CareConcern
from outreach.supporters import verbs as supporters
from sisterhood.lib import clock
from tests.donations import told as gifts
from tests.house import acting, person
from tests.pairings import told
from tests.pairings.told import MOTHER, TOWN, VILLAGE
from tests.selection.told import does
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Helped:
    """`he` serves as a volunteer already (`Serving`); her records are looked up, and she goes to a child of the village."""

    def __init__(self) -> None:
        with acting(VILLAGE):
            hers = Volunteer.objects.here().get(user=person(MOTHER))
        does(VILLAGE, checks.record_check, hers.pk, checked_on=clock.today())
        facts = {"kind": "caring_mother", "name": told.MOTHERS_NAME, "phone": "", "organisation": ""}
        facts |= {"consented_on": clock.today(), "consent_how": "signed", "volunteer": hers}
        self.mother = does(TOWN, supporters.enter_supporter, told.town(), **facts)
        self.child = told.child()
        self.pairing = told.running(self.mother, self.child)
        does(MOTHER, care.raise_concern, self.pairing.pk)
        with acting(TOWN):
            self.concern = CareConcern.objects.get()
        gifts.route()
        self.gift = gifts.gift(5_000, gifts.donor())
        with acting("lin"):
            self.entry = Entry.objects.get(kind="gift")

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        town, village = told.town(), told.village()
        county = Unit.objects.get(pk=town.county_id)
        book, hers, child = (
            Matter(county, "", "lin"),
            Matter(town, MOTHER, TOWN),
            Matter(village, MOTHER, TOWN),
        )
        pairing = {"row_id": self.pairing.pk}
        concern, gift = {"row_id": self.concern.pk}, {"row_id": self.gift.pk}
        return {
            "supporter": [Thing("theirs", {"row_id": self.mother.pk}, hers)],
            "supporter_verb": [
                Thing("theirs", {"row_id": self.mother.pk, "verb": verb}, hers, None, "keep_supporter")
                for verb in ("change_supporter", "open_supporter")
            ],
            "beneficiary": [Thing("theirs", {"row_id": self.child.pk}, child)],
            "beneficiary_verb": [
                Thing("theirs", {"row_id": self.child.pk, "verb": verb}, child, None, action)
                for verb, action in (("review_beneficiary", "review_beneficiary"), ("open_beneficiary",) * 2)
            ],
            "gift": [Thing("theirs", gift, book)],
            "thank_donor": [Thing("theirs", gift, book, None, "thank_donor")],
            "gift_paper": [Thing("theirs", gift, book, None, "receive_gift")],
            "reverse_entry": [Thing("theirs", {"row_id": self.entry.pk}, book, None, "reverse_entry")],
            "new_pairing": [Thing("theirs", {"row_id": self.child.pk}, child, None, "keep_pairing")],
            "pairing": [Thing("theirs", pairing, child)],
            "pairing_paper": [Thing("theirs", pairing, child)],
            "pairing_verb": [
                Thing("theirs", pairing | {"verb": "write_card"}, child, None, "keep_pairing"),
            ],
            "my_pairing": [Thing("hers", pairing, child)],
            "my_pairing_verb": [Thing("hers", pairing | {"verb": "write_care_log"}, child)],
            "care_concern": [Thing("theirs", concern, child)],
            "settle_concern": [Thing("theirs", concern, child, None, "settle_concern")],
        }
