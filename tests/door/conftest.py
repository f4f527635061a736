"""Short hands for the public door: a letter, and what number and code open."""

from typing import Any

from cases.casefile.models import Case
from cases.door import asking, codes, state, writing
from cases.door.writing import Receipt
from cases.petitions.told import Contact, Intake, Named
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House
from tests.stories import NAME, PHONE, STORY

HERE, ELSEWHERE = b"a" * 32, b"b" * 32


def county(code: str = cast.SHUANGLIAO, level: int = 2) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def letter(unit: Unit | None = None, *, ident: str = "", address: bytes = HERE, **facts: Any) -> Receipt:
    """Somebody without an account writes to a county."""
    facts = {
        "channel": "web",
        "safety": "safe",
        "request": "请求帮助",
        "facts": STORY,
        "received_on": clock.today(),
        "petitioner": Named(name=NAME, phone=PHONE),
        "contact": Contact(),
    } | facts
    ident = ident or state.begin(clock.now()).ident
    return writing.write_in(Intake(**facts), unit=unit or county(), ident=ident, address_mark=address)


def key(receipt: Receipt, *, number: str = "", code: str = "", address: bytes = HERE) -> asking.Key:
    return asking.Key(number or receipt.number, code or receipt.code, address)


def case_id(house: House, receipt: Receipt) -> Any:
    return house.raw("select id from cases_case where number = %s", [receipt.number])[0][0]


def case_of(house: House, receipt: Receipt) -> Case:
    return Case(pk=case_id(house, receipt))


def forget_counts(house: House) -> None:
    """The hour is over."""
    house.raw("delete from network_strangercount")


__all__ = ["ELSEWHERE", "HERE", "case_id", "case_of", "codes", "county", "forget_counts", "key", "letter"]
