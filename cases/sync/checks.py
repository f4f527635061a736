"""待核对: what came from a phone and needs a person's eye. Opened by an item, decided by somebody else than its author.

An entry never changes its matter by itself. Whoever decides takes it over (the note stands in the timeline, the file with
the matter) or sets it aside with a reason; the words it carried are gone from it then.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Case
from cases.casefile.sharing import layers
from cases.sync import entries, homes, words
from cases.sync.models import OutboxFile, PhoneCheck
from cases.sync.states import CheckKind, CheckState, FileState
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone

LIMIT = "outbox.check"


@dataclass(frozen=True)
class Place:
    """Where a matter of hers is now, also when she sees it no more: asked of the database."""

    unit: Unit
    owner: int | None
    is_sealed: bool


def place_of(case_id: UUID) -> Place | None:
    """Of a matter that whoever asks registered, held or worked on; None for any other."""
    with connection.cursor() as cursor:
        cursor.execute("select unit_id, owner_id, is_sealed from outbox_place(%s)", [case_id])
        row = cursor.fetchone()
    return Place(Unit.objects.get(pk=row[0]), row[1], row[2]) if row else None


def open_check(
    kind: CheckKind,
    case_id: UUID,
    *,
    by: User,
    at: datetime,
    note: str = "",
    task: str = "",
    base: int | None = None,
    found: int | None = None,
    lacking: tuple[str, ...] = (),
    made_at: datetime | None = None,
    file: OutboxFile | None = None,
) -> PhoneCheck | None:
    """A part of the verb that took the item, in its transaction: the entry, its period, one message.

    An ordinary matter is looked at by its township, a sealed one by whoever holds it. None for a matter that was never
    hers.
    """
    place = place_of(case_id)
    if place is None:
        return None
    unit, owner = _desk(place, by)
    row = PhoneCheck(
        unit=unit,
        case_id=case_id,
        file=file,
        kind=kind,
        task=task,
        base=base,
        found=found,
        lacking=list(lacking),
        author=by,
        made_at=made_at,
        entered_at=at,
    )
    words.save_with(row, note)
    clocks.start(LIMIT, subject=row.subject, unit=unit, owner=owner, by=by, at=at)
    if owner is not None and owner.pk != by.pk:
        outbox.post("phone_check", recipient=owner, key=f"phone_check:{row.pk}", subject=row.subject, at=at)
    return row


def _desk(place: Place, by: User) -> tuple[Unit, User | None]:
    """Whose it is to look: never the author's own."""
    if place.is_sealed:
        owner = User.objects.filter(pk=place.owner, is_active=True).first() if place.owner else None
        return place.unit, owner
    unit: Unit | None = place.unit
    if unit is not None and unit.level > Level.TOWNSHIP:
        unit = Unit.objects.filter(pk=unit.township_id or 0).first()
    while unit is not None and unit.level >= Level.CITY:
        leader = holder(unit, "leader", on=clock.today())
        if leader is not None and leader.pk != by.pk:
            return unit, leader
        unit = unit.parent
    return place.unit, None


def _city_of(by: User) -> Unit:
    """The city she works in, or worked in last: a file may arrive after her post has ended."""
    held = Unit.objects.filter(pk__in=rest.of(by).units).order_by("level").first()
    last = held or Unit.objects.filter(appointments__user=by).order_by("-appointments__starts_on").first()
    unit = last or Unit.objects.filter(level=Level.CITY).order_by("pk")[0]
    return Unit.objects.get(pk=unit.city_id or unit.pk)


def open_file_check(file: OutboxFile, *, by: User, at: datetime) -> None:
    """A whole file of a matter that is out of her hands waits for whoever opens the matter, or for its two readers."""
    subject = file.item.subject_id
    if subject is None or file.item.subject_kind == homes.CASE:
        if subject is not None:
            open_check(CheckKind.FILE, subject, by=by, at=at, file=file)
        return
    row = PhoneCheck(kind=CheckKind.FILE, accusation_id=subject, file=file, author=by, entered_at=at)
    row.unit = _city_of(by)
    row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("select phone_check_tell(%s, %s)", [row.pk, at])


