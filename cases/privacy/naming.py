"""Which matter is meant: one whose card she sees, or one whose exact number she was told (docs/decisions/0087).

Whoever types a number is answered by the database, and with one sentence whether the number does not exist, belongs
to a matter elsewhere, to one she is recused from, or to one that is not hers to open. Misses are counted and audited.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.staff.models import User

_COLUMNS = "case_id, number, unit_id, city_id, county_id, township_id, owner_id, is_sealed, is_open_to_her"
_NAMED = f"select {_COLUMNS} from glass_matter(%s, %s)"  # noqa: S608 - names of columns alone
NO_SUCH = _("No matter of this number can be opened by you here. Please check every sign of it.")
LONGEST_NUMBER = 32


@dataclass(frozen=True)
class Named:
    """A matter within reach, as the gate and the messages need it; nothing of its content."""

    case_id: UUID
    number: str
    unit_id: int
    city_id: int | None
    county_id: int | None
    township_id: int | None
    owner_id: int | None
    is_sealed: bool
    is_open_to_her: bool

    @property
    def action(self) -> str:
        """What her post must carry."""
        return "break_glass_sealed" if self.is_sealed else "break_glass"


def by_card(case_id: UUID) -> Named:
    """The matter whose card she sees. Raises Refusal when it is out of her reach."""
    found = _ask(case_id, None)
    if found is None:
        raise Refusal("not_yours", _("This matter is in other hands, so you cannot do this here."))
    return found


def by_number(typed: str, *, by: User) -> Named:
    """The matter of exactly this number. Raises Refusal: the one sentence, or too many misses within the hour.

    Not in a transaction of its own: what is refused here must stay counted.
    """
    scope = rest.of(by)
    with connection.cursor() as cursor:
        cursor.execute("select glass_misses(interval '1 hour')")
        missed = int(cursor.fetchone()[0])
    if missed >= calculator.length_of("breakglass.misses"):
        _deny(by, "too_many")
        raise Refusal("number", _("Too many numbers that open nothing. Please try again later."))
    found = _ask(None, plain(typed))
    if found is None or not _reaches(found, scope):
        _deny(by, "miss")
        raise Refusal("number", NO_SUCH)
    return found


def plain(typed: str) -> str:
    """As numbers are written: no spaces, half-width, capital letters."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()[:LONGEST_NUMBER]


def _reaches(found: Named, scope: Scope) -> bool:
    """What is open to her anyway says so; everything else needs a post that carries it as far."""
    return found.is_open_to_her or bool(gate.ask(scope, found.action, found))


def _ask(case_id: UUID | None, number: str | None) -> Named | None:
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [case_id, number])
        row: Any = cursor.fetchone()
    return Named(*row) if row is not None else None


def _deny(by: User, why: str) -> None:
    """What was typed is not kept: it may be a name."""
    record.event(Action.DENY, by=by, subject=("break_glass", ""), detail={"why": why})
