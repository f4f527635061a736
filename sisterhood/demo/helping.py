"""Helping hands of the demo: a caring mother and her child, an entrepreneur's gifts, what became of them, a concern answered."""

from datetime import date, datetime, timedelta
from typing import Any

from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers import checks
from network.volunteers.models import Volunteer
from outreach.beneficiaries import verbs as people
from outreach.beneficiaries.models import Beneficiary
from outreach.donations import verbs as gifts
from outreach.donations.ledger import Stuff
from outreach.donations.models import Gift
from outreach.pairings import care
from outreach.pairings import verbs as pairs
from outreach.pairings.models import CareConcern, SupportPairing
from outreach.supporters import verbs as supporters
from outreach.supporters.models import Supporter
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

VILLAGE, TOWN, OFFICER, LEADER, MOTHER = "luo", "tian", "lin", "gao", "he"
CHECKED, PUT_FORWARD, PAIRED, SEEN = 25.0, 24.0, 20.0, 6.0
# Name, guardian, years of age, sex, category: everybody is invented.
CHILDREN = (
    ("令狐小禾", "令狐大山", 9, "female", "left_behind"),
    ("尉迟小满", "尉迟海", 13, "male", "left_behind"),
)


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def _day(tell: Teller, days: float) -> date:
    return clock.local_date(tell.now - timedelta(days=days))


def _supporter(tell: Teller, by: str, unit: Unit, **facts: Any) -> Supporter:
    told = {"phone": "", "organisation": "", "volunteer": None, "consent_how": "signed"}
    told |= {"consented_on": _day(tell, CHECKED)} | facts
    row: Supporter = tell.does(by, supporters.enter_supporter, unit, days=CHECKED, **told)
    return row


def _volunteer(*, by: User) -> Volunteer:
    return Volunteer.objects.here().get(user__username=MOTHER)


def caring_mother(tell: Teller) -> Supporter:
    """A head of a station who is a volunteer: her records are looked up anew."""
    row = tell.does(VILLAGE, _volunteer, days=CHECKED)
    tell.does(VILLAGE, checks.record_check, row.pk, checked_on=_day(tell, CHECKED), days=CHECKED)
    town = _unit(cast.WOHU_TOWN, Level.TOWNSHIP)
    return _supporter(tell, TOWN, town, kind="caring_mother", name="何桂芳", volunteer=row)


def children(tell: Teller) -> list[Beneficiary]:
    """Two left-behind children of the village's file, confirmed by the county."""
    found = []
    for name, guardian, years, sex, category in CHILDREN:
        today = _day(tell, PUT_FORWARD)
        facts = {"category": category, "source": "village_file", "source_on": today, "sex": sex}
        facts |= {"born_on": date(today.year - years, 3, 5), "parents_away": "both", "other_able": False}
        facts |= {"with_parents": False, "months_away": 14, "across_counties": True}
        told: dict[str, Any] = {
            "name": name,
            "guardian": guardian,
            "guardian_phone": "",
            "needs": ["company", "study"],
        }
        told |= {"facts": facts, "consented_on": today, "consent_how": "signed"}
        village = _unit(cast.WOHU_VILLAGE, Level.VILLAGE)
        row = tell.does(VILLAGE, people.propose_beneficiary, village, days=PUT_FORWARD, **told)
        found.append(tell.does(OFFICER, people.confirm_beneficiary, row.pk, days=PUT_FORWARD - 1))
    return found


def pairing(tell: Teller, who: Supporter, whom: Beneficiary) -> SupportPairing:
    """Checked by the county, signed, begun; two visits, one card, a concern that was looked at."""
    told = {"supporter": who, "kind": "caring_mother", "commitments": ["visit", "study"]}
    told["ends_on"] = _day(tell, -200)
    row = tell.does(TOWN, pairs.propose_pairing, whom, days=PAIRED + 2, **told)
    tell.does(OFFICER, pairs.check_pairing, row.pk, days=PAIRED + 1)
    signed = {"agreed_on": _day(tell, PAIRED), "agreed_how": "signed", "guardian_agreed": True}
    tell.does(TOWN, pairs.agree_pairing, row.pk, photos_agreed=False, days=PAIRED, **signed)
    tell.does(TOWN, pairs.begin_pairing, row.pk, days=PAIRED)
    card = {"on": _day(tell, PAIRED), "year": "p3", "progress": "same"}
    tell.does(TOWN, care.write_card, row.pk, days=PAIRED, **card)
    for days, mood in ((PAIRED - 6, "good"), (SEEN, "bad")):
        words = {"on": _day(tell, days), "living": "good", "study": "fair", "wellbeing": mood}
        tell.does(MOTHER, care.write_care_log, row.pk, days=days, concern=mood == "bad", **words)
    waiting = tell.does(TOWN, _waiting, days=SEEN - 0.2)
    tell.does(TOWN, care.settle_concern, waiting.pk, answer="helped", days=SEEN - 0.5)
    found: SupportPairing = row
    return found


def _waiting(*, by: User) -> CareConcern:
    return CareConcern.objects.waiting().get()


def donations(tell: Teller, whom: Beneficiary) -> Gift:
    """Money through a charity and school bags from an entrepreneur; something of both was used for the child."""
    county = _unit(cast.SHUANGLIAO, Level.COUNTY)
    way = {"is_qualified": False, "charity": "双辽市慈善总会", "basis": "合作协议2026-3"}
    days = {"since": _day(tell, 30), "until": _day(tell, -335)}
    tell.does(LEADER, gifts.set_money_route, county, days=30, **way, **days)
    donor = _supporter(
        tell, OFFICER, county, kind="entrepreneur", name="慕容惠", organisation="双辽市某食品公司"
    )
    told: dict[str, Any] = {"supporter": donor, "purpose": "study"}
    things = {"item": "书包", "measure": "个", "amount": 20}
    money = {"item": "", "measure": "", "amount": 500_000}
    bags = tell.does(OFFICER, gifts.receive_gift, county, given_on=_day(tell, 15), days=15, **told, **things)
    first = tell.does(OFFICER, gifts.receive_gift, county, given_on=_day(tell, 14), days=14, **told, **money)
    anonymous = told | {"supporter": None} | money | {"amount": 20_000}
    tell.does(OFFICER, gifts.receive_gift, county, given_on=_day(tell, 10), days=10, **anonymous)
    used = {"use": "study", "people": 1, "beneficiary": whom, "on": _day(tell, 8)}
    stuff = Stuff(county, "study", "书包", "个")
    tell.does(OFFICER, gifts.use_gifts, county, stuff=stuff, amount=1, voucher="凭证2026-11", days=8, **used)
    stuff = Stuff(county, "study")
    tell.does(
        OFFICER, gifts.use_gifts, county, stuff=stuff, amount=60_000, voucher="凭证2026-12", days=8, **used
    )
    tell.does(OFFICER, gifts.thank_donor, first.pk, how="letter", days=7)
    found: Gift = bags
    return found


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now, after the volunteers have been."""
    tell = Teller(now or clock.now())
    mother, helped = caring_mother(tell), children(tell)
    return [pairing(tell, mother, helped[0]), donations(tell, helped[0])]
