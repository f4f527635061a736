"""A clock that moves, and an assistance in one line, told through the product's own verbs."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from cases.assistance import opening, results
from cases.casefile.models import Case
from cases.coordination import meetings
from cases.protection import danger
from network.agencies.models import Agency
from sisterhood.lib import clock
from tests.coordination.conftest import LABOUR
from tests.house import House, acting
from tests.stories import does, matter

BODY, REQUEST, SHARED = "卧虎镇某某制衣厂", "请查处车间主任的骚扰行为", "时间、地点和证人，不含住址"
PAPER = "经查属实，已调离岗位并给予处分"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


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


def sealed(by: str = "lin", **facts) -> Case:
    """A matter in which violence has come to light."""
    case = matter(by, **facts)
    does(by, danger.begin_protection, case)
    return case


def fits(kind: str, by: str = "lin") -> Case:
    """A matter that carries this kind."""
    return sealed(by) if kind in ("harassment", "trafficking") else matter(by)


def asked(kind: str, case: Case | None = None, *, by: str = "lin", **facts) -> tuple[Case, UUID]:
    """It is asked for; with her consent where it is needed, noticed now where minutes count."""
    case = case or fits(kind, by)
    told = {"kind": kind, "body": BODY, "request": REQUEST}
    if kind not in ("guardian", "trafficking"):
        told |= {"manner": "signed", "shared": SHARED}
    if kind == "trafficking":
        told |= {"noticed_at": clock.now()}
    event = does(by, opening.ask_assistance, case, **(told | facts))
    return case, UUID(event.detail["assistance"])


def interviewed(case: Case, *, by: str = "lin") -> None:
    """A joint interview of this matter was held an hour from now."""
    soon = clock.now() + timedelta(hours=1)
    with acting(by):
        who = list(Agency.objects.filter(name__in=(LABOUR, "双辽市总工会")))
    called = does(
        by,
        meetings.call_meeting,
        case,
        kind="interview",
        meets_at=soon,
        place="人社局会议室",
        subject="克扣产假工资",
        agencies=who,
        manner="oral",
        shared=SHARED,
    )
    with clock.moved_to(soon + timedelta(minutes=1)):
        told = {"row": UUID(called.detail["meeting"]), "minutes": "要求限期补发"}
        does(by, meetings.record_minutes, case, **told)


def begun(kind: str, case: Case | None = None, *, by: str = "lin", **facts) -> tuple[Case, UUID]:
    """In the hands of the body since today."""
    case, row = asked(kind, case, by=by)
    if kind == "interview":
        interviewed(case, by=by)
    told = (
        {"told_at": clock.now(), "channel": "phone"} if kind == "trafficking" else {"begun_on": clock.today()}
    )
    does(by, opening.begin_assistance, case, row=row, **(told | facts))
    return case, row


def paper(**changed) -> dict:
    """A result in writing that reached her today."""
    today = clock.today()
    told = {"outcome": "granted", "result": PAPER, "result_on": today, "in_writing": True}
    return told | {"delivered": "in_person", "delivered_on": today} | changed


def recorded(kind: str, *, by: str = "lin") -> tuple[Case, UUID]:
    """With its result."""
    case, row = begun(kind, by=by)
    does(by, results.record_assistance, case, row=row, **paper())
    return case, row


def state(house: House, row: UUID) -> str:
    return house.raw("select state from cases_rightsassistance where id = %s", [row])[0][0]


def clocks(house: House, case: Case) -> dict[str, datetime]:
    """Running clocks of assistance of a matter with the moment each is due."""
    statement = """select limit_id, due_at from network_clock
                    where subject_id = %s and state = 'running' and limit_id like 'assistance.%%'"""
    return {name: clock.in_zone(due) for name, due in house.raw(statement, [case.pk])}
