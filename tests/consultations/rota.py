"""Short hands: people who advise, a morning on duty with two chairs, a session on a matter; by the product's own verbs."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.consultations import booking, records, sessions
from cases.consultations.models import Consultation
from network.duty.rota import booking as rota
from network.duty.rota import experts, shifts
from network.duty.rota.models import DutyShift, Expert
from network.staff.appointments import appoint
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, acting, person

COUNTY = (cast.SHUANGLIAO, 2)
SHEET = {"signed_how": "signature"}
ADVICE = {"question": "能否要求返还彩礼", "advice": "先收集转账记录", "risks": "离婚后一年内提出"}
NOTE = "她反复提到夜里的敲门声"
NOON = time(12)


def unit(code: str = cast.SHUANGLIAO, level: int = 2) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def seat(
    house: House, username: str, name: str, role: str, *, code: str = cast.SHUANGLIAO, level: int = 2
) -> None:
    """One more person of the office, who can sign in with the password of the cast."""
    with house.login("migrator"):
        user = User.objects.create_user(username, display_name=name, password=cast.PASSWORD)
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
        appoint(user, unit=unit(code, level), role=role, by=None, starts_on=cast.SINCE, is_primary=False)


def papers(kind: str, **more: Any) -> experts.Papers:
    today = clock.today()
    facts: dict[str, Any] = {
        "term_from": today - timedelta(days=60),
        "term_until": today + timedelta(days=700),
    }
    if kind == "legal_adviser":
        facts |= {
            "licence_no": "12203202011234567",
            "licence_until": today + timedelta(days=365),
            "firm": "正义律所",
        }
    else:
        facts |= {"qualification": "二级心理咨询师"}
    return experts.Papers(**(facts | more))


def expert(username: str, kind: str, *, by: str = "lin", **more: Any) -> Expert:
    """On the list, free every day of the week from eight to six."""
    with acting(by) as (user, _scope):
        row = experts.enter_expert(person(username), unit=unit(), papers=papers(kind, **more), by=user)
        experts.set_hours(row, dict.fromkeys(range(7), (time(8), time(18))), by=user)
        return row


def planned(
    *people: Expert,
    day: date | None = None,
    begins: time = time(9),
    ends: time = NOON,
    place: str = "一楼咨询室",
) -> list[DutyShift]:
    day = day or clock.today() + timedelta(days=1)
    with acting("lin") as (user, _scope):
        plan = shifts.Plan(day=day, begins=begins, ends=ends, place=place, experts=tuple(people))
        return shifts.plan_shifts(plan, unit=unit(), by=user)


def does(username: str, verb: Any, row: Any, **more: Any) -> Any:
    with acting(username) as (user, _scope):
        return verb(type(row).objects.get(pk=row.pk), by=user, **more)


def confirmed(*people: Expert, **more: Any) -> list[DutyShift]:
    """Planned, offered by the desk, confirmed by each expert."""
    rows = planned(*people, **more)
    for row, each in zip(rows, people, strict=True):
        does("lin", shifts.offer, row)
        with acting("lin"):
            name = User.objects.get(pk=each.user_id).username
        does(name, shifts.confirm, row)
    return rows


def windows(kind: str, username: str = "lin", **more: Any) -> list[rota.Window]:
    with acting(username) as (_user, scope):
        return rota.free(kind, scope, at=clock.now(), **more)


def booked(
    case: Case, kind: str = "joint", *, by: str = "lin", nth: int = 0, **more: Any
) -> dict[str, Consultation]:
    """The nth free session of a kind on a matter; its sessions by kind."""
    window = windows(kind, by)[nth]
    with acting(by) as (user, _scope):
        event = booking.book_consultation(
            Case.objects.get(pk=case.pk), kind=kind, window=window, by=user, **more
        )
        rows = Consultation.objects.filter(pk__in=[UUID(pk) for pk in event.detail["sessions"]])
        return {row.kind: row for row in rows}


def step(username: str, verb: Any, row: Consultation, *, at: datetime | None = None, **more: Any) -> Any:
    """A step of a session, at its own time when no other is given."""
    with acting(username) as (user, _scope):
        return verb(row.pk, by=user, at=at or row.starts_at, **more)


def talking(row: Consultation, *, expert: str) -> None:
    """She is here, has signed where she must, and the talk has begun."""
    step("lin", sessions.check_in, row)
    if row.is_counselling:
        step("lin", sessions.sign_consent, row, signed_on=clock.today(), **SHEET)
    step(expert, sessions.begin, row)


def held(row: Consultation, *, expert: str) -> None:
    """Talked, written down, ended."""
    talking(row, expert=expert)
    if row.is_counselling:
        step(expert, records.write_note, row, note=NOTE)
        step(expert, sessions.complete, row, topic="trauma", outcome="continue", minutes=50)
    else:
        step(expert, records.record_advice, row, **ADVICE)
        step(expert, sessions.complete, row, topic="divorce", outcome="relieved", minutes=40)


def state(house: House, row: Consultation) -> str:
    return house.raw("select state from cases_consultation where id = %s", [row.pk])[0][0]
