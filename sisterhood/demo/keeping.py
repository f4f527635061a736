"""Keeping and destroying in the demo: a matter that the court asked for, and one that is only stored."""

from datetime import datetime

from cases.casefile.models import Case
from cases.petitions import transitions
from cases.petitions.told import Contact, Named
from cases.retention import holds
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

HAND = "lin"


def held_for_the_court(tell: Teller) -> Case:
    """Closed last month; the court asked for its file, so it is held whatever its period."""
    case = tell.registers(
        HAND,
        days=60,
        channel="visit",
        request="想了解离婚后户口怎么迁。",
        facts="户口还在男方家，想迁回娘家村。",
        petitioner=Named(name="尹春霞", phone="13900000053", gender="female", birth_year=1990),
        contact=Contact(may_call=True),
    )
    tell.does(HAND, transitions.withdraw, case, days=30, reason="已在派出所办妥")
    issuer = "双辽市人民法院（2026）调卷函第5号"
    tell.does(HAND, holds.place_hold, case, days=12, issuer=issuer, reason="另案审理需要核对来访时间。")
    return case


def only_stored(tell: Teller) -> Case:
    """Closed; she asked for deletion, the law asks for keeping: it is stored, and nobody opens it."""
    case = tell.registers(
        HAND,
        days=90,
        channel="visit",
        request="咨询村里选举的事。",
        facts="想知道怎样报名参选。",
        petitioner=Named(name="石桂芝", phone="13900000054", gender="female", birth_year=1975),
        contact=Contact(may_call=True),
    )
    tell.does(HAND, transitions.withdraw, case, days=70, reason="已清楚报名办法")
    tell.does("gao", holds.restrict_matter, case, days=5, why="law")
    return case


def tell_all(now: datetime | None = None) -> list[Case]:
    """All of it; the database login must be `app`."""
    tell = Teller(now or clock.now())
    return [held_for_the_court(tell), only_stored(tell)]
