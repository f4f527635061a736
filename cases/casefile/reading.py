"""紧急查阅: what somebody reads in an emergency she cannot change; every action on it meets this bar at the gate."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from cases.casefile.models import Case, CaseAccess
from cases.vocabulary.reading import AccessSource
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from sisterhood.lib import clock

_KEPT = "emergency_readings"
# Breaking glass says itself that it was done already; a conflict of interest can be declared at any moment.
FREE = ("break_glass", "break_glass_sealed", "declare_recusal")


def readings(scope: Scope) -> dict[UUID, datetime]:
    """Matters she reads in an emergency now, and until when; asked once for each scope.

    A matter that has become hers, or was lent to her properly meanwhile, is none of them any more.
    """
    kept: dict[UUID, datetime] | None = vars(scope).get(_KEPT)
    if kept is None:
        loans = CaseAccess.objects.filter(
            user_id=scope.user_id, source=AccessSource.BREAK_GLASS, opens=True, until__gt=Now()
        )
        found = loans.exclude(content_object__owner_id=scope.user_id).values_list(
            "content_object_id", "until"
        )
        kept = vars(scope)[_KEPT] = dict(found)
    return kept


def forget(scope: Scope) -> None:
    """After one began or ended."""
    vars(scope).pop(_KEPT, None)


def refuse(scope: Scope, case_id: UUID | None) -> None:
    """Raises Refusal while she only reads this matter."""
    said = _refusal(scope, case_id)
    if said is not None:
        raise said


def _refusal(scope: Scope, case_id: UUID | None) -> Refusal | None:
    until = readings(scope).get(case_id) if case_id is not None else None
    if until is None:
        return None
    sentence = _("You read this matter in an emergency until %(time)s. Nothing in it can be changed by you.")
    return Refusal("reading", sentence % {"time": f"{clock.in_zone(until):%H:%M}"})


def _says(scope: Scope, action: str, row: Any) -> Refusal | None:
    if action in FREE:
        return None
    return _refusal(scope, row.pk if isinstance(row, Case) else getattr(row, "case_id", None))


def enrol() -> None:
    """Stand at the gate; called once when the app is ready."""
    gate.bar(_says)
