"""Short hands: supporters, ways of money and gifts of the county."""

from datetime import date, timedelta
from typing import Any

from network.units.models import Unit
from outreach.donations import verbs
from outreach.donations.ledger import Stuff
from outreach.donations.lists import KEEPS_TO
from outreach.donations.models import Entry, Gift
from outreach.supporters import verbs as supporters
from outreach.supporters.models import Supporter
from sisterhood.lib import clock
from tests.house import person
from tests.selection.told import does

OFFICER, LEADER, TOWN = "lin", "gao", "tian"
DONOR = "慕容惠"


def county() -> Unit:
    """The county that keeps the book."""
    return person(OFFICER).appointments.get().unit


def donor(name: str = DONOR, kind: str = "entrepreneur", **more: Any) -> Supporter:
    """Somebody who gives."""
    told = {"name": name, "kind": kind, "phone": "13900000777", "organisation": "", "volunteer": None}
    told |= {"consented_on": date(2026, 1, 5), "consent_how": "signed"} | more
    return does(OFFICER, supporters.enter_supporter, county(), **told)


def route(**more: Any) -> Any:
    """Money goes through a charity."""
    today = clock.today()
    told = {"is_qualified": False, "charity": "双辽市慈善总会", "basis": "协议2026-3"}
    told |= {"since": today - timedelta(days=400), "until": today + timedelta(days=400)} | more
    return does(LEADER, verbs.set_money_route, county(), **told)


def gift(amount: int, supporter: Supporter | None = None, **more: Any) -> Gift:
    """Money for school, unless something else is said."""
    told = {"purpose": "study", "item": "", "measure": "", "given_on": clock.today()} | more
    return does(OFFICER, verbs.receive_gift, county(), supporter=supporter, amount=amount, **told)


def use(amount: int, item: str = "", measure: str = "", purpose: str = "study", **more: Any) -> Entry:
    """Used for school things."""
    stuff = Stuff(county(), purpose, item, measure)
    fits = KEEPS_TO.get(purpose, ("study",))[0]
    told = {"use": fits, "people": 1, "beneficiary": None, "voucher": "凭证1", "on": clock.today()} | more
    return does(OFFICER, verbs.use_gifts, county(), stuff=stuff, amount=amount, **told)
