"""Lending and withdrawing: the one place that writes loans, and the answer to which layers somebody holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import AccessRequest, Case, CaseAccess, Recusal
from cases.vocabulary.reading import AccessReason, AccessSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.notifications import outbox
from network.staff.models import User

CARD, CASE, NAMES, NARRATIVE = "lend_card", "lend_case", "lend_names", "lend_narrative"
RECEIPT_FOR, REASON_FOR = "access.receipt", "access.reason"


@lru_cache(maxsize=8)
def _permission_id(codename: str) -> int:
    return Permission.objects.get(content_type__app_label="cases", codename=codename).pk


@dataclass(frozen=True)
class Layers:
    """What of a case a scope holds. `needs_grant`: names and narrative open by `grant` alone, the owner's as well."""

    card: bool = False
    opens: bool = False
    names: bool = False
    names_with_reason: bool = False
    narrative: bool = False
    writes: bool = False
    needs_grant: bool = False
    grant: UUID | None = None

    @property
    def is_shut(self) -> bool:
        """Whether names and story wait for leave to read."""
        return self.needs_grant and self.grant is None


def layers(case: Case, scope: Scope) -> Layers:
    """Card, open, names, narrative: from ownership, exact leadership, registration, live loans and leave to read."""
    if Recusal.objects.filter(case=case, user_id=scope.user_id).exists():
        return Layers()
    owns = case.owner_id == scope.user_id
    leads = not case.is_sealed and case.unit_id in scope.lead
    wrote = case.is_reread_by(scope.user_id)
    loans = CaseAccess.objects.filter(user_id=scope.user_id, content_object=case, until__gt=Now())
    held = dict(loans.values_list("permission__codename", "writes"))
    ward = wards.grants([case], scope)
    reads = ward.get(case.pk, case.pk) is not None
    return Layers(
        card=Case.objects.visible_to(scope).filter(pk=case.pk).exists(),
        opens=owns or leads or CASE in held,
        names=reads and (owns or wrote or NAMES in held),
        names_with_reason=reads and leads,
        narrative=reads and (owns or leads or wrote or NARRATIVE in held),
        writes=owns or leads or held.get(CASE, False),
        needs_grant=case.pk in ward,
        grant=ward.get(case.pk),
    )


