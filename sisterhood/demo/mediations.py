"""A mediation of the demo: two neighbours, a road and a mediator; agreed three weeks ago, first follow-up made."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.mediation import agreements, consenting, opening, performing, screening, sessions
from cases.mediation.agreements import Contents
from cases.mediation.lists import Side
from cases.mediation.models import AgreementFollowUp
from cases.mediation.screen import CODES
from cases.petitions import interventions, transitions
from cases.petitions.told import Contact, Named
from network.staff.models import User
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

CHAIR, MEDIATOR = "tian", "mu"
AGREED = Contents(
    parties="甲方（申请人）、乙方（邻居），均为卧虎镇村民。",
    facts="两家共用门前小路，雨后积水，去年起因修路出资起争执。",
    issues="修路费用如何分担，排水沟由谁维护。",
    duties="小路由两家共用，双方均有维护义务。",
    terms="两家各出一半费用铺石垫路；排水沟按户轮流清理，一家一月。",
    manner="年底前共同完工，由村妇联到场见证。",
)


def road_of_two_neighbours(tell: Teller) -> Case:
    """Registered at the township, both heard alone, nothing found; separate talks, then one table as both wanted."""
    case = tell.registers(
        CHAIR,
        days=34,
        channel="visit",
        category="general",
        request="想请镇里帮着说和,把门前的路修好。",
        facts="和邻居为修路出钱的事说不到一起,没有打闹。",
        petitioner=Named(name="孟庆云", phone="13900000041", gender="female", birth_year=1975),
        contact=Contact(may_call=True),
    )
    tell.does(CHAIR, transitions.triage, case, days=33.9, route="R7")
    willing = {"willing": True, "notice_how": "on_the_spot"}
    tell.does(CHAIR, interventions.mediate, case, days=33.8, **willing)
    row = tell.does(CHAIR, _named, case, days=32)
    tell.does(MEDIATOR, _both_agree, case, days=31, row=row)
    tell.does(MEDIATOR, _at_one_table, case, days=25, row=row)
    tell.does(CHAIR, agreements.draw_agreement, case, days=25, row=row)
    tell.does(MEDIATOR, performing.begin_performance, case, days=24.9, row=row)
    tell.does(MEDIATOR, _first_follow_up, case, days=17, row=row)
    return case


def _named(case: Case, *, by: User) -> UUID:
    asked = opening.request_mediation(
        case, kind="neighbour", dispute="门前小路的修缮费用和排水。", willing=True, by=by
    )
    row = UUID(asked.detail["mediation"])
    mediator = User.objects.get(username=MEDIATOR)
    opening.name_mediator(case, row=row, to=mediator, no_relative=True, accepted=True, by=by)
    return row


def _both_agree(case: Case, *, row: UUID, by: User) -> None:
    for side in Side.values:
        nothing = dict.fromkeys(CODES, "no")
        screening.screen_side(case, row=row, side=side, answers=nothing, alone=True, by=by)
    said: dict[str, Any] = {
        "manner": "signed",
        "given_on": clock.today(),
        "told": True,
        "accepts": True,
        "one_room": True,
    }
    for side in Side.values:
        consenting.take_consent(case, row=row, side=side, by=by, **said)


def _at_one_table(case: Case, *, row: UUID, by: User) -> None:
    soon = clock.now() + timedelta(minutes=5)
    room: dict[str, Any] = {"place": "卧虎镇妇女之家", "committee": 3, "women": 2, "one_room": True}
    sessions.schedule_session(case, row=row, meets_at=soon, by=by, **room)
    sessions.begin_mediation(case, row=row, no_relative=True, by=by)
    until = clock.today() + timedelta(days=60)
    contents = replace(AGREED, perform_by=until)
    agreements.agree_in_writing(
        case,
        row=row,
        contents=contents,
        she_signed="signed",
        other_signed="fingerprint",
        mediator_signed=True,
        sealed=True,
        by=by,
    )


def _first_follow_up(case: Case, *, row: UUID, by: User) -> None:
    owed = AgreementFollowUp.objects.filter(case=case, done_on=None).order_by("id")[0]
    told: dict[str, Any] = {"kept": "kept", "done_on": clock.today(), "note": "两家已备好石料。"}
    performing.follow_agreement(case, row=row, which=owed.pk, by=by, **told)


def tell_all(now: datetime | None = None) -> list[Case]:
    """All of it; the database login must be `app`."""
    return [road_of_two_neighbours(Teller(now or clock.now()))]
