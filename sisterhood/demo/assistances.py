"""Rights assistance of the demo: land of a divorced woman, put right by the township and on paper; a suit under way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cases.assistance import opening, results
from cases.casefile.models import Case
from cases.petitions import transitions
from cases.petitions.told import Contact, Named
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

HAND = "lin"


def share_after_divorce(tell: Teller) -> Case:
    """Registered at the county; the township ordered the village's rule put right, and she holds the paper."""
    case = tell.registers(
        HAND,
        days=40,
        channel="visit",
        category="property",
        request="要求恢复她在本组的承包地份额和分红资格。",
        facts="离婚后户口未迁出，村规民约规定离婚妇女不再分红，份额被收回。",
        petitioner=Named(name="赵玉兰", phone="13900000042", gender="female", birth_year=1986),
        contact=Contact(may_call=True, may_write=True),
    )
    tell.does(HAND, transitions.triage, case, days=39.8, route="R4", category="property")
    land = _ask(
        tell,
        case,
        days=39.5,
        kind="land",
        body="卧虎镇人民政府",
        request="责令改正村规民约中离婚妇女不参加分红的条款，恢复其份额。",
        shared="离婚未迁户口，份额被收回，未参加分红。",
    )
    _begins(tell, case, land, days=38)
    told = "镇里已约村委会谈话，答复正在起草。"
    tell.does(HAND, results.ask_after_assistance, case, days=30, row=land, note=told)
    tell.does(HAND, _paper_in_hand, case, days=26, row=land)
    suit = _ask(
        tell,
        case,
        days=3,
        kind="lawsuit",
        body="双辽市人民法院",
        request="支持她起诉追回近两年的分红。",
        shared="镇里的责令改正决定和历年分红表。",
    )
    _begins(tell, case, suit, days=2)
    return case


def _ask(tell: Teller, case: Case, *, days: float, **said: str) -> UUID:
    asked = tell.does(HAND, opening.ask_assistance, case, days=days, manner="signed", **said)
    return UUID(asked.detail["assistance"])


def _begins(tell: Teller, case: Case, row: UUID, *, days: float) -> None:
    tell.does(HAND, _handed_in, case, days=days, row=row)


def _handed_in(case: Case, *, row: UUID, by: Any) -> None:
    opening.begin_assistance(case, row=row, begun_on=clock.today(), by=by)


def _paper_in_hand(case: Case, *, row: UUID, by: Any) -> None:
    today = clock.today()
    results.record_assistance(
        case,
        row=row,
        outcome="granted",
        result="责令改正通知书：村规民约第九条违法，限期改正并恢复份额。",
        result_on=today,
        in_writing=True,
        delivered="in_person",
        delivered_on=today,
        by=by,
    )
    results.close_assistance(case, row=row, note="她表示满意，想追回前两年的分红，已告知可以起诉。", by=by)


def tell_all(now: datetime | None = None) -> list[Case]:
    """All of it; the database login must be `app`."""
    return [share_after_divorce(Teller(now or clock.now()))]
