"""A child's matter of the demo: the county's officer has asked for leave to read, and the county's leader has not decided yet."""

from datetime import datetime

from cases.casefile.models import Case
from cases.minors import access, children, guardians
from cases.petitions import interventions
from cases.petitions.told import Contact, Named
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

OFFICER = "lin"


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
    told = {"body": "双辽市公安局", "receipt": "口头接报"}
    tell.does(OFFICER, interventions.mandatory_report, case, days=0.06, **told)
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
