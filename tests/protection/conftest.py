"""A night of violence in the county of the cast, somebody on duty there and in the city, and a clock that moves."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from cases.casefile.models import Case
from cases.protection import contact, orders
from cases.protection.lists import Answer
from cases.protection.models import ProtectionOrder
from cases.protection.screen import ITEMS
from network.staff.appointments import appoint
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, acting
from tests.stories import does, matter

NIGHT = "2026-09-16 23:10"
TOLD = "他昨晚又动手，说要杀了我"
WHERE = "春风巷九号楼的安全屋"
NO = dict.fromkeys((item.code for item in ITEMS), Answer.NO.value)
SHEET = {"told": {"injuries": TOLD}, "told_before": True}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def on_duty(house: House) -> None:
    """值班员 of the county (qin), of the city (geng) and of another county (niu)."""
    with house.login("migrator"):
        for name, shown, code, level in (
            ("qin", "秦夜", cast.SHUANGLIAO, 2),
            ("geng", "耿更", cast.SIPING, 1),
            ("niu", "牛东", cast.TIEDONG, 2),
        ):
            if User.objects.filter(username=name).exists():
                continue
            user = User.objects.create_user(name, display_name=shown, password=cast.PASSWORD)
            User.objects.filter(pk=user.pk).update(must_change_password=False)
            unit = Unit.objects.current().get(code=code, level=level)
            appoint(user, unit=unit, role="duty_officer", by=None, starts_on=date(2024, 3, 1))


@pytest.fixture(scope="module")
def guarded(house: House) -> House:
    """The house of the module with people on duty."""
    on_duty(house)
    return house


@pytest.fixture
def day():
    """`day("2026-09-30 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at(NIGHT))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def night(**facts: Any) -> Case:
    """The station head reports danger; the matter is the county's at once."""
    return matter("he", **{"channel": "station", "safety": "urgent", "facts": TOLD} | facts)


def sheet(case: Case, *wants: str, who: str = "lin") -> None:
    does(who, contact.meet_first, case, wants=wants, **SHEET)


APPLICATION = {
    "applicant": "herself",
    "will": "wants",
    "measures": ["no_violence", "no_contact"],
    "court": "双辽市人民法院",
    "respondent": "某男",
    "facts": TOLD,
}


def drafted(case: Case, **more: Any) -> UUID:
    return UUID(does("lin", orders.draft_order, case, **APPLICATION | more).detail["order"])


def accepted(case: Case, when: str, **more: Any) -> UUID:
    """Filed and accepted at one moment."""
    row = drafted(case, **more)
    does("lin", orders.file_order, case, row=row, filed_at=at(when))
    does("lin", orders.court_accepts, case, row=row, accepted_at=at(when))
    return row


def granted(case: Case, row: UUID, when: str, until: str) -> None:
    facts = {"decided_at": at(when), "valid_until": date.fromisoformat(until), "measures": ["no_violence"]}
    does("lin", orders.grant_order, case, row=row, **facts)


def state(row: UUID) -> str:
    with acting("lin"):
        return ProtectionOrder.objects.get(pk=row).state


def running(house: House, case: Case) -> dict[str, datetime]:
    """Running clocks of the matter by limit, with their due moment in local time."""
    rows = house.raw(
        "select limit_id, due_at at time zone 'Asia/Shanghai' from network_clock"
        " where subject_id = %s and state = 'running' order by due_at desc",
        [case.pk],
    )
    return dict(rows)
