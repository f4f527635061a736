"""A clock that moves, and a matter on its way to another body."""

from datetime import date, datetime
from uuid import UUID

import pytest

from cases.casefile.models import Case
from cases.coordination import investigations
from cases.petitions import interventions, transitions
from network.agencies.models import Agency
from sisterhood.lib import clock
from tests.house import House, acting
from tests.stories import does, matter

BASIS = "《妇女权益保障法》第七十三条"
SHARED = "仅告知:某镇居民,产假工资未发"
POLICE, LABOUR = "双辽市公安局", "双辽市人力资源和社会保障局"
ALL = ("agency", "committee", "government")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture
def day():
    """`day("2026-02-10 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at("2026-09-16 09:00"))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def body(name: str) -> Agency:
    """One of the list, as the county's officer finds it."""
    with acting("lin"):
        return Agency.objects.get(name=name)


def routed(**facts) -> Case:
    """Registered at the county and on the way of demands."""
    case = matter("lin", **facts)
    does("lin", transitions.triage, case, route="R4")
    return case


def demanded(case: Case, name: str = LABOUR) -> UUID:
    """One more demand, drafted."""
    event = does("lin", interventions.demand, case, listed=body(name), request="依法查处", basis=BASIS)
    return UUID(event.detail["investigation"])


def consented(case: Case, row: UUID, given_for=ALL) -> None:
    does(
        "lin",
        investigations.record_consent,
        case,
        row=row,
        given_for=list(given_for),
        shared=SHARED,
        manner="oral",
        given_on=clock.today(),
    )


def sent(case: Case, name: str = LABOUR) -> UUID:
    """Drafted, consented and gone out."""
    row = demanded(case, name)
    consented(case, row)
    does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    return row


def state(house: House, row: UUID) -> str:
    return house.raw("select state from cases_investigation where id = %s", [row])[0][0]


def due(house: House, row: UUID) -> dict[str, date]:
    """Running clocks of one part of a matter."""
    return dict(
        house.raw("select limit_id, due_on from network_clock where part = %s and state = 'running'", [row])
    )
