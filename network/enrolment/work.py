"""What the desk does with a confirmed list: some accounts for each message, so that a killed worker loses little.

Hashing is the price of every account, so it is done before the rows are locked for writing, two at once.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import gate, logins, rest
from network.audit import record
from network.audit.models import Action
from network.enrolment import slips
from network.enrolment.checking import SEATED, guarded
from network.enrolment.models import SheetState, StaffRow, StaffSheet
from network.enrolment.verbs import TASK, undo_until
from network.notifications import outbox
from network.staff.models import Appointment, User
from network.staff.passwords import temporary_password
from sisterhood.lib import clock
from sisterhood.lib.nudge import nudge

AT_ONCE = 50
STALE, HOPELESS = timedelta(seconds=60), timedelta(hours=6)


@transaction.atomic
def step(sheet_id: UUID, *, by: User) -> bool:
    """The next accounts of a confirmed list, as the administrator who confirmed it; whether there is more to do."""
    if not gate.ask(rest.of(by), "confirm_staff"):
        return False
    sheets = StaffSheet.objects.select_for_update(of=("self",), skip_locked=True)
    sheet = sheets.filter(pk=sheet_id, state=SheetState.MAKING, decided_by=by).first()
    if sheet is None:
        return False
    done = sheet.rows.filter(user__isnull=False).count() + len(_skipped(sheet))
    rows = list(
        sheet.rows.filter(user=None)
        .exclude(number__in=_skipped(sheet))
        .select_related("unit")
        .order_by("number")[:AT_ONCE]
    )
    if rows:
        _open(sheet, _still_good(sheet, rows), by)
    sheet.touched_at = timezone.now()
    sheet.save(update_fields=["touched_at", "made", "faults"])
    if done + len(rows) < sheet.good:
        nudge(TASK, acting_user=by.pk, row=sheet.pk)
        return True
    undo_until(sheet.pk)
    for person in {sheet.proposed_by_id, by.pk}:
        outbox.post("staff_done", recipient=person, key=f"staff_done:{sheet.pk}:{person}")
    return False


def _skipped(sheet: StaffSheet) -> list[int]:
    """Rows that were good when the list was checked and are not any more."""
    broken = {number for number, _sentence in sheet.faults}
    return [number for number in sheet.rows.values_list("number", flat=True) if number in broken]


def _still_good(sheet: StaffSheet, rows: list[StaffRow]) -> list[StaffRow]:
    """Without accounts and posts that somebody else has taken since; those become faults."""
    taken = set(
        User.objects.filter(username__in=[r.username for r in rows]).values_list("username", flat=True)
    )
    live = Appointment.objects.on(clock.today()).filter(is_primary=True, unit__in=[r.unit_id for r in rows])
    held = set(live.values_list("unit_id", "role"))
    good = []
    for row in rows:
        if row.username in taken or (row.role in SEATED and (row.unit_id, row.role) in held):
            sheet.faults.append([row.number, _("Account or post were taken meanwhile.")])
        elif said := guarded(row.unit, row.role):
            sheet.faults.append([row.number, said])
        else:
            good.append(row)
    return good


def _open(sheet: StaffSheet, rows: list[StaffRow], by: User) -> None:
    passwords = [temporary_password() for _row in rows]
    with ThreadPoolExecutor(max_workers=4) as pool:
        hashes = list(pool.map(make_password, passwords))
    users = User.objects.bulk_create(
        User(username=row.username, display_name=row.display_name, work_phone=row.work_phone, password=hashed)
        for row, hashed in zip(rows, hashes, strict=True)
    )
    posts = Appointment.objects.bulk_create(
        Appointment(
            user=user,
            unit_id=row.unit_id,
            role=row.role,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_primary=row.role in SEATED,
            appointed_by=by,
        )
        for row, user in zip(rows, users, strict=True)
    )
    key = slips.key_of(sheet)
    for row, user, post, password in zip(rows, users, posts, passwords, strict=True):
        row.user, row.post, row.password = user, post, slips.sealed(key, row, password)
    StaffRow.objects.bulk_update(rows, ["user", "post", "password"])
    ids = [user.pk for user in users]
    detail = {"what": "account", "sheet": str(sheet.pk), "proposed_by": sheet.proposed_by_id}
    record.events(Action.GRANT, by=by, kind="user", ids=ids, detail=detail)
    posted = [post.pk for post in posts]
    record.events(Action.GRANT, by=by, kind="appointment", ids=posted, detail={"sheet": str(sheet.pk)})
    sheet.made = F("made") + len(rows)


def expire() -> int:
    """Keys of passwords that nobody fetched in time go; as the worker. Returns how many."""
    logins.require_worker()
    due = StaffSheet.objects.filter(slips_until__lte=timezone.now(), wrapped__isnull=False)
    return due.update(wrapped=None)


def wake() -> int:
    """Lists nobody is working on, because a worker died or the broker was away."""
    now = timezone.now()
    rows = StaffSheet.objects.filter(
        state=SheetState.MAKING, touched_at__lt=now - STALE, touched_at__gt=now - HOPELESS
    )
    waiting = list(
        rows.order_by("touched_at").values_list("pk", "decided_by_id")
    )  # no column it may not read
    for pk, by in waiting:
        nudge(TASK, acting_user=by, row=pk)
    return len(waiting)
