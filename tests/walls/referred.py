"""What referrals add to the world: one with its issued letter, the catalogue, the slip of a body without an account."""

from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.referrals import letters, opening
from cases.referrals.models import IntroductionLetter, ServiceItem
from network.agencies.models import Agency
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, person
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

SERVICE, NEED = "报案和求助", "请协助她"


class Referred:
    """`asked` is a matter of its own with an issued letter."""

    def __init__(self, county: Unit) -> None:
        self.asked = matter("lin")
        self.place = Matter(county, "lin", "lin")

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        with acting("lin"):
            item = ServiceItem.objects.get(name=SERVICE)
            agency = Agency.objects.for_case_of(self.asked.unit).filter(kind=item.agency_kind)[0]
        row, reference = self._sent(item, agency)
        wish = {"item": item.pk, "agency": agency.pk, "channel": "green", "need": NEED}
        answered = {"answered_on": f"{clock.today():%Y-%m-%d}"}
        return {
            "referral_new": [self._thing(wish)],
            "referral": [self._thing(row_id=row)],
            "referral_verb": [self._thing(answered, row_id=row, verb="agency_accept")],
            "slip_code": [self._thing({"how": "phone"}, row_id=row)],
            "letter_stub": [self._thing(row_id=row)],
            "slip_of": [Thing(reference, {"reference": reference})],
        }

    def _thing(self, data: dict[str, Any] | None = None, **more: Any) -> Thing:
        kwargs = {"case_id": self.asked.pk, **more}
        return Thing(self.asked.number, kwargs, self.place, self.asked, more.get("verb", ""), data or {})

    def _sent(self, item: ServiceItem, agency: Agency) -> tuple[UUID, str]:
        case: Case = self.asked
        event = does("lin", opening.open_referral, case, item=item, agency=agency, need=NEED)
        row = UUID(event.detail["referral"])
        does("lin", opening.check_eligibility, case, row=row, note="符合")
        agreed = {"shared": "介绍信", "manner": "oral", "given_on": clock.today()}
        does("lin", opening.record_referral_consent, case, row=row, **agreed)
        paper = does("lin", letters.draw_letter, case, row=row)
        for username, verb in (("gao", papers.approve), ("lin", papers.issue)):
            with acting(username):
                verb(Document.objects.get(pk=paper.pk), by=person(username))
        with acting("lin"):
            return row, IntroductionLetter.objects.get(referral=row).reference
