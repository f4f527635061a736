"""Stories of the demo, told by the product's own verbs with a moved clock. Everybody in them is invented.

They are relative to today, so they are right on any weekday and in a year whose calendar is a guess.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cases.accusations import listing
from cases.casefile.models import Case
from cases.documents import verbs as paper
from cases.documents.models import Document
from cases.petitions import giving, hand_over, opinions, papers, transitions
from cases.petitions.intake import register
from cases.petitions.told import Contact, Intake, Named
from network.access import rest
from network.staff.appointments import scope_of
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.demo import joint
from sisterhood.demo.cast import READERS, SIPING
from sisterhood.lib import clock

BASIS = "《信访工作条例》第三十一条、第三十二条;《妇女权益保障法》第五十五条、第五十六条"


class Teller:
    """Lets a person do one thing at one moment, under her own scope."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def does(
        self, username: str, act: Callable[..., Any], /, *args: Any, days: float = 0, **kwargs: Any
    ) -> Any:
        """`act(*args, by=user, **kwargs)` as that person, `days` ago."""
        user = User.objects.get(username=username)
        with clock.moved_to(self.now - timedelta(days=days)), rest.acting_as(scope_of(user)):
            return act(*args, by=user, **kwargs)

    def registers(self, username: str, *, days: float, unit: Unit | None = None, **facts: Any) -> Case:
        """A registration at her own unit."""
        user = User.objects.get(username=username)
        at = self.now - timedelta(days=days)
        unit = unit or Unit.objects.filter(appointments__user=user).order_by("level")[0]
        facts.setdefault("received_on", clock.local_date(at))
        facts.setdefault("safety", "safe")
        return self.does(username, register, Intake(**facts), unit=unit, days=days)


def drawn_up(case: Case, kind: str, *, by: User) -> Document:
    """A paper in the words of its act; the matter is read again, because it has moved since it was registered."""
    case = Case.objects.get(pk=case.pk)
    source = next(each for each in papers.sources(case) if each.kind == kind)
    words = papers.compose(case, source)
    return papers.draw_up(
        case, source, addressee=words.addressee, basis=words.basis, remedies=words.remedies, by=by
    )


def on_paper(tell: Teller, case: Case, kind: str, *, hand: str, leader: str, days: float) -> None:
    """Drawn up, approved, issued and handed over on one day."""
    row = tell.does(hand, drawn_up, case, kind, days=days)
    tell.does(leader, paper.approve, row, days=days)
    tell.does(hand, paper.issue, row, days=days)
    day = clock.local_date(tell.now - timedelta(days=days))
    tell.does(hand, paper.deliver, row, days=days, delivered_on=day, delivered_how="in_person")


def land_under_way(tell: Teller) -> Case:
    """From a hamlet to the county: accepted, in handling."""
    case = tell.registers(
        "he",
        days=12,
        channel="station",
        category="property",
        request="希望村里按家庭承包户登记她的承包地份额。",
        facts="离婚后户口迁回娘家,二轮承包地份额未登记,村里两次答复需要等统一调整。",
        petitioner=Named(name="陈秀琴", phone="13900000001", gender="female", birth_year=1983),
        contact=Contact(may_call=True, hours="上午九点到十一点"),
    )
    tell.does("he", hand_over.pass_on, case, days=11.5, to_county=True)
    tell.does("lin", hand_over.take_up, case, days=11.4)
    tell.does("lin", transitions.triage, case, days=11.3, route="R1", category="property")
    tell.does("gao", transitions.accept, case, days=11, notice_how="on_the_spot")
    on_paper(tell, case, "notice_accepted", hand="lin", leader="gao", days=10.9)
    tell.does("lin", transitions.start, case, days=10)
    return case


def asleep_in_the_village(tell: Teller) -> Case:
    """A village chair has not passed a matter on for two days."""
    case = tell.registers(
        "ma",
        days=2.4,
        channel="station",
        category="marriage_family",
        request="请村里帮忙说合赡养老人的分担。",
        facts="三个子女对母亲的赡养费分担说不到一起,老人轮流住得不安稳。",
        petitioner=Named(name="何淑珍", gender="female", birth_year=1951),
    )
    tell.does("ma", hand_over.pass_on, case, days=2.3)
    return case


def advice_in_a_day(tell: Teller) -> Case:
    """Walked in, advised, closed."""
    case = tell.registers(
        "lin",
        days=3,
        channel="visit",
        request="咨询离婚冷静期内能否先行分居并保全存款。",
        facts="双方自愿离婚,已提交申请第十二天,担心存款被转移。",
        petitioner=Named(name="李红梅", phone="13900000002", gender="female", birth_year=1990),
        is_oral=True,
        read_back=True,
    )
    tell.does("lin", transitions.triage, case, days=3, route="R10")
    tell.does(
        "lin",
        transitions.advise,
        case,
        days=3,
        note="说明冷静期规定,告知可向法院申请财产保全,已约法律顾问周四接待。",
    )
    return case


def sealed_at_night(tell: Teller) -> Case:
    """Violence reported by a station head: straight to the county, she keeps a receipt."""
    case = tell.registers(
        "he",
        days=1.2,
        channel="station",
        safety="violence",
        request="希望知道怎样申请人身安全保护令。",
        facts="半年内多次被推搡、威胁,昨晚又起冲突,现住姐姐家。",
        petitioner=Named(name="周桂香", phone="13900000003", gender="female", birth_year=1988),
        contact=Contact(may_wechat=True, code_word="鸡蛋", hours="下午两点到四点"),
    )
    tell.does("lin", hand_over.take_up, case, days=1.1)
    return case


