"""The story of a silent body: demanded with her consent, not answered in time, urged, and a meeting to come."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case, Event
from cases.coordination import co_handling, investigations, meetings, urging
from cases.petitions import interventions, transitions
from cases.petitions.told import Contact, Named
from network.agencies.models import Agency
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock

LABOUR, UNION = "双辽市人力资源和社会保障局", "双辽市总工会"
SHARED = "某服装厂女工，产假三个月工资未发；不提供住址和家庭情况。"


def demand_to(case: Case, *, name: str, by: User, at: datetime | None = None) -> Event:
    """A demand to a body of the list."""
    return interventions.demand(
        case,
        listed=Agency.objects.get(name=name),
        request="请依法查处用人单位拖欠产假工资，并书面回复本会。",
        basis="《妇女权益保障法》第七十三条、第四十八条",
        by=by,
        at=at,
    )


def interview(case: Case, *, by: User, meets_at: datetime) -> Event:
    """A joint interview of the employer with labour department and union."""
    return meetings.call_meeting(
        case,
        kind="interview",
        meets_at=meets_at,
        place="双辽市妇联会议室",
        subject="约谈用人单位，落实产假工资",
        agencies=list(Agency.objects.filter(name__in=(LABOUR, UNION))),
        shared=SHARED,
        manner="signed",
        by=by,
    )


def silent_agency(tell: Any) -> Case:
    """Sent more than fifteen working days ago; the opinion lies with the leader, a co-handler helps from 铁东区."""
    case = tell.registers(
        "lin",
        days=45,
        channel="visit",
        category="labour_social_security",
        request="请求有关部门查处拖欠产假工资。",
        facts="在服装厂做工五年，产假三个月工资未发，厂方称效益不好。",
        petitioner=Named(name="宋丽娟", phone="13900000005", gender="female", birth_year=1994),
        contact=Contact(may_call=True, hours="晚上七点以后"),
    )
    tell.does("lin", transitions.triage, case, days=44.9, route="R4")
    event = tell.does("lin", demand_to, case, days=44.5, name=LABOUR)
    row = UUID(event.detail["investigation"])
    given_on = clock.local_date(tell.now - timedelta(days=44))
    tell.does(
        "lin",
        investigations.record_consent,
        case,
        days=44,
        row=row,
        given_for=["agency", "committee", "government"],
        shared=SHARED,
        manner="signed",
        given_on=given_on,
    )
    tell.does("lin", investigations.send_demand, case, days=44, row=row, notice_how="safe_way")
    _together(tell, case)
    tell.does(
        "lin",
        urging.draft_urging,
        case,
        days=1,
        row=row,
        failure="发函后超过十五个工作日未回复。",
        note="请于十五个工作日内查处并书面回复本会。",
    )
    return case


def _together(tell: Any, case: Case) -> None:
    """Another county helps, and a joint interview is called."""
    tell.does(
        "lin",
        co_handling.invite_co_handler,
        case,
        days=6,
        unit=Unit.objects.get(code=cast.TIEDONG, level=2),
        task="厂方总部在铁东区，请协助联系。",
        until=clock.local_date(tell.now + timedelta(days=40)),
    )
    tell.does("zheng", co_handling.note_work, case, days=4, note="已联系厂方总部，答应派人参加约谈。")
    afternoon = clock.in_zone(tell.now + timedelta(days=4)).replace(
        hour=14, minute=0, second=0, microsecond=0
    )
    tell.does("lin", interview, case, days=3, meets_at=afternoon)
