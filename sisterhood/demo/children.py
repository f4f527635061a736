"""A child's matter of the demo: the county's officer has asked for leave to read, and the county's leader has not decided yet."""

from datetime import datetime, timedelta
from typing import Any

from cases.casefile.models import Case
from cases.minors import access, children, guardians
from cases.petitions.told import Contact, Named
from cases.protection import reports
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

OFFICER = "lin"


def report_in_time(
    tell: Teller, case: Case, *, days: float, trigger: str, noticed_by: str, body: str
) -> None:
    """Told to the police by phone half an hour after it was noticed, `days` ago."""
    noticed = tell.now - timedelta(days=days)
    told: dict[str, Any] = {
        "trigger": trigger,
        "noticed_at": noticed,
        "noticed_by": noticed_by,
        "told": ["police"],
        "body": body,
        "channel": "phone",
        "reported_at": noticed + timedelta(minutes=30),
        "receipt": "口头接报",
        "told_before": True,
    }
    tell.does(OFFICER, reports.mandatory_report, case, days=days - 0.03, **told)


def girl_who_stays_with_her_grandmother(tell: Teller) -> Case:
    """Registered at the county; the child and her grandmother are named, and the officer wants to call her school."""
    case = tell.registers(
        OFFICER,
        days=0.08,
        channel="phone",
        category="person",
        safety="minor",
        request="想请人帮帮这个孩子。",
        facts="孩子说晚上一个人害怕,父母在外打工,奶奶生病住院。",
        petitioner=Named(name="葛月英", phone="13900000061", gender="female", birth_year=1969),
        contact=Contact(may_call=True),
    )
    report_in_time(tell, case, days=0.08, trigger="abandoned", noticed_by="葛月英", body="双辽市公安局")
    tell.does(OFFICER, children.name_child, case, days=0.05, name="小满", gender="female", stated_age=9)
    grandmother = {"relation": "grandparent", "name": "葛月英", "contact_is_safe": True}
    tell.does(OFFICER, guardians.name_guardian, case, days=0.05, **grandmother)
    asked = {"reason": "guardian", "words": "联系学校前核对孩子所在班级。", "hours": 4}
    tell.does(OFFICER, access.ask_minor_access, case, days=0.02, **asked)
    return case


def tell_all(now: datetime | None = None) -> list[Case]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    return [girl_who_stays_with_her_grandmother(tell)]
