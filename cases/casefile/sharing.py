"""Lending and withdrawing: the one place that writes loans, and the answer to which layers somebody holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import AccessRequest, Case, CaseAccess, Recusal
from cases.vocabulary import AccessSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff.models import User

CARD, CASE, NAMES, NARRATIVE = "lend_card", "lend_case", "lend_names", "lend_narrative"
RECEIPT_DAYS = 365
REASON_HOURS = 24


@lru_cache(maxsize=8)
def _permission_id(codename: str) -> int:
    return Permission.objects.get(content_type__app_label="cases", codename=codename).pk


@dataclass(frozen=True)
class Layers:
    """What of a case a scope holds (architecture.md 4a)."""

    card: bool = False
    opens: bool = False
    names: bool = False
    names_with_reason: bool = False
    narrative: bool = False
    writes: bool = False


def layers(case: Case, scope: Scope) -> Layers:
    """Card, open, names, narrative: from ownership, exact leadership, registration and live loans."""
    if Recusal.objects.filter(case=case, user_id=scope.user_id).exists():
        return Layers()
    owns = case.owner_id == scope.user_id
    leads = not case.is_sealed and case.unit_id in scope.lead
    wrote = not case.is_sealed and case.registered_by_id == scope.user_id
    loans = CaseAccess.objects.filter(user_id=scope.user_id, content_object=case, until__gt=Now())
    held = dict(loans.values_list("permission__codename", "writes"))
    return Layers(
        card=Case.objects.visible_to(scope).filter(pk=case.pk).exists(),
        opens=owns or leads or CASE in held,
        names=owns or wrote or NAMES in held,
        names_with_reason=leads,
        narrative=owns or leads or wrote or NARRATIVE in held,
        writes=owns or leads or held.get(CASE, False),
    )


def lend(
    case: Case,
    *,
    to: User | int,
    layer: str,
    by: User,
    until: datetime,
    source: AccessSource,
    reason: str = "",
    writes: bool = False,
) -> None:
    """One loan; a longer one of the same layer stays as it is. Runs under the lender's scope."""
    user_id = to if isinstance(to, int) else to.pk
    values = {
        "until": until,
        "source": source,
        "reason": reason[:200],
        "granted_by": by,
        "granted_at": timezone.now(),
        "opens": layer == CASE,
        "writes": writes,
    }
    key = {"user_id": user_id, "permission_id": _permission_id(layer), "content_object_id": case.pk}
    existing = CaseAccess.objects.filter(**key).first()
    if existing is None:
        CaseAccess.objects.bulk_create([CaseAccess(**key, **values)])
    elif existing.until < until or writes > existing.writes:
        CaseAccess.objects.filter(pk=existing.pk).update(**values)
    record.event(
        Action.GRANT,
        by=by,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        purpose=reason,
        detail={"to": user_id, "layer": layer, "source": source, "until": until.isoformat()},
    )


def receipt(case: Case, *, to: User, by: User, source: AccessSource = AccessSource.RECEIPT) -> None:
    """A card that lets somebody follow what she reported or handed on, without its content."""
    lend(case, to=to, layer=CARD, by=by, until=timezone.now() + timedelta(days=RECEIPT_DAYS), source=source)


def withdraw_loan(case: Case, *, user: User, by: User) -> int:
    """End every loan of a person on a case at once; returns how many there were."""
    gate.require(rest.of(by), "lend", case)
    ended = CaseAccess.objects.filter(content_object=case, user=user, until__gt=Now()).update(
        until=timezone.now()
    )
    record.event(Action.WITHDRAW, by=by, subject=("case", case.pk), detail={"from": user.pk})
    return ended


def open_with_reason(case: Case, *, by: User, reason: str) -> None:
    """A superior opens an ordinary card of her area for 24 hours; the owner is told. Sealed: see ask_access."""
    if len(reason.strip()) < 4:
        raise Refusal("reason", _("Please say why you need to open this matter."))
    if case.is_sealed:
        raise Refusal("sealed", _("This matter is sealed. Ask for access: a second person decides."))
    gate.require(rest.of(by), "open_with_reason", case)
    until = timezone.now() + timedelta(hours=REASON_HOURS)
    for layer in (CASE, NARRATIVE):
        lend(case, to=by, layer=layer, by=by, until=until, source=AccessSource.REASON, reason=reason)
    _tell_owner(case, "opened", key=f"opened:{case.pk}:{by.pk}:{until:%Y%m%d%H%M}")


def ask_access(case: Case, *, by: User, reason: str) -> AccessRequest:
    """Somebody who sees the card asks to open; the owner or the unit's leader decides."""
    if len(reason.strip()) < 4:
        raise Refusal("reason", _("Please say why you need to open this matter."))
    gate.require(rest.of(by), "ask_access", case)
    request = AccessRequest.objects.create(
        case=case, asked_by=by, reason=reason[:200], asked_at=timezone.now()
    )
    _tell_owner(case, "request", key=f"request:{request.pk}")
    return request


def decide_access(request: AccessRequest, *, by: User, grant: bool) -> None:
    """The second person decides; nobody decides her own request."""
    case = request.case
    scope = rest.of(by)
    if request.asked_by_id == by.pk:
        raise Refusal("own", _("You cannot decide your own request."))
    if case.owner_id != by.pk:
        gate.require(scope, "approve_access", case)
    request.granted, request.decided_by, request.decided_at = grant, by, timezone.now()
    request.save(update_fields=["granted", "decided_by", "decided_at"])
    if grant:
        until = timezone.now() + timedelta(hours=REASON_HOURS)
        for layer in (CASE, NARRATIVE):
            lend(
                case,
                to=request.asked_by_id,
                layer=layer,
                by=by,
                until=until,
                source=AccessSource.LENT,
                reason=request.reason,
            )
        outbox.post(
            "lent", recipient=request.asked_by_id, key=f"lent:{request.pk}", subject=("case", case.pk)
        )


def _tell_owner(case: Case, kind: str, *, key: str) -> None:
    if case.owner_id:
        outbox.post(kind, recipient=case.owner_id, key=key, subject=("case", case.pk))


def lend_cards(loans: list[tuple[UUID, int, datetime]]) -> None:
    """The ladder lends cards, never stories: (case, user, until) rows, written by the worker."""
    permission = _permission_id(CARD)
    now = timezone.now()
    CaseAccess.objects.bulk_create(
        [
            CaseAccess(
                content_object_id=case_id,
                user_id=user_id,
                permission_id=permission,
                until=until,
                source=AccessSource.RUNG,
                granted_at=now,
            )
            for case_id, user_id, until in loans
        ],
        ignore_conflicts=True,
    )


def live_loans(case: Case) -> Q:
    """The condition for loans of a case that still run."""
    return Q(content_object=case, until__gt=Now())
