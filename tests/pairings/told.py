"""Short hands: a caring mother with a check, a child that is helped, and a pairing told through its verbs up to a stage."""

from datetime import date, datetime, timedelta
from typing import Any

from network.units.models import Unit
from network.volunteers import checks
from network.volunteers.models import Volunteer
from outreach.beneficiaries import verbs as beneficiaries
from outreach.beneficiaries.models import Beneficiary
from outreach.pairings import verbs
from outreach.pairings.models import SupportPairing
from outreach.supporters import verbs as supporters
from outreach.supporters.models import Supporter
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.selection.told import does
from tests.volunteers import told as volunteers

VILLAGE, TOWN, OFFICER, LEADER, MOTHER = "luo", "tian", "lin", "gao", "he"
CHILD, GUARDIAN, PHONE, MOTHERS_NAME = "令狐小禾", "令狐大山", "13900000456", "尉迟桂芳"
FACTS: dict[str, Any] = {
    "category": "left_behind",
    "source": "village_file",
    "sex": "female",
    "parents_away": "both",
    "other_able": False,
    "with_parents": False,
    "months_away": 12,
    "across_counties": True,
}


def years_ago(years: int, days: int = 0) -> date:
    """A birthday."""
    today = clock.today()
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)


def village() -> Unit:
    """Where the child lives."""
    return Unit.objects.current().get(code=cast.WOHU_VILLAGE, level=4)


def town() -> Unit:
    """The township that keeps the supporter."""
    return Unit.objects.current().get(code=cast.WOHU_TOWN, level=3)


def put_forward(name: str = CHILD, *, at: datetime | None = None, **more: Any) -> Beneficiary:
    """The village puts a child of its file forward."""
    facts = FACTS | {"born_on": years_ago(9), "source_on": clock.today() - timedelta(days=60)} | more
    told = {"name": name, "guardian": GUARDIAN, "guardian_phone": PHONE, "needs": ["company", "study"]}
    told |= {"consented_on": clock.today() - timedelta(days=60), "consent_how": "signed"}
    return does(VILLAGE, beneficiaries.propose_beneficiary, village(), facts=facts, at=at, **told)


def child(name: str = CHILD, **more: Any) -> Beneficiary:
    """And the county confirms."""
    row = put_forward(name, **more)
    return does(OFFICER, beneficiaries.confirm_beneficiary, row.pk, at=more.get("at"))


def volunteer(
    *, checked_days_ago: int | None = 30, name: str = MOTHERS_NAME, username: str = MOTHER
) -> Volunteer:
    """She takes part, and her records were looked up so many days ago (None: never)."""
    row = volunteers.active(name, username)
    if checked_days_ago is not None:
        on = clock.today() - timedelta(days=checked_days_ago)
        at = clock.start_of_day(on) + timedelta(hours=9)
        does(VILLAGE, checks.record_check, row.pk, checked_on=on, at=at)
    return row


def mother(*, checked_days_ago: int | None = 30) -> Supporter:
    """A caring mother of the township."""
    told = {"kind": "caring_mother", "name": MOTHERS_NAME, "phone": "", "organisation": ""}
    told |= {"consented_on": clock.today(), "consent_how": "signed"}
    row = volunteer(checked_days_ago=checked_days_ago)
    return does(TOWN, supporters.enter_supporter, town(), volunteer=row, **told)


def proposed(who: Supporter, whom: Beneficiary, **more: Any) -> SupportPairing:
    """The township proposes."""
    told = {"kind": "caring_mother", "commitments": ["visit", "study"]}
    told |= {"ends_on": clock.today() + timedelta(days=200)} | more
    return does(TOWN, verbs.propose_pairing, whom, supporter=who, **told)


def agreed(who: Supporter, whom: Beneficiary, **more: Any) -> SupportPairing:
    """The county has checked, and all sides have signed."""
    row = proposed(who, whom, **more)
    does(OFFICER, verbs.check_pairing, row.pk)
    told = {
        "agreed_on": clock.today(),
        "agreed_how": "signed",
        "guardian_agreed": True,
        "photos_agreed": False,
    }
    return does(TOWN, verbs.agree_pairing, row.pk, **told)


def running(who: Supporter | None = None, whom: Beneficiary | None = None, **more: Any) -> SupportPairing:
    """It runs."""
    row = agreed(who or mother(), whom or child(), **more)
    return does(TOWN, verbs.begin_pairing, row.pk)
