"""Accounts and posts in bulk: the system administrator prepares, the security administrator confirms the posts."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.versions import in_force
from network.enrolment import checking, slips
from network.enrolment.models import SheetState, StaffRow, StaffSheet
from network.notifications import outbox
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.nudge import nudge

TASK = "network.open_accounts"


class Slip(NamedTuple):
    """One line of a printed sheet."""

    row: StaffRow
    password: str


def _locked(sheet: StaffSheet, *states: SheetState) -> StaffSheet:
    found = StaffSheet.objects.select_for_update(of=("self",)).filter(pk=sheet.pk).first()
    if found is None or found.state not in states:
        raise Refusal("state", _("This list has moved on in the meantime. Please look at it again."))
    return found


@transaction.atomic
def prepare(content: bytes, *, by: User) -> StaffSheet:
    """Read and check a workbook; nothing of it counts before it is sent and confirmed. Raises UnsafeWorkbook."""
    gate.require(rest.of(by), "prepare_staff")
    checked, now = checking.check(content), timezone.now()
    sheet = StaffSheet(proposed_by=by, proposed_at=now, touched_at=now)
    sheet.good, sheet.faults = len(checked.good), checked.faults
    sheet.save(force_insert=True)
    for row in checked.good:
        row.sheet = sheet
    StaffRow.objects.bulk_create(checked.good, batch_size=500)
    counts = {"good": sheet.good, "broken": len(sheet.faults)}
    record.event(Action.IMPORT, by=by, subject=("staff_sheet", sheet.pk), detail=counts)
    return sheet


@transaction.atomic
def send(sheet: StaffSheet, *, by: User) -> StaffSheet:
    """The good rows go to the security administrators; the broken ones stay outside."""
    gate.require(rest.of(by), "prepare_staff")
    sheet = _locked(sheet, SheetState.CHECKED)
    if not sheet.good:
        raise Refusal("empty", _("No row of this list can come in as it is. Mend it and upload it again."))
    sheet.state = SheetState.WAITING
    sheet.save(update_fields=["state"])
    posts = Appointment.objects.on(clock.today()).filter(role="security_admin", user__is_active=True)
    people = sorted(set(posts.values_list("user_id", flat=True)) - {by.pk})
    outbox.post_many(outbox.Post("staff_waits", p, f"staff_waits:{sheet.pk}:{p}") for p in people)
    return sheet


@transaction.atomic
def confirm(sheet: StaffSheet, *, grant: bool, by: User) -> StaffSheet:
    """The second person: the posts are given, or the list is refused. The desk opens the accounts."""
    gate.require(rest.of(by), "confirm_staff")
    sheet = _locked(sheet, SheetState.WAITING)
    sheet.settle(by=by, at=timezone.now(), grant=grant)
    sheet.state = SheetState.MAKING if grant else SheetState.REFUSED
    sheet.touched_at = timezone.now()
    if grant:
        slips.make_key(sheet)
    sheet.save(update_fields=["state", "touched_at", "wrapped"])
    action = Action.GRANT if grant else Action.CHANGE
    record.event(
        action, by=by, subject=("staff_sheet", sheet.pk), detail={"granted": grant, "rows": sheet.good}
    )
    if grant:
        nudge(TASK, acting_user=by.pk, row=sheet.pk)
    return sheet


@transaction.atomic
def open_slip(sheet: StaffSheet, place: Unit, *, by: User) -> list[Slip]:
    """The one-time passwords of one township, once: afterwards the house does not know them any more.

    Raises Refusal without the right, after they were shown, and when they have expired.
    """
    gate.require(rest.of(by), "prepare_staff")
    sheet = _locked(sheet, SheetState.DONE)
    if sheet.wrapped is None or sheet.slips_until is None or sheet.slips_until <= timezone.now():
        raise Refusal("expired", _("These passwords have expired. The leader of the unit sets new ones."))
    rows = list(
        sheet.rows.select_for_update(of=("self",))
        .filter(place=place, password__isnull=False, user__last_login=None)
        .select_related("unit", "user")
        .order_by("unit__code", "number")
    )
    if not rows:
        raise Refusal("shown", _("This sheet was shown already. The leader of the unit sets new passwords."))
    key = slips.key_of(sheet)
    lines = [Slip(row, slips.opened(key, row)) for row in rows]
    sheet.rows.filter(place=place).update(password=None)
    record.event(
        Action.PRINT,
        by=by,
        subject=("staff_sheet", sheet.pk),
        unit_id=place.pk,
        detail={"passwords": len(lines)},
    )
    return lines


@transaction.atomic
def undo(sheet: StaffSheet, *, by: User) -> int:
    """Take the whole list back while nobody of it has signed in; returns how many accounts are gone.

    Raises Refusal: right, too late, somebody signed in, somebody was given work.
    """
    if not (rest.of(by).may("prepare_staff") or rest.of(by).may("confirm_staff")):
        gate.require(rest.of(by), "confirm_staff")
    sheet = _locked(sheet, SheetState.DONE)
    if sheet.undo_until is None or sheet.undo_until <= timezone.now():
        raise Refusal("late", _("The time for taking it back is over. Close single accounts instead."))
    with connection.cursor() as cursor:
        cursor.execute("select staff_undo(%s)", [sheet.pk])
        removed = int(cursor.fetchone()[0])
    if removed == -1:
        raise Refusal(
            "used", _("Somebody of this list has signed in already. Close single accounts instead.")
        )
    if removed < 0:
        raise Refusal(
            "used", _("Somebody of this list has been given work already. Close single accounts instead.")
        )
    sheet.state, sheet.undone_by, sheet.undone_at, sheet.wrapped = SheetState.UNDONE, by, timezone.now(), None
    sheet.save(update_fields=["state", "undone_by", "undone_at", "wrapped"])
    record.event(Action.WITHDRAW, by=by, subject=("staff_sheet", sheet.pk), detail={"removed": removed})
    return removed


def undo_until(sheet_id: UUID) -> None:
    """The hours of its end, once every account stands."""
    now = timezone.now()
    StaffSheet.objects.filter(pk=sheet_id).update(
        state=SheetState.DONE,
        made_at=now,
        undo_until=now + timedelta(days=in_force("staff.undo", on=clock.today()).length),
        slips_until=now + timedelta(hours=in_force("staff.slips", on=clock.today()).length),
    )
