"""Family support in one line each, told through the product's own verbs."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from cases.support import noting, opening, switches, visiting
from cases.support.models import ConcernNote, FamilySupportFile, OutreachVisit
from network.deadlines import calculator
from network.units.models import Unit
from sisterhood.demo.cast import SHUANGLIAO
from sisterhood.lib import clock
from tests.assistance.conftest import at, day
from tests.house import House, acting, browser_of, person

__all__ = ["at", "day"]
FAMILY, WHAT, EVIDENCE = "东屯第七户姓柳", "女主人说家里断了收入想找活干", "本人自述并有民政所回函"
HASH = "ab" * 32


def acts(username: str, verb: Any, *args: Any, **kwargs: Any) -> Any:
    """Somebody of the cast runs a verb under her own scope."""
    with acting(username) as (user, _scope):
        return verb(*args, by=user, **kwargs)


def county(code: str = SHUANGLIAO) -> Unit:
    return Unit.objects.current().get(code=code, level=2)


def home(username: str) -> Unit:
    return person(username).appointments.get().unit


def proposes(*, turns_on: bool = True, code: str = SHUANGLIAO, by: str = "bai", **changed: Any) -> Any:
    told = {"signed_by": "白静", "signed_on": clock.today(), "document_hash": HASH} if turns_on else {}
    return acts(by, switches.propose_switch, county(code), turns_on=turns_on, **(told | changed))


def switched(*, turns_on: bool = True, code: str = SHUANGLIAO, leader: str = "gao") -> None:
    """By two people."""
    row = proposes(turns_on=turns_on, code=code)
    acts(leader, switches.decide_switch, row.pk, grant=True)


@pytest.fixture(scope="module")
def on(house: House) -> House:
    """The house of the module, in which the county has switched it on."""
    switched()
    return house


@pytest.fixture
def fresh_on(fresh_house: House) -> House:
    """A house of its own, switched on."""
    switched()
    return fresh_house


def noted(by: str = "he", **facts: Any) -> ConcernNote:
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today()}
    told |= {"family": FAMILY, "what": WHAT, "told_family": True}
    return acts(by, noting.note_concern, home(by), **(told | facts))


def looked_at(by: str = "he", *, chair: str = "tian", **facts: Any) -> ConcernNote:
    row = noted(by, **facts)
    acts(chair, noting.review_note, row.pk, no_conflict=True, note="属实")
    return row


def terms(**changed: Any) -> dict[str, Any]:
    today = clock.today()
    told: dict[str, Any] = {"purpose": "livelihood", "basis": "consent", "worker": person("tian")}
    told |= {"family": FAMILY, "evidence": EVIDENCE, "lighter": "走访两次仍需几个部门配合"}
    told |= {"notice_on": today, "review_on": today + timedelta(days=60)}
    return told | {"ends_on": today + timedelta(days=300)} | changed


def proposed(**changed: Any) -> FamilySupportFile:
    return acts("lin", opening.propose_file, looked_at().pk, **terms(**changed))


def signed(**changed: Any) -> FamilySupportFile:
    row = proposed(**changed)
    return acts("bai", opening.sign_file, row.pk, necessary=True)


def active(**changed: Any) -> FamilySupportFile:
    """Opened by three people; its worker is the chair of the township."""
    row = signed(**changed)
    return acts("gao", opening.approve_file, row.pk)


def planned(row: FamilySupportFile, *, to: str = "luo", offers: tuple[str, ...] = ("job",)) -> OutreachVisit:
    return acts("tian", visiting.plan_visit, row.pk, doer=person(to), offers=list(offers))


def opens(username: str, place: str) -> int:
    return browser_of(username).get(place).status_code


def body(username: str, place: str) -> str:
    answer = browser_of(username).get(place)
    assert answer.status_code == 200, (username, place, answer.status_code)
    return answer.content.decode()


def state(house: House, row: Any) -> str:
    table = row._meta.db_table
    return house.raw(f"select state from {table} where id = %s", [row.pk])[0][0]


def clock_of(house: House, row: UUID, code: str) -> list[tuple]:
    return house.raw(
        "select state, due_at from network_clock where subject_id = %s and limit_id = %s order by started_at",
        [row, code],
    )


def latest(code: str) -> date:
    return clock.today() + timedelta(days=calculator.length_of(code))
