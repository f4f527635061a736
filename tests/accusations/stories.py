"""The city's list and one accusation, told through the product's own verbs; canaries for whoever searches."""

from typing import Any

from cases.accusations import listing
from cases.accusations.models import Accusation
from cases.casefile.models import Case
from cases.petitions.told import Contact, Named
from network.units.models import Unit
from sisterhood.demo import cast
from tests.house import House, acting, person
from tests.stories import matter

NAME, PHONE, STORY, ACCUSED = "皇甫静芝", "13904341122", "她说村里的救助款被她拿走了", "田丽"
REQUEST, RESULT, RECEIPT, NOTE = "请查明救助款去向", "谈话提醒并退还", "纪收2026第7号", "有人砸了她家的窗"
PLANTED = (NAME, PHONE, STORY, REQUEST, RESULT, RECEIPT, NOTE)
LISTED = ("wu", "bai", "feng", "ji", "jian")  # two of the city, a leader elsewhere, two liaisons


def unit_of(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def fill_list(*usernames: str) -> None:
    with acting("secadmin") as (admin, _scope):
        for username in usernames:
            listing.list_reader(person(username), city=unit_of(cast.SIPING, 1), by=admin)


def furnish(_house: House, *usernames: str) -> None:
    fill_list(*(usernames or LISTED))


def accuse(username: str, unit: Unit | None = None, name: str = "", **facts: Any) -> Case:
    """An accusation; what comes back is the registrar's receipt."""
    facts = {
        "nature": "accusation",
        "request": REQUEST,
        "facts": STORY,
        "petitioner": Named(name=NAME, phone=PHONE),
        "contact": Contact(may_call=True),
        "respondent": Named(name=name) if name else None,
        "accused_unit": unit,
    } | facts
    return matter(username, **facts)


def readers(house: House, receipt: Case) -> list[str]:
    """User names by seat, as they are really stored."""
    rows = house.raw(
        "select u.username from cases_accusationreader r join network_user u on u.id = r.user_id"
        " where r.accusation_id = %s and r.until_at is null order by r.seat",
        [receipt.pk],
    )
    return [row[0] for row in rows]


def does(username: str, verb: Any, kept: Case, **kwargs: Any) -> Any:
    """A reader runs a verb under her own scope."""
    with acting(username) as (user, _scope):
        return verb(Accusation.objects.get(pk=kept.pk), by=user, **kwargs)