def _end(code: str) -> datetime:
    """When a loan that is given now ends, by the policy of the day; leases use the real time."""
    unit = "hours" if code == REASON_FOR else "days"
    return timezone.now() + timedelta(**{unit: calculator.length_of(code)})


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
    """One loan; a longer one of the same layer stays as it is. Runs under the lender's scope.

    Whoever has a conflict is lent nothing: for her the matter does not exist, whoever the verb chose.
    """
    user_id = to if isinstance(to, int) else to.pk
    if Recusal.objects.filter(case=case, user_id=user_id).exists():
        return
    values = {
        "until": until,
        "source": source,
        "reason": reason,
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


def withdraw(case: Case, *, users: list[int], source: AccessSource, by: User) -> None:
    """End every live loan of these people from one source at once; loans for other reasons stay."""
    loans = CaseAccess.objects.filter(content_object=case, user_id__in=users, source=source, until__gt=Now())
    loans.update(until=Now())
    for user_id in users:
        record.event(
            Action.WITHDRAW,
            by=by,
            subject=("case", case.pk),
            unit_id=case.unit_id,
            detail={"to": user_id, "source": source},
        )


def withdraw_all(case: Case, *, source: AccessSource, by: User) -> None:
    """End every live loan from one source, whoever holds it."""
    loans = CaseAccess.objects.filter(content_object=case, source=source, until__gt=Now())
    users = sorted(set(loans.values_list("user_id", flat=True)))
    if users:
        withdraw(case, users=users, source=source, by=by)


def sees_card(case: Case, *, user: User) -> bool:
    """Whether a live loan shows her the card for a reason that lasts; what the ladder lends may end any day."""
    loans = CaseAccess.objects.filter(content_object=case, user=user, until__gt=Now())
    return loans.filter(permission_id=_permission_id(CARD)).exclude(source=AccessSource.RUNG).exists()


def receipt(case: Case, *, to: User, by: User, source: AccessSource = AccessSource.RECEIPT) -> None:
    """A card that lets somebody follow what she reported or handed on, without its content."""
    lend(case, to=to, layer=CARD, by=by, until=_end(RECEIPT_FOR), source=source)


def receipts(cases: list[Case], *, to: User, by: User, source: AccessSource) -> None:
    """The same card of many new cases in two statements."""
    if not cases:
        return
    now, until, permission = timezone.now(), _end(RECEIPT_FOR), _permission_id(CARD)
    CaseAccess.objects.bulk_create(
        [
            CaseAccess(
                user=to,
                permission_id=permission,
                content_object=case,
                until=until,
                source=source,
                granted_by=by,
                granted_at=now,
            )
            for case in cases
        ],
        batch_size=1000,
    )
    ids = [case.pk for case in cases]
    record.events(Action.GRANT, by=by, kind="case", ids=ids, detail={"to": to.pk, "layer": CARD})


def _require_reason(reason: str) -> None:
    if reason not in AccessReason.values:
        raise Refusal("reason", _("Please say why you need to open this matter."))


def open_with_reason(case: Case, *, by: User, reason: str) -> None:
    """A superior opens an ordinary card of her area for a day; the owner is told. Sealed: see ask_access."""
    _require_reason(reason)
    if case.is_sealed:
        raise Refusal("sealed", _("This matter is sealed. Ask for access: a second person decides."))
    gate.require(rest.of(by), "open_with_reason", case)
    until = _end(REASON_FOR)
    for layer in (CASE, NARRATIVE):
        lend(case, to=by, layer=layer, by=by, until=until, source=AccessSource.REASON, reason=reason)
    _tell_owner(case, "opened", key=f"opened:{case.pk}:{by.pk}:{until:%Y%m%d%H%M}")


def ask_access(case: Case, *, by: User, reason: str) -> AccessRequest:
    """Somebody who sees the card asks to open; the owner or the unit's leader decides."""
    _require_reason(reason)
    gate.require(rest.of(by), "ask_access", case)
    if AccessRequest.objects.filter(case=case, asked_by=by, decided_at=None).exists():
        raise Refusal("asked", _("You have asked already. The owner or the unit's leader decides."))
    request = AccessRequest.objects.create(case=case, asked_by=by, reason=reason, asked_at=timezone.now())
    _tell_owner(case, "request", key=f"request:{request.pk}")
    return request


@transaction.atomic
def decide_access(asked: AccessRequest, *, by: User, grant: bool) -> None:
    """The second person decides, once; nobody decides her own request. Raises Refusal."""
    scope = rest.of(by)
    if asked.asked_by_id == by.pk:
        raise Refusal("own", _("You cannot decide your own request."))
    request = AccessRequest.objects.select_for_update().filter(pk=asked.pk).first()
    if request is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    case = request.case
    if case.owner_id != by.pk:
        gate.require(scope, "approve_access", case)
    if request.decided_at is not None:
        raise Refusal("decided", _("Somebody has decided this request already."))
    request.granted, request.decided_by, request.decided_at = grant, by, timezone.now()
    request.save(update_fields=["granted", "decided_by", "decided_at"])
    if grant:
        until = _end(REASON_FOR)
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


_LEND_CARDS = """
insert into cases_caseaccess as held (content_object_id, user_id, until, permission_id, source, granted_at,
                                      reason, opens, writes, is_closed)
select x.*, %s, 'rung', now(), '', false, false, false
  from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as x
on conflict (user_id, permission_id, content_object_id) do update
   set until = excluded.until, source = excluded.source, granted_at = excluded.granted_at
 where held.until < excluded.until and not held.opens and not held.writes
"""


def lend_cards(loans: list[tuple[UUID, int, datetime]]) -> None:
    """The ladder lends cards, never stories: (case, user, until) rows, written by the worker.

    A card that ends sooner, or has ended, is renewed; a longer one stays as it is.
    """
    if loans:
        with connection.cursor() as cursor:
            cursor.execute(_LEND_CARDS, [_permission_id(CARD), *map(list, zip(*loans, strict=True))])


def lend_for_leave(leave: UUID, substitute: int) -> int:
    """Urgent open matters of somebody on leave, with names, story and the pen; written by the worker."""
    return _counted("select lend_for_leave(%s, %s)", leave, substitute)


def end_stand_in(leave: UUID) -> int:
    """What a leave lent ends now, because the leave is over."""
    return _counted("select end_stand_in(%s)", leave)


def _counted(statement: str, *values: UUID | int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


def lend_for_emergency(row: UUID) -> datetime:
    """紧急查阅: the owner's function lends what the row says, to read and never to write; until when."""
    with connection.cursor() as cursor:
        cursor.execute("select glass_lend(%s)", [row])
        until: datetime | None = cursor.fetchone()[0]
    if until is None:
        raise Refusal("not_yours", _("This matter is in other hands, so you cannot do this here."))
    return until


def end_emergency(case_id: UUID) -> int:
    """What she was lent for an emergency ends now; returns how many loans."""
    return _counted("select glass_end(%s)", case_id)
