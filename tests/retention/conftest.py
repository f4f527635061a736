"""A matter that was closed long ago, the weekly run, and the two people, told through the product's own verbs."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from cases.casefile import attachments
from cases.casefile.models import Case
from cases.petitions import transitions
from cases.retention import deciding, sweep
from cases.retention.models import DestructionList
from sisterhood.lib import clock
from tests.house import House, acting
from tests.stories import does, matter

NOTE = "逐件核对，均无继续保管和移交价值。"
WHY = "档案馆要求延期核查。"
LEADER, OFFICER, OWNER = "gao", "bai", "lin"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
AWAY_ON = date(2124, 1, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def ended(by: str = OWNER, **facts: Any) -> Case:
    """Registered and closed today, in the hands of `by`."""
    case = matter(by, **facts)
    does(by, transitions.withdraw, case, reason="她自己要求")
    return Case(pk=case.pk, number=case.number)


def aged(house: House, case: Case, years: int = 12) -> Case:
    """It was closed that many years ago."""
    house.raw(
        "update cases_case set closed_at = closed_at - make_interval(years => %s),"
        " received_on = received_on - %s * 366, opened_at = opened_at - make_interval(years => %s) where id = %s",
        [years, years, years, case.pk],
    )
    return case


def old(house: House, by: str = OWNER, *, years: int = 12, **facts: Any) -> Case:
    """A matter whose period is over."""
    return aged(house, ended(by, **facts), years)


def with_file(by: str = OWNER, **facts: Any) -> Case:
    """A matter with a file, closed today."""
    case = matter(by, **facts)
    does(by, attachments.attach, case, content=PDF, title="就诊记录")
    does(by, transitions.withdraw, case, reason="她自己要求")
    return Case(pk=case.pk, number=case.number)


def proposes(house: House, **when: Any) -> dict[str, int]:
    """The weekly run."""
    with house.login("worker"):
        return sweep.propose_due(**when)


def the_list(house: House, case: Case) -> UUID:
    """The list on which the matter stands or stood last."""
    return house.raw(
        "select destruction_id from cases_retentionaction where case_id = %s order by id desc limit 1",
        [case.pk],
    )[0][0]


def decides(username: str, verb: Any, row: UUID, **said: Any) -> Any:
    """Somebody takes a step on a list she finds."""
    with acting(username) as (user, scope):
        found = DestructionList.objects.visible_to(scope).get(pk=row)
        return verb(found, by=user, **said)


def appraised(house: House, *cases: Case) -> UUID:
    """On a list, and the leader has agreed."""
    proposes(house)
    row = the_list(house, cases[0])
    decides(LEADER, deciding.appraise_destruction, row, note=NOTE)
    return row


def destroyed(house: House, *cases: Case) -> UUID:
    """Both have said so."""
    row = appraised(house, *cases)
    decides(OFFICER, deciding.confirm_destruction, row)
    return row


def phase(house: House, case: Case) -> str:
    return house.raw("select phase from cases_case where id = %s", [case.pk])[0][0]


def listed(house: House) -> list[str]:
    """Numbers that wait on lists."""
    rows = house.raw("select number from cases_retentionaction where state = 'due' order by number")
    return [number for (number,) in rows]


def state(house: House, row: UUID) -> str:
    return house.raw("select state from cases_destructionlist where id = %s", [row])[0][0]


def soon() -> date:
    return clock.today() + timedelta(days=400)


@pytest.fixture
def day():
    """`day("2026-02-10 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at("2026-09-14 09:00"))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)