def note_of(row: PhoneCheck, scope: Scope) -> str:
    """What she wrote, for whoever reads the matter; "" for everybody else."""
    if row.about or row.case is None or not layers(row.case, scope).narrative:
        return ""
    return words.read(row)


def may_decide(row: PhoneCheck, scope: Scope) -> Refusal | None:
    """None when it is hers to decide, else the sentence."""
    if row.author_id == scope.user_id:
        return Refusal("own", _("You wrote this yourself. Somebody else looks at it."))
    if row.about:
        answer = gate.ask(scope, "decide_check", row)
    elif row.case is None:
        answer = gate.ask(scope, "read_accusation")
    else:
        answer = gate.ask(scope, "decide_check", row.case)
    if isinstance(answer, Refusal):
        return answer
    if row.kind == CheckKind.FILE and row.case is not None and not layers(row.case, scope).writes:
        return Refusal("file", _("Whoever holds the matter takes its files in."))
    return None


def _locked(check: UUID, by: User) -> tuple[PhoneCheck, Scope]:
    scope = rest.of(by)
    seen = PhoneCheck.objects.visible_to(scope).filter(pk=check)
    row = seen.select_for_update(of=("self",)).first()
    if row is None:
        raise Refusal("gone", _("This entry is not open to you."))
    refusal = may_decide(row, scope)
    if refusal is not None:
        raise refusal
    if row.state != CheckState.WAITING:
        raise Refusal("decided", _("Somebody has decided this already."))
    return row, scope


def _decide(row: PhoneCheck, state: CheckState, *, by: User, at: datetime, reason: str = "") -> None:
    scope = rest.of(by)
    case: Case | None = row.case
    if case is not None and layers(case, scope).opens and case.closed_at is None:
        verb = "phone_accepted" if state == CheckState.ACCEPTED else "phone_set_aside"
        note = note_of(row, scope) if state == CheckState.ACCEPTED else reason
        detail = {"kind": row.kind, "task": row.task, "author": row.author_id}
        timeline.write(case, verb, by=by, at=at, note=note, detail=detail)
    row.state, row.decided_by, row.decided_at, row.reason = state, by, at, reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])  # with it her words go
    clocks.meet(row.subject, LIMIT, by=by, at=at)
    subject = ("case", case.pk) if case is not None else row.subject
    detail = {"verb": "decide_check", "state": str(state), "kind": row.kind}
    record.event(Action.CHANGE, by=by, subject=subject, unit_id=row.unit_id, detail=detail, at=at)


@transaction.atomic
def accept_check(
    check: UUID, *, by: User, at: datetime | None = None, completed: dict[str, Any] | None = None
) -> PhoneCheck:
    """It holds: the note stands in the timeline, a file with its matter; what is no matter is written down as `completed`.

    Raises Refusal: gone, the gate's, decided, file, or what the kind of the entry refuses.
    """
    row, scope = _locked(check, by)
    at = at or clock.now()
    entry = entries.of(row)
    if entry is not None:
        entry.accept(row, completed or {}, by, at)
        _decide(row, CheckState.ACCEPTED, by=by, at=at)
        return row
    is_closed = row.case is not None and row.case.closed_at is not None
    if row.has_words and (is_closed or not note_of(row, scope)):
        raise Refusal("decision", _("Whoever reads the matter takes the note over. You may set it aside."))
    if row.kind == CheckKind.FILE and row.file is not None:
        homes.take_in(row, by=by, at=at)
    _decide(row, CheckState.ACCEPTED, by=by, at=at)
    return row


@transaction.atomic
def set_check_aside(check: UUID, *, reason: str, by: User, at: datetime | None = None) -> PhoneCheck:
    """It does not hold, and why. Raises Refusal: gone, the gate's, decided, without a reason, with a number in it."""
    row, _scope = _locked(check, by)
    if not reason.strip():
        raise Refusal("reason", _("Please say why it is set aside."))
    if contains_id_number(reason) or contains_phone(reason):
        raise Refusal("reason", _("No identity or phone number here, please."))
    at = at or clock.now()
    if row.file is not None:
        OutboxFile.objects.filter(pk=row.file.pk).update(state=FileState.REFUSED, changed_at=at)
        row.file.pieces.all().delete()
    _decide(row, CheckState.ASIDE, by=by, at=at, reason=reason.strip()[:200])
    return row