def answered_and_closed(tell: Teller) -> Case:
    """The whole straight life."""
    case = tell.registers(
        "chen",
        days=40,
        channel="station",
        category="labour_social_security",
        request="请求协调补发产假工资。",
        facts="在镇上服装厂做工四年,产假三个月未发工资。",
        petitioner=Named(name="刘艳华", phone="13900000004", gender="female", birth_year=1995),
        contact=Contact(may_call=True, may_text=True),
    )
    tell.does("chen", hand_over.pass_on, case, days=39.8)
    tell.does("li", hand_over.take_up, case, days=39.5)
    tell.does("li", hand_over.pass_on, case, days=39.4)
    tell.does("qian", hand_over.take_up, case, days=39)
    tell.does("qian", hand_over.pass_on, case, days=38.9)
    tell.does("zheng", hand_over.take_up, case, days=38.5)
    tell.does("zheng", transitions.triage, case, days=38.4, route="R1", category="labour_social_security")
    tell.does("feng", transitions.accept, case, days=38, notice_how="safe_way")
    tell.does("zheng", transitions.start, case, days=37)
    tell.does(
        "zheng",
        opinions.draft_opinion,
        case,
        days=20,
        outcome="support",
        facts_found="厂方确认产假期间未发工资,愿意补发。",
        decision="支持诉求:厂方于本月补发三个月产假工资,本会跟踪到账情况。",
        basis=BASIS,
        remedies="对本意见不服,可自收到之日起 30 日内向上一级妇联提出复查。",
    )
    delivered = clock.local_date(tell.now - timedelta(days=18))
    tell.does("feng", transitions.answer, case, days=18, delivered_on=delivered, delivered_how="in_person")
    on_paper(tell, case, "handling_opinion", hand="zheng", leader="feng", days=18)
    said = "电话回访:工资已到账,来访人满意。"
    tell.does("zheng", transitions.close, case, days=5, satisfaction="satisfied", note=said)
    return case


def notice_nearly_due(tell: Teller) -> Case:
    """Thirteen days at the county and not yet routed."""
    return tell.registers(
        "xu",
        days=13,
        channel="letter",
        category="culture_education",
        request="希望孩子能就近入学。",
        facts="随迁子女学籍转入被要求补交多份证明。",
        petitioner=Named(name="孙丽", gender="female", birth_year=1992),
    )


def notice_late(tell: Teller) -> Case:
    """The 15 days of the notice have passed."""
    return tell.registers(
        "zheng",
        days=24,
        channel="visit",
        category="property",
        request="宅基地确权时漏登了她的名字。",
        facts="父母过世后老宅由兄弟登记,本人户口一直在村。",
        petitioner=Named(name="高玉兰", gender="female", birth_year=1968),
    )


def handed_back(tell: Teller) -> Case:
    """The county assigns it, the township objects with reasons."""
    case = tell.registers(
        "lin",
        days=6,
        channel="phone",
        request="反映邻居堵了公共排水沟。",
        facts="雨天院内积水,双方口角两次。",
        petitioner=Named(name="王桂芝", gender="female"),
    )
    town = Unit.objects.get(code="220382102000", level=3)
    tell.does("lin", transitions.triage, case, days=5.9, route="R2")
    tell.does(
        "lin", giving.assign, case, days=5.8, to_unit=town, reason="请镇妇联先行了解。", notice_how="safe_way"
    )
    tell.does("tian", giving.object_to, case, days=4, reason="排水沟属镇建设办职权,建议告知来访人前往。")
    return case


def declined_with_directions(tell: Teller) -> Case:
    """Not ours: told where to turn."""
    case = tell.registers(
        "zheng",
        days=9,
        channel="visit",
        request="对法院一审判决不服。",
        facts="离婚案财产分割判决已送达三日。",
        petitioner=Named(name="赵敏", gender="female", birth_year=1985),
    )
    tell.does("zheng", transitions.triage, case, days=9, route="R1")
    tell.does(
        "feng",
        transitions.decline,
        case,
        days=8.5,
        reason="litigation",
        note="判决送达之日起十五日内可以上诉;可到区法律援助中心申请援助,本会可出具介绍信。",
    )
    return case


def withdrawn(tell: Teller) -> Case:
    """She took it back of her own will."""
    case = tell.registers(
        "zhao",
        days=7,
        channel="station",
        request="两家为地边树影响采光的事。",
        facts="邻家杨树遮了菜园,说过两回没谈拢。",
        petitioner=Named(name="老周家媳妇", is_alias=True, gender="female"),
    )
    tell.does("zhao", transitions.withdraw, case, days=6.5, reason="邻居已把树枝修剪了,来访人说不用再管。")
    return case


STORIES = (
    land_under_way,
    asleep_in_the_village,
    advice_in_a_day,
    sealed_at_night,
    answered_and_closed,
    notice_nearly_due,
    notice_late,
    handed_back,
    declined_with_directions,
    withdrawn,
    joint.silent_agency,
)


def name_readers(tell: Teller) -> None:
    """The city's list of named readers, kept by the security administrator: two of the city, one elsewhere, two liaisons."""
    city = Unit.objects.current().get(code=SIPING, level=Level.CITY)
    for username in READERS:
        tell.does("secadmin", listing.list_reader, User.objects.get(username=username), city=city)


def tell_all(now: datetime | None = None) -> list[Case]:
    """Tell every story; the database login must be `app`."""
    teller = Teller(now or clock.now())
    name_readers(teller)
    return [story(teller) for story in STORIES]
