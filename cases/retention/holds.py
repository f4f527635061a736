"""暂缓销毁 and 限制处理 of one matter: held from destruction, or only stored, each with its end."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once, timeline, wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.retention import frame
from cases.retention.lists import Bar, Shut
from cases.retention.models import LegalHold, Restriction
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

# What a hold or its lack does not change: such a matter is still worked on, so it is not only stored.
WORK = (Bar.OPEN, Bar.CLOCK, Bar.REQUEST, Bar.ORDER, Bar.REVIEW)


def _locked(case: Case, verb: str, by: User) -> Case:
    scope = rest.of(by)
    rows = Case.objects.openable_by(scope).select_for_update(of=("self",))
    found = rows.filter(pk=case.pk).first()
    if found is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, verb, found)
    return found


@transaction.atomic
def place_hold(
    case: Case,
    *,
    issuer: str,
    reason: str,
    until: date | None = None,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> LegalHold:
    """From now on it is not destroyed, whatever its period; until a day, or until it is released.

    Raises Refusal: gone, the gate's, no words, or a day that is over.
    """
    at = at or clock.now()
    once.take_turn(key)
    found = _locked(case, "place_hold", by)
    known = LegalHold.objects.filter(pk=key, case=found).first() if key else None
    if known is not None:
        return known
    for name, text in (("issuer", issuer), ("reason", reason)):
        if not text.strip():
            raise Refusal(name, _("Please write it down."))
    if until is not None and until <= clock.local_date(at):
        raise Refusal("until", _("Name a day to come."))
    wards.refuse_words(found, {"reason": reason})
    row = LegalHold(id=key or uuid7(), case=found, entered_by=by, entered_at=at, until=until)
    vault = Vault.of(found)
    vault.seal(row, issuer=issuer.strip(), reason=reason.strip())
    row.save(force_insert=True)
    timeline.write(found, "place_hold", by=by, vault=vault, at=at, detail={"hold": str(row.pk)})
    return row


@transaction.atomic
def release_hold(case: Case, *, hold: UUID, reason: str, by: User, at: datetime | None = None) -> Event:
    """Whoever asked does not need it any more. Raises Refusal: gone, the gate's, released already, or no words."""
    at = at or clock.now()
    found = _locked(case, "release_hold", by)
    rows = LegalHold.objects.select_for_update(of=("self",))
    row = rows.filter(pk=hold, case=found, released_at=None).first()
    if row is None:
        raise Refusal("hold", _("This hold has been released already."))
    if not reason.strip():
        raise Refusal("reason", _("Please write it down."))
    vault = Vault.of(found)
    vault.seal(row, released_for=reason.strip())
    row.released_by, row.released_at = by, at
    row.save(update_fields=["released_by", "released_at", "released_for"])
    return timeline.write(found, "release_hold", by=by, vault=vault, at=at, detail={"hold": str(row.pk)})


@transaction.atomic
def restrict_matter(case: Case, *, why: str, by: User, at: datetime | None = None) -> None:
    """From now on it is only stored: nobody opens it, no list shows it, no search finds it (个人信息保护法 art. 47).

    Raises Refusal: gone, the gate's, or something is still worked on in it.
    """
    at = at or clock.now()
    found = _locked(case, "restrict_matter", by)
    said = working(found)
    if said is not None:
        raise Refusal("working", _("It cannot be only stored: %(why)s.") % {"why": str(said.label)})
    frame.ask("select matter_restrict(%s, %s, %s)", found.pk, Shut(why).value, at)
    record.event(
        Action.WITHDRAW,
        by=by,
        subject=("case", found.pk),
        unit_id=found.unit_id,
        detail={"verb": "restrict_matter", "why": why},
        at=at,
    )


def working(case: Case) -> Bar | None:
    """What is still done in a matter, so that it is not only stored."""
    if case.closed_at is None:
        return Bar.OPEN
    found = frame.ask("select bars from case_retention(%s)", case.pk)
    codes = found[0][0] if found else [Bar.OPEN]
    return next((bar for bar in WORK if bar in codes), None)


@transaction.atomic
def lift_restriction(row: Restriction, *, by: User, at: datetime | None = None) -> Restriction:
    """It is a closed matter again, to be opened by whoever could. Raises Refusal: gone, the gate's, or on a list."""
    at = at or clock.now()
    scope = rest.of(by)
    found = Restriction.objects.visible_to(scope).select_related("unit").filter(pk=row.pk).first()
    if found is None:
        raise Refusal("gone", _("This restriction has ended already."))
    gate.require(scope, "lift_restriction", found)
    if found.source == Shut.LIST:
        raise Refusal("list", _("It stands on a list of destruction. Keep it there, and it is open again."))
    frame.ask("select restriction_lift(%s, %s)", found.pk, at)
    record.event(
        Action.GRANT,
        by=by,
        subject=("case", found.case_id),
        unit_id=found.unit_id,
        detail={"verb": "lift_restriction"},
        at=at,
    )
    return found
