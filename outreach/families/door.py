"""自荐 as strangers pass it: functions of the database alone; no account, no address kept, number and code shown once."""

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.units.models import Level, Unit
from outreach.families import photos
from outreach.families.frame import refuse_numbers
from outreach.families.lists import Title
from outreach.families.offered import OFFER_CONSENT_NOW, OFFER_STATES, FamilyOffer
from outreach.families.sealing import DIGITS, FamilyKey, code_mark

SIGNS, LONG = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8


@dataclass(frozen=True)
class Call:
    """A round that takes families now."""

    id: UUID
    name: str
    unit_id: int
    unit: str
    until: date


@dataclass(frozen=True)
class Proposal:
    """What a family says of itself on the public page."""

    unit: Unit
    title_sought: str
    family_name: str
    story: str
    name: str
    phone: str


@dataclass(frozen=True)
class Progress:
    """How far it is. `goes`: the state of the family it became, "" while it is none."""

    state: str
    round: str
    unit: str
    proposed_on: date
    decided_on: date | None
    goes: str

    @property
    def label(self) -> Any:
        """In words."""
        return OFFER_STATES[self.state]

    @property
    def may_take_back(self) -> bool:
        """Whether this code still takes everything back."""
        return self.state == "proposed" or (
            self.state == "taken_up" and self.goes in ("drafted", "withdrawn")
        )


def _rows(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def calls() -> list[Call]:
    """Rounds that take families, soonest end first."""
    return [
        Call(*row)
        for row in _rows("select id, name, unit, unit_name, nominate_until from family_offer_rounds()", [])
    ]


def townships(call: Call) -> Any:
    """Where a family of this round may live."""
    rows = Unit.objects.current().filter(level=Level.TOWNSHIP, is_quasi=False)
    return (rows.filter(county_id=call.unit_id) | rows.filter(city_id=call.unit_id)).order_by("code")


def receivers(township: Unit) -> Any:
    """Its villages, and the township itself for whoever would rather not be seen by the village first."""
    below = Unit.objects.current().filter(township_id=township.pk, level=Level.VILLAGE)
    return (below | Unit.objects.current().filter(pk=township.pk)).order_by("level", "code")


def _derived(ident: UUID, what: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"family offer {what}|{ident}".encode(), "sha256")


def code_of(ident: UUID) -> str:
    """The code of a form by the form's own number: the same form sent twice shows the same code."""
    return f"{int.from_bytes(_derived(ident, 'code'), 'big') % 10**DIGITS:0{DIGITS}d}"


def number_of(ident: UUID) -> str:
    """Its number."""
    drawn = _derived(ident, "number")
    return "ZJ" + "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:LONG])


def propose(award: UUID, *, proposal: Proposal, ident: UUID, asker: bytes) -> tuple[str, str]:
    """Number and code. `ident` is the number of these words: sent again they answer with the same.

    Raises Refusal: too many from this line, the round takes no families any more, a number in what everybody will read.
    """
    told = {name: getattr(proposal, name).strip() for name in FamilyOffer.SEALED}
    refuse_numbers({name: told[name] for name in ("family_name", "story")})
    if proposal.title_sought not in Title.values:
        raise Refusal("title_sought", _("Choose from the list."))
    row = FamilyOffer(id=ident)
    key = FamilyKey.make(row)
    for name, text in told.items():
        if not text:
            raise Refusal(name, _("Please fill this in."))
        key.seal(row, name, text)
    number, code = number_of(ident), code_of(ident)
    params = [ident, award, proposal.unit.pk, proposal.title_sought, number, code_mark(code), row.wrapped]
    params += [getattr(row, name) for name in FamilyOffer.SEALED] + [OFFER_CONSENT_NOW, asker]
    verdict = _rows(f"select family_offer_make({', '.join(['%s'] * len(params))})", params)[0][0]
    if verdict == "wait":
        raise Refusal(
            "wait", _("Too many families came from this connection. Please wait a while, or call 12338.")
        )
    if verdict != "kept":
        raise Refusal("gone", _("This round takes no families any more."))
    return number, code


def _plain(number: str) -> str:
    return "".join(number.upper().split())[:12]


def ask(number: str, code: str, *, asker: bytes) -> Progress:
    """How far it is. Raises Refusal for any other number and code, and for too many attempts."""
    found = _rows(
        "select verdict, state, round, unit, proposed_on, decided_on, goes from family_offer_ask(%s, %s, %s)",
        [_plain(number), code_mark(code) or b"", asker],
    )
    if found and found[0][0] == "wait":
        raise Refusal("wait", _("Too many attempts. Please wait a while, or call 12338."))
    if not found:
        raise Refusal("code", _("Nothing is known under this number and code. Please look at them again."))
    return Progress(*found[0][1:])


def take_back_offer(number: str, code: str, *, asker: bytes) -> None:
    """Everything goes at once. Raises Refusal where the family has gone on: then each adult has a code of her own."""
    mark = code_mark(code) or b""
    verdict, family = _rows(
        "select verdict, family from family_offer_back(%s, %s, %s)", [_plain(number), mark, asker]
    )[0]
    if verdict == "wait":
        raise Refusal("wait", _("Too many attempts. Please wait a while, or call 12338."))
    if verdict == "hers":
        raise Refusal(
            "hers",
            _("Every adult of the family has a code of her own by now: take it back with one of these."),
        )
    if verdict != "done":
        raise Refusal("code", _("Nothing is known under this number and code. Please look at them again."))
    if family is not None:
        transaction.on_commit(lambda: photos.erase(family))
