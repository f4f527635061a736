"""A clock that moves, and a mediation in one line, told through the product's own verbs."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from cases.casefile.models import Case
from cases.mediation import agreements, consenting, opening, screening, sessions
from cases.mediation.agreements import Contents
from cases.mediation.models import Mediation
from cases.mediation.screen import CODES
from sisterhood.lib import clock
from tests.house import House, acting, person
from tests.stories import does, matter

DISPUTE = "两家为门前的路争了两年"
CLEAR = dict.fromkeys(CODES, "no")
CONTENTS = Contents(
    "甲方、乙方", "门前道路由两家共用", "道路由谁修", "各自负责一半", "共同出资修路", "各出一半工钱"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture
def day():
    """`day("2026-02-10 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at("2026-09-01 09:00"))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def requested(case: Case | None = None, *, by: str = "lin") -> tuple[Case, UUID]:
    """She asks for it."""
    case = case or matter(by)
    told = does(by, opening.request_mediation, case, kind="neighbour", dispute=DISPUTE, willing=True)
    return case, UUID(told.detail["mediation"])


def heard(case: Case, row: UUID, side: str = "hers", *, by: str = "lin", **answers: str) -> None:
    does(by, screening.screen_side, case, row=row, side=side, alone=True, answers=CLEAR | answers)


def named(case: Case, row: UUID, to: str = "lin", *, by: str = "lin") -> None:
    with acting(by):
        user = person(to)
    does(by, opening.name_mediator, case, row=row, to=user, no_relative=True, accepted=True)


def agrees(case: Case, row: UUID, side: str, *, by: str = "lin", **facts) -> None:
    told = {"manner": "signed", "given_on": clock.today(), "told": True, "accepts": True} | facts
    does(by, consenting.take_consent, case, row=row, side=side, **told)


def consented(case: Case | None = None, *, by: str = "lin", **facts) -> tuple[Case, UUID]:
    """Both heard alone, nothing found, both agree."""
    case, row = requested(case, by=by)
    for side in ("hers", "other"):
        heard(case, row, side, by=by)
    named(case, row, by, by=by)
    for side in ("hers", "other"):
        agrees(case, row, side, by=by, **facts)
    return case, row


def arranged(case: Case, row: UUID, *, by: str = "lin", **facts) -> None:
    told = {"meets_at": clock.now() + timedelta(hours=1), "place": "镇调解室", "committee": 3, "women": 1}
    does(by, sessions.schedule_session, case, row=row, **(told | facts))


def sitting(*, by: str = "lin", **facts) -> tuple[Case, UUID]:
    """In session."""
    case, row = consented(by=by, **facts)
    arranged(case, row, by=by)
    does(by, sessions.begin_mediation, case, row=row, no_relative=True)
    return case, row


def written(*, by: str = "lin", days: int = 60) -> tuple[Case, UUID]:
    """An agreement in writing."""
    case, row = sitting(by=by)
    does(by, agreements.agree_in_writing, case, row=row, **signed(days=days))
    return case, row


def signed(*, days: int = 60, **changed) -> dict:
    """What both put their names under."""
    until = clock.today() + timedelta(days=days)
    said = {
        name: getattr(CONTENTS, name) for name in ("parties", "facts", "issues", "duties", "terms", "manner")
    }
    contents = Contents(**(said | {"perform_by": until} | changed))
    signs = {"she_signed": "signed", "other_signed": "fingerprint", "mediator_signed": True, "sealed": True}
    return {"contents": contents} | signs


def state(house: House, row: UUID) -> str:
    return house.raw("select state from cases_mediation where id = %s", [row])[0][0]


def flags(house: House, row: UUID) -> list[str]:
    return house.raw("select flags from cases_mediation where id = %s", [row])[0][0]


def clocks(house: House, case: Case) -> dict[str, datetime]:
    """Running clocks of mediation of a matter with the moment each is due."""
    statement = """select limit_id, due_at from network_clock
                    where subject_id = %s and state = 'running' and limit_id like 'mediation.%%'"""
    return {name: clock.in_zone(due) for name, due in house.raw(statement, [case.pk])}


def mediation(row: UUID, *, by: str = "lin") -> Mediation:
    with acting(by):
        return Mediation.objects.get(pk=row)
