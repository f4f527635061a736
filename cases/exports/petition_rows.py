"""What fills the ledgers of petitions and of supervision: the rows her scope reaches, and their words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases.casefile.models import Case
from cases.exports.columns import NO, NOT_OPEN, RESTRICTED, YES
from cases.exports.models import LedgerExport
from cases.exports.period import Words, day, days, in_unit, lasted, moments, opened
from cases.petitions.models import Petition
from cases.petitions.states import STATES
from cases.petitions.supervision import orders_of
from cases.vocabulary.intake import Category, Channel, Concern
from network.access.scope import Scope

_CATEGORIES, _CHANNELS, _CONCERNS = dict(Category.choices), dict(Channel.choices), dict(Concern.choices)


def petitions(row: LedgerExport, scope: Scope) -> QuerySet[Case]:
    found = Case.objects.visible_to(scope).filter(
        **in_unit(row, ""), **days(row, "received_on"), kind="petition"
    )
    return found.select_related("unit", "origin_unit", "owner").order_by("received_on", "number")


def petition_words(cases: Sequence[Case], scope: Scope, at: datetime) -> list[Words]:
    ids = [case.pk for case in cases]
    rows = Petition.objects.filter(case_id__in=opened(scope).filter(pk__in=ids).values("pk"))
    known = {row.pk: row for row in rows.select_related("item")}
    return [_of_petition(case, at) | _inside(known.get(case.pk)) for case in cases]


def _inside(row: Petition | None) -> Words:
    if row is None:
        return {"item": NOT_OPEN, "concerns": NOT_OPEN}
    return {
        "item": row.item.name if row.item else "",
        "concerns": "、".join(str(_CONCERNS[flag.value]) for flag in row.concerns),
    }


def _of_petition(case: Case, at: datetime) -> Words:
    late = case.closed_at is None and case.next_due_at is not None and case.next_due_at <= at
    return {
        "received_on": day(case.received_on),
        "channel": str(_CHANNELS[case.channel]),
        "category": RESTRICTED if case.is_sealed else str(_CATEGORIES[case.category]),
        "origin_unit": case.origin_unit.short_name,
        "unit": case.unit.short_name,
        "owner": case.owner.display_name if case.owner else NOT_OPEN,
        "stage": str(STATES.get(case.stage, case.stage)),
        "next_due": day(case.next_due_at),
        "late": YES if late else NO,
        "closed_on": day(case.closed_at),
        "days": lasted(case.received_on, case.closed_at or at),
    }


def orders(row: LedgerExport, scope: Scope) -> QuerySet[Any]:
    found = orders_of(scope).filter(**in_unit(row), **moments(row, "issued_at"))
    return found.order_by("issued_at", "id")


def order_words(orders: Sequence[Any], _scope: Scope, _at: datetime) -> list[Words]:
    return [
        {
            "level": order.get_level_display(),
            "reason": order.get_reason_display(),
            "issuing_unit": order.issuing_unit.short_name,
            "unit": order.unit.short_name,
            "issued_on": day(order.issued_at),
            "state": order.get_state_display(),
            "replied_on": day(order.replied_at),
            "decided_on": day(order.decided_at),
        }
        for order in orders
    ]
