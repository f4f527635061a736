"""Privacy in the demo: an emergency reading that waits for its review, and a person who asks about her own data."""

from datetime import datetime

from cases.casefile.models import Case
from cases.people.models import Person
from cases.petitions.told import Contact, Named
from cases.privacy import breaking, naming, requests
from network.staff.models import User
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

REASON = "她夜里来电说对方在楼道砸门，经办人电话关机，需要马上知道约定的安全联系方式和地址。"


def read_in_an_emergency(tell: Teller) -> Case:
    """The county's leader could not reach the owner yesterday evening; she has read it."""
    case = tell.registers(
        "lin",
        days=3,
        channel="visit",
        safety="violence",
        category="marriage_family",
        request="想知道怎样才能不再挨打。",
        facts="上周末又动手，邻居听见后来敲门才停。",
        petitioner=Named(name="邵玉梅", phone="13900000051", gender="female", birth_year=1988),
        contact=Contact(may_call=True),
    )
    tell.does("gao", _reads, case, days=0.6)
    return case


def _reads(case: Case, *, by: User) -> None:
    breaking.break_glass(naming.by_card(case.pk), category="danger", reason=REASON, by=by)


def asks_about_her_data(tell: Teller) -> Case:
    """Her address is wrong in the file; her identity is checked, the correction is granted and waits to be done."""
    case = tell.registers(
        "lin",
        days=20,
        channel="visit",
        request="想申请技能培训。",
        facts="去年从外地搬回，想学家政。",
        petitioner=Named(name="金丽娟", phone="13900000052", gender="female", birth_year=1982),
        contact=Contact(may_call=True),
    )
    tell.does("lin", _answers, case, days=2)
    return case


def _answers(case: Case, *, by: User) -> None:
    person = Person.objects.filter(case=case).order_by("id")[0]
    row = requests.register_request(
        case,
        person=person.pk,
        right="correct",
        asked="我的住址写的是搬家以前的，请改过来。",
        received_on=clock.today(),
        by=by,
    )
    requests.check_identity(case, row=row.pk, proof="document", by=by)
    requests.grant_request(case, row=row.pk, answer="住址将按您出示的户口簿更正。", spares_others=True, by=by)


def tell_all(now: datetime | None = None) -> list[Case]:
    """All of it; the database login must be `app`."""
    tell = Teller(now or clock.now())
    return [read_in_an_emergency(tell), asks_about_her_data(tell)]
