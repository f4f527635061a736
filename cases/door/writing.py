"""A letter through the public door becomes a registered matter on the desk of the county's officer.

The door registers in its own name (`web-door`, an account without post or password), under a scope that can register
at one unit and do nothing else. At the end of the same transaction it lands what it registered: owner and registrar
are then the officer, and the door can read nothing of it again (`door_land`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile import transfers
from cases.casefile.models import Case
from cases.door import codes
from cases.petitions.intake import register
from cases.petitions.told import Intake
from cases.vocabulary.intake import CodeWay, Safety
from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Post, Scope
from network.deadlines.said import said
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Level, Unit, UnitQuerySet
from sisterhood.lib import clock

ACCOUNT = "web-door"


@dataclass(frozen=True)
class Receipt:
    """What she takes with her; the code is shown once."""

    number: str
    code: str


def receiving_units() -> UnitQuerySet:
    """Where a letter may go: the counties and, past them, the city."""
    units = Unit.objects.current().filter(level__in=(Level.CITY, Level.COUNTY), is_quasi=False)
    return units.order_by("-level", "code")


def door_scope(unit: Unit, *, account: User) -> Scope:
    """Registers at one unit as a duty officer does; no area, leads nothing, owns nothing before or after."""
    return Scope(user_id=account.pk, posts=(Post("duty_officer", unit.pk, unit.level),))


def write_in(
    intake: Intake, *, unit: Unit, ident: str, address_mark: bytes, at: datetime | None = None
) -> Receipt:
    """Register what she wrote and land it; `ident` is the number of these words (`of_content`): sent again, they
    answer with the same receipt, and words she changed in between are a letter of their own.

    The written notice (15 days, 信访工作条例 art. 23(2)) runs from today. Raises Refusal when the address has sent
    too much, when the intake is not complete, or when no post up to the city is filled.
    """
    account, code, at = User.objects.get(username=ACCOUNT), codes.of_form(ident), at or clock.now()
    with rest.acting_as(door_scope(unit, account=account)):
        _one("select pg_advisory_xact_lock(81, hashtext(%s))", ident)
        known = _one("select door_again(%s)", codes.mark(code))
        if known:
            return Receipt(known, code)
        if not _one("select door_letter(%s)", address_mark):
            raise Refusal(
                "wait",
                said(
                    _("Too many letters came from this connection. Please wait %(time)s, or call."),
                    time="door.window",
                ),
            )
        case = register(intake, unit=unit, by=account, at=at)
        codes.keep(case, code, how=CodeWay.SCREEN, by=account, at=at)
        _land(case, unit, is_danger=intake.safety == Safety.URGENT, at=at)
        return Receipt(case.number, code)


def _land(case: Case, unit: Unit, *, is_danger: bool, at: datetime) -> None:
    to_unit, officer = transfers.receiver(case, unit)
    kind = "danger" if is_danger else "handed"
    outbox.post(kind, recipient=officer, key=f"{kind}:{case.pk}:door", subject=("case", case.pk), at=at)
    with connection.cursor() as cursor:
        cursor.execute("select door_land(%s, %s, %s)", [case.pk, to_unit.pk, officer.pk])


def _one(statement: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return cursor.fetchone()[0]
