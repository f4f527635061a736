"""Short hands: a window, and an application told through its verbs up to a state."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from network.units.models import Unit
from outreach.health.relief import checks, ending, verbs, window
from outreach.health.relief.lists import ALLOWED, Hardship, Paper
from outreach.health.relief.models import CancerReliefApplication, ReliefWindow
from outreach.health.relief.verbs import Told
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import person
from tests.selection.told import does

VILLAGE, OTHER = cast.WOHU_VILLAGE, cast.SHANMEN_VILLAGE
# Two lines from the village to the city: who takes which step.
LINE = {
    VILLAGE: ("luo", "tian", "gao", "lin"),
    OTHER: ("li", "qian", "feng", "zheng"),
}
ID_NUMBER, SECOND = "220382197503120024", "220303196811230047"
NAME = "尉迟秋霞"


def signed(seventeen: str) -> str:
    """The number with the sign that fits it."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(a) * b for a, b in zip(seventeen, weights, strict=True)) % 11]


ID_NUMBER, SECOND = signed(ID_NUMBER[:17]), signed(SECOND[:17])


def village(code: str = VILLAGE) -> Unit:
    """A unit of level 4."""
    return Unit.objects.current().get(code=code, level=4)


def opened(**more: Any) -> ReliefWindow:
    """The city's window of this year is open."""
    today = clock.today()
    facts: dict[str, Any] = {
        "year": today.year,
        "opens_on": max(today - timedelta(days=9), date(today.year, 1, 1)),
    }
    facts |= {"closes_on": today + timedelta(days=30), "cut_off_on": today, "amount": 10000}
    facts |= {"hardships": Hardship.values, "diagnoses": [str(each) for each in ALLOWED]} | more
    return does("wu", window.open_window, person("wu").appointments.get().unit, **facts)


def asked(**more: Any) -> dict[str, Any]:
    """What is said when she is put forward."""
    facts: dict[str, Any] = {"name": NAME, "phone": "13900005566", "hardship": "subsistence"}
    facts |= {
        "is_relative": False,
        "no_publicity": True,
        "consented_on": clock.today(),
        "consent_how": "signed",
    }
    return facts | more


def papers(**more: Any) -> Told:
    """What her papers say."""
    today = clock.today()
    facts: dict[str, Any] = {"id_number": ID_NUMBER, "bank": "双辽农商银行", "account": "6228480012345678917"}
    facts |= {"diagnosis": "cervical_IIB", "hospital": "市中心医院", "grade": "tertiary", "source": "card"}
    facts |= {"holds_from": today - timedelta(days=300), "holds_until": today + timedelta(days=60)}
    return Told(**facts | {"cost": 52000, "reimbursed": 31000} | more)


def nominated(code: str = VILLAGE, *, at: datetime | None = None, **more: Any) -> CancerReliefApplication:
    """Put forward by the chair of the village."""
    return does(LINE[code][0], verbs.nominate_relief, village(code), at=at, **asked(**more))


def complete(row: UUID, code: str = VILLAGE, **more: Any) -> CancerReliefApplication:
    """Her papers were seen."""
    return does(LINE[code][0], verbs.complete_papers, row, told=papers(**more), seen=list(Paper.values))


def to_county(code: str = VILLAGE, **more: Any) -> CancerReliefApplication:
    """Checked by village and township."""
    row = nominated(code)
    complete(row.pk, code, **more)
    does(LINE[code][0], checks.check_village, row.pk)
    return does(LINE[code][1], checks.check_township, row.pk)


def verified(code: str = VILLAGE, **more: Any) -> CancerReliefApplication:
    """The county's leader verified it."""
    row = to_county(code, **more)
    return does(LINE[code][2], checks.verify_relief, row.pk, compared=checks.DATA)


def submitted(code: str = VILLAGE, **more: Any) -> CancerReliefApplication:
    """With the province."""
    row = verified(code, **more)
    does("wu", checks.sum_relief, row.pk)
    return does("zhou", ending.submit_relief, row.pk)


def paid(code: str = VILLAGE, **more: Any) -> CancerReliefApplication:
    """Paid by the county."""
    row = submitted(code, **more)
    does("wu", ending.approve_relief, row.pk, answered_on=clock.today())
    return does(LINE[code][3], ending.pay_relief, row.pk, paid_on=clock.today(), paid=10000)
