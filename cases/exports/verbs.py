"""A ledger leaves the house: asked for with a reason, agreed by a second person when it is long, kept for a day."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cases.casefile import sealed_files
from cases.casefile.numbering import series_for
from cases.exports import making
from cases.exports.columns import LEDGERS
from cases.exports.models import ExportReason, ExportState, LedgerExport
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.versions import in_force
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.nudge import nudge

TASK = "cases.make_ledger"
FILE = "ledger"
DAY = timedelta(days=1)
SHORTEST_REASON, LONGEST_REASON = 4, 200


@dataclass(frozen=True)
class Order:
    """What is asked for, and why."""

    ledger: str
    unit: Unit
    first_day: date
    last_day: date
    category: str
    reason: str


@dataclass(frozen=True)
class Place:
    """The post an export was asked from, as the gate wants a row."""

    unit_id: int
    city_id: int | None
    county_id: int | None
    township_id: int | None
    owner_id: int | None


def _limit(code: str) -> int:
    return in_force(code, on=clock.today()).length


def place_of(row: LedgerExport) -> Place:
    """Where the second person must sit: at this unit or above."""
    home = row.home
    return Place(home.pk, home.city_id, home.county_id, home.township_id, row.by_id)


def second_person(home: Unit, *, by: User) -> User | None:
    """The leader of the post's unit; of the unit above when she asks herself."""
    at: Unit | None = home
    while at is not None and at.level >= 1:
        leader = holder(at, "leader", on=clock.today())
        if leader is not None and leader.pk != by.pk:
            return leader
        at = at.parent
    return None


def _check(order: Order, home: Unit) -> None:
    if not Unit.objects.below(home).filter(pk=order.unit.pk).exists():
        raise Refusal("unit", _("This unit is not in your area."))
    if order.first_day > order.last_day:
        raise Refusal("last_day", _("The period ends before it begins."))
    if order.last_day > clock.today():
        raise Refusal("last_day", _("The period cannot end in the future."))
    if len(order.reason.strip()) < SHORTEST_REASON:
        raise Refusal("reason", _("Please say what the ledger is for."))


@transaction.atomic
def ask(order: Order, *, home: Unit, by: User) -> LedgerExport:
    """Order one copy. A long one waits for a second person; raises Refusal with the sentence for the form."""
    scope = rest.of(by)
    gate.require(scope, "export_ledger")
    if home.pk not in scope.units:
        raise Refusal("unit", _("This unit is not in your area."))
    _check(order, home)
    now = timezone.now()
    rest.one_at_a_time("ledger exports")
    if not LEDGERS[order.ledger].sums and _taken_today(by, now) >= _limit("ledger.per_day"):
        raise Refusal("often", _("You have taken out as many ledgers as one person may in a day."))
    row = LedgerExport(
        ledger=order.ledger,
        unit=order.unit,
        home=home,
        by=by,
        first_day=order.first_day,
        last_day=order.last_day,
        category=ExportReason(order.category),
        asked_at=now,
        touched_at=now,
    )
    row.asked_rows = making.count(row, scope)
    if not row.asked_rows:
        raise Refusal("empty", _("Nothing of this ledger, unit and period is open to you."))
    long = row.asked_rows > _limit("ledger.approval")
    other = second_person(home, by=by) if long else None
    if long and other is None:
        raise Refusal("nobody", _("A ledger this long needs a second person, and no leader is appointed."))
    row.state = ExportState.WAITING if long else ExportState.QUEUED
    row.copy_number = _copy_number(home, now.year)
    vault, row.reason_key = sealed_files.new_key(row.pk)
    vault.seal(row, reason=order.reason.strip()[:LONGEST_REASON])
    row.save(force_insert=True)
    _note(row, "asked", row.asked_rows, by=by)
    if other is not None:
        outbox.post("ledger_approval", recipient=other, key=f"ledger:{row.pk}:ask")
    else:
        nudge(TASK, acting_user=by.pk, row=row.pk)
    return row


def _taken_today(by: User, now: datetime) -> int:
    """Ledgers with a row for each matter, person or place; tables of sums are logged and not counted."""
    whole = [code for code, ledger in LEDGERS.items() if not ledger.sums]
    return LedgerExport.objects.filter(by=by, asked_at__gt=now - DAY, ledger__in=whole).count()


