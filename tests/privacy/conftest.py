"""Two matters of the county and the people above them: one ordinary, one sealed that almost nobody may know of."""

from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.privacy import breaking, naming
from cases.privacy.models import BreakGlass
from sisterhood.demo.cast import PASSWORD
from tests.house import House, acting, browser_of
from tests.stories import STORY, matter

REASON = "她来电说对方已到楼下，经办人电话不通，需要马上知道她约定的安全联系方式。"
WHY = {"category": "danger", "reason": REASON}
SENT = WHY | {"password": PASSWORD}
MISS = "您在此处无法查阅该编号的事项，请逐字核对编号。"
BANNER = "只能查看，不能改动"
IDENT = "0123456789abcdef0123456789abcdef"


def sealed() -> Case:
    """Violence, told at the station: lin of the county owns it, gao has its card, he a receipt."""
    return matter("he", channel="station", safety="violence", facts=STORY)


def breaks(username: str, case: Case, **changed: Any) -> BreakGlass:
    """By the exact number, as somebody without the card must."""
    with acting(username) as (user, _scope):
        named = naming.by_number(case.number, by=user)
        return breaking.break_glass(named, by=user, **(WHY | changed))


def posts(username: str, case: Case, **changed: Any) -> Any:
    """The page by number, sent as she sends it."""
    data = {"number": case.number} | SENT | changed
    return browser_of(username).post("/cases/emergency/", data)


def readings(house: House, case: Case) -> list[tuple]:
    """Who reads it now by break-glass, layer by layer."""
    return house.raw(
        """select u.username, p.codename, a.opens, a.writes from cases_caseaccess a
             join network_user u on u.id = a.user_id join auth_permission p on p.id = a.permission_id
            where a.content_object_id = %s and a.source = 'break_glass' and a.until > now() order by 1, 2""",
        [case.pk],
    )


def told(house: House, kind: str) -> list[str]:
    """Who has a message of a kind."""
    return [
        name
        for (name,) in house.raw(
            "select u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
            " where m.kind = %s order by 1",
            [kind],
        )
    ]


def over(house: House, case: Case) -> None:
    """The hour has passed."""
    house.raw(
        "update cases_caseaccess set until = now() - interval '1 second' where content_object_id = %s and source = 'break_glass'",
        [case.pk],
    )


def row_of(house: House, case: Case) -> UUID:
    return house.raw("select id from cases_breakglass where case_id = %s", [case.pk])[0][0]
