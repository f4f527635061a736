"""The public door of the demo: windows with their hours, a letter written there, and a matter that waits to be followed up."""

import secrets
from datetime import datetime, timedelta

from cases.casefile.models import Case
from cases.door import writing
from cases.petitions import following, opinions, transitions
from cases.petitions.told import Contact, Intake, Named
from network.sites import counting, windows
from network.sites.hours import read
from network.sites.models import ServiceWindow
from network.units.models import Unit
from sisterhood.demo.cast import SHUANGLIAO, SIPING, TIEDONG, WOHU_TOWN
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

HOURS = "8:30-11:30、13:30-17:00"
# who keeps it, unit, level, address, phone, weekdays
WINDOWS = (
    ("zhou", SIPING, 1, "四平市妇女联合会 一楼信访接待室", "0434-5550100", range(5)),
    ("gao", SHUANGLIAO, 2, "双辽市妇女联合会 102 室", "0434-5550200", range(5)),
    ("feng", TIEDONG, 2, "铁东区妇女联合会 妇女之家", "0434-5550400", range(5)),
    ("tian", WOHU_TOWN, 3, "卧虎镇便民服务大厅 6 号窗口", "0434-5550300", (0, 2, 4)),
)


def open_windows(tell: Teller) -> int:
    """Publish the windows that are not there yet; returns how many."""
    opened = 0
    for username, code, level, address, phone, days in WINDOWS:
        unit = Unit.objects.current().get(code=code, level=level)
        if ServiceWindow.objects.filter(pk=unit.pk).exists():
            continue
        week = {day: read(HOURS) for day in days}
        words = {"address": address, "phone": phone, "week": week, "hours_note": "法定节假日休息"}
        tell.does(username, windows.keep_window, unit, days=30, **words)
        opened += 1
    return opened


def written_at_the_door(tell: Teller) -> writing.Receipt:
    """A woman writes without an account; returns the receipt with which the page of progress opens."""
    at = tell.now - timedelta(days=3)
    unit = Unit.objects.current().get(code=SHUANGLIAO, level=2)
    intake = Intake(
        channel="web",
        safety="safe",
        received_on=clock.local_date(at),
        category="marriage_family",
        request="想了解离婚时孩子抚养和财产怎么办。",
        facts="结婚九年,分居一年多,双方都同意离婚,就抚养费没谈拢。",
        petitioner=Named(name="网名小雨", is_alias=True, gender="female"),
        contact=Contact(may_write=True),
    )
    with clock.moved_to(at):
        ident = secrets.token_hex(16)
        return writing.write_in(intake, unit=unit, ident=ident, address_mark=counting.mark("address", "demo"))


def not_reached(tell: Teller) -> Case:
    """Answered ten days ago; called once, nobody answered: stands on the list of follow-up calls."""
    case = tell.registers(
        "lin",
        days=30,
        channel="visit",
        category="culture_education",
        request="请求协调孩子的就学证明。",
        facts="随丈夫迁回本镇,学校要求补材料,跑了三趟。",
        petitioner=Named(name="孙丽萍", phone="13900000021", gender="female", birth_year=1990),
        contact=Contact(may_call=True, hours="晚饭后"),
    )
    tell.does("lin", transitions.triage, case, days=29.9, route="R1", category="culture_education")
    tell.does("gao", transitions.accept, case, days=29.5, notice_how="safe_way")
    tell.does("lin", transitions.start, case, days=29)
    tell.does(
        "lin",
        opinions.draft_opinion,
        case,
        days=14,
        outcome="support",
        facts_found="镇里证明材料齐全,学校接收流程漏了一步。",
        decision="支持诉求:已协调学校办理接收手续。",
        basis="《信访工作条例》第三十一条、第三十二条",
        remedies="对本意见不服,可自收到之日起 30 日内向上一级妇联提出复查。",
    )
    delivered = clock.local_date(tell.now - timedelta(days=10))
    tell.does("gao", transitions.answer, case, days=10, delivered_on=delivered, delivered_how="in_person")
    again = clock.local_date(tell.now) + timedelta(days=1)
    tell.does(
        "lin",
        following.follow_up,
        case,
        days=4,
        way="call",
        result="not_reached",
        note="未接。",
        next_on=again,
    )
    return case


def tell_all(now: datetime | None = None) -> writing.Receipt:
    """All of it; the database login must be `app`. Returns the receipt of the letter."""
    tell = Teller(now or clock.now())
    open_windows(tell)
    not_reached(tell)
    return written_at_the_door(tell)