def _copy_number(home: Unit, year: int) -> str:
    series = series_for(home, year=year, is_sealed=False)[0].replace("XF", "TZ", 1)
    with connection.cursor() as cursor:
        cursor.execute("select take_numbers(%s, 1)", [series])
        return f"{series}-{cursor.fetchone()[0]:04d}"


def _note(row: LedgerExport, what: str, rows: int, *, by: User) -> None:
    record.event(
        Action.EXPORT,
        by=by,
        subject=("export", row.pk),
        unit_id=row.unit_id,
        purpose=row.category,
        detail={
            "what": what,
            "ledger": row.ledger,
            "copy": row.copy_number,
            "from": row.first_day.isoformat(),
            "to": row.last_day.isoformat(),
            "rows": rows,
        },
    )


@transaction.atomic
def decide(row: LedgerExport, *, grant: bool, by: User) -> LedgerExport:
    """The second person agrees or not; nobody decides her own."""
    if row.by_id == by.pk:
        raise Refusal("own", _("You cannot decide your own request."))
    gate.require(rest.of(by), "approve_export", place_of(row))
    found = LedgerExport.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or found.state != ExportState.WAITING:
        raise Refusal("state", _("This request has been decided already."))
    found.decided_by, found.decided_at = by, timezone.now()
    found.state = ExportState.QUEUED if grant else ExportState.REFUSED
    found.touched_at = timezone.now()
    found.save(update_fields=["decided_by", "decided_at", "state", "touched_at"])
    _note(found, "granted" if grant else "refused", found.asked_rows, by=by)
    if grant:
        nudge(TASK, acting_user=found.by_id, row=found.pk)
    else:
        outbox.post("ledger_refused", recipient=found.by_id, key=f"ledger:{found.pk}:refused")
    return found


@transaction.atomic
def make(row_id: UUID, *, by: User) -> bool:
    """The desk makes the file under her scope as of now; twice makes it once. Whether it was made."""
    scope = rest.of(by)
    rows = LedgerExport.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("unit", "home").filter(pk=row_id, by=by, state=ExportState.QUEUED).first()
    if row is None:
        return False
    if not gate.ask(scope, "export_ledger") or row.home_id not in scope.units:
        row.state = ExportState.REFUSED  # she has left the post meanwhile
        row.save(update_fields=["state"])
        return False
    now = timezone.now()
    with translation.override("zh-hans"):
        content, row.rows = making.file_of(row, scope, who=by.display_name, at=now)
    if row.rows > max(row.asked_rows, _limit("ledger.approval")) and row.decided_by_id is None:
        row.state, row.asked_rows = (
            ExportState.WAITING,
            row.rows,
        )  # it grew beyond what one person takes alone
        row.save(update_fields=["state", "asked_rows", "rows"])
        return False
    vault, row.wrapped = sealed_files.new_key(row.pk)
    sealed_files.write(vault, row.pk, FILE, content)
    row.sha256, row.state, row.made_at = hashlib.sha256(content).digest(), ExportState.READY, now
    row.expires_at, row.touched_at = now + timedelta(hours=_limit("ledger.keep")), now
    row.save()
    _note(row, "made", row.rows, by=by)
    outbox.post("ledger_ready", recipient=by, key=f"ledger:{row.pk}:ready")
    return True


@transaction.atomic
def fetch(row: LedgerExport, *, by: User) -> bytes:
    """The file, for whoever asked, while it lives; each time is logged. Raises Refusal."""
    gate.require(rest.of(by), "export_ledger")
    found = LedgerExport.objects.select_for_update(of=("self",)).filter(pk=row.pk, by=by).first()
    if found is None or not found.is_open(timezone.now()) or found.wrapped is None:
        raise Refusal("expired", _("This file has expired. Ask for a new copy."))
    found.downloads += 1
    found.save(update_fields=["downloads"])
    _note(found, "downloaded", found.rows, by=by)
    return sealed_files.read(sealed_files.vault_of(found.wrapped, found.pk), found.pk, FILE)


def reason_of(row: LedgerExport, *, by: User) -> str:
    """Why it was asked for, in her words; reading it as the second person is logged."""
    if row.by_id != by.pk:
        gate.require(rest.of(by), "approve_export", place_of(row))
        record.event(Action.REVEAL, by=by, subject=("export", row.pk), detail={"what": "reason"})
    return sealed_files.vault_of(row.reason_key, row.pk).open(row, "reason")
