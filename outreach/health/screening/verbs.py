"""From the plan to the counts: a list of names and times, the day itself, and totals from the hospital."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.health.screening.frame import SUBJECT, log, step
from outreach.health.screening.models import ScreeningCount, ScreeningRound, ScreeningSlot
from outreach.lines import made_before
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.workdays import CalendarMissing

INVITE, COUNTS, NAMES = "screening.invite", "screening.counts", "screening.names"
MOST = 2000


@transaction.atomic
def plan_screening(
    unit: Unit, *, held_on: date, place: str, due: int, by: User, at: datetime | None = None
) -> ScreeningRound:
    """A day of one village; `due` is the number of women between 35 and 64 who should be examined this year.

    Raises Refusal: the gate's, not a village, a day gone by, a second round of the year.
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "plan_screening", Ground(unit))
    today = clock.local_date(at)
    if unit.level != Level.VILLAGE or unit.valid_to is not None:
        raise Refusal("unit", _("A screening is planned for a village."))
    if held_on <= today:
        raise Refusal("held_on", _("Choose a day to come."))
    if not 1 <= due <= MOST:
        raise Refusal("due", _("Write a number from 1 to %(most)d.") % {"most": MOST})
    refuse_people({"place": place})
    owner = holder(unit, "leader", on=today)
    row = ScreeningRound(unit=unit, year=held_on.year, held_on=held_on, place=place.strip(), due=due)
    row.owner, row.entered_by, row.entered_at = owner, by, at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refusal("held_on", _("This village has a screening of that year already.")) from None
    try:
        begins = calculator.start_of(INVITE, due_on=held_on)
        clocks.start(INVITE, subject=(SUBJECT, row.pk), unit=unit, owner=owner, by=by, at=at, start_on=begins)
    except CalendarMissing as missing:
        raise Refusal("held_on", str(missing)) from missing
    log(row, "plan_screening", by=by, at=at)
    return row


def add_slot(
    row: UUID,
    *,
    name: str,
    phone: str,
    at_time: time,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> ScreeningSlot:
    """A woman who wants to come, and her time; name and phone are sealed; the same form again is the same line.

    Raises Refusal: no name, the list is full or deleted.
    """
    with step(row, "add_slot", by=by, at=at, within=("planned", "invited")) as line:
        known: ScreeningSlot | None = made_before(line.row.slots, key)
        if known is not None:
            return known
        if not name.strip():
            raise Refusal("name", _("Write her name."))
        if line.row.names_gone_at is not None:
            raise Refusal("name", _("The list is deleted; its numbers stay."))
        if line.row.slots.count() >= line.row.due:
            raise Refusal("name", _("The list has as many names as women are to be examined."))
        when = datetime.combine(line.row.held_on, at_time, clock.ZONE)
        slot = ScreeningSlot(id=key or uuid7(), round=line.row, at=when, entered_by=by)
        Vault.own(slot).seal(slot, name=name.strip(), phone=phone.strip())
        slot.save(force_insert=True)
        _count(line.row)
        line.done("invited")
        return slot


def take_off_slot(row: UUID, *, slot: UUID, by: User, at: datetime | None = None) -> None:
    """She does not want to come: her line goes at once, and nobody asks her why."""
    with step(row, "take_off_slot", by=by, at=at, within=("planned", "invited")) as line:
        line.slot(slot).delete()
        _count(line.row)
        line.done("invited", "attended")


def _count(row: ScreeningRound) -> None:
    """Once they are told, whoever stands on the list counts as invited; a list that is deleted is counted no more."""
    if row.state != "planned" and row.names_gone_at is None:
        row.invited = row.slots.count()
        row.attended = row.slots.filter(attended=True).count()


def invite_screening(row: UUID, *, by: User, at: datetime | None = None) -> ScreeningRound:
    """Everybody on the list was told day, time and place, in person or by phone, and that it is voluntary."""
    with step(row, "invite_screening", by=by, at=at) as line:
        line.row.invited = line.row.slots.count()
        if not line.row.invited:
            raise Refusal("slots", _("Nobody stands on the list yet."))
        clocks.meet(line.subject, INVITE, by=by, at=line.at)
        return line.done("invited")


def mark_slot(
    row: UUID, *, slot: UUID, attended: bool, by: User, at: datetime | None = None
) -> ScreeningSlot:
    """She came, or she did not after all; from the day itself on."""
    with step(row, "mark_slot", by=by, at=at, within=("invited",)) as line:
        if line.row.held_on > line.today:
            raise Refusal("slot", _("The day of the screening has not come yet."))
        found = line.slot(slot)
        found.attended = attended
        found.save(update_fields=["attended"])
        _count(line.row)
        line.done("invited", "attended")
        return found


def hold_screening(row: UUID, *, by: User, at: datetime | None = None) -> ScreeningRound:
    """The day is over; the county owes the totals of the hospital."""
    with step(row, "hold_screening", by=by, at=at) as line:
        if line.row.held_on > line.today:
            raise Refusal("held_on", _("The day of the screening has not come yet."))
        _count(line.row)
        county = Unit.objects.get(pk=line.row.county_id or line.row.unit_id)
        owner = holder(county, "officer", on=line.today)
        found = line.done("invited", "attended")
        clocks.start(COUNTS, subject=line.subject, unit=county, owner=owner, by=by, at=line.at)
        return found


def names_until(row: ScreeningRound) -> date:
    """The last day on which the list is kept."""
    return row.held_on + timedelta(days=calculator.length_of(NAMES, on=row.held_on))


def ask_again(
    row: UUID, *, slot: UUID, again_at: datetime, by: User, at: datetime | None = None
) -> ScreeningSlot:
    """请您再来: a second appointment, for whoever missed the day or whom the hospital wants to see. Why is written nowhere.

    Raises Refusal: a moment gone by, or after the list is deleted.
    """
    with step(row, "ask_again", by=by, at=at, within=("held", "counted")) as line:
        if again_at <= line.at:
            raise Refusal("again_at", _("Choose a moment to come."))
        until = names_until(line.row)
        if clock.local_date(again_at) > until:
            said = _("The list is kept until %(day)s. Choose an earlier day.")
            raise Refusal("again_at", said % {"day": f"{until:%Y-%m-%d}"})
        found = line.slot(slot)
        found.again_at = again_at
        found.save(update_fields=["again_at"])
        line.done()
        return found


def count_screening(
    row: UUID, *, examined: int, abnormal: int, followed_up: int, by: User, at: datetime | None = None
) -> ScreeningRound:
    """Totals of the hospital, now or corrected later; no name comes with them."""
    with step(row, "count_screening", by=by, at=at) as line:
        if not 0 <= examined <= line.row.attended:
            raise Refusal("examined", _("Not more than came."))
        if not 0 <= abnormal <= examined:
            raise Refusal("abnormal", _("Not more than were examined."))
        if not 0 <= followed_up <= abnormal:
            raise Refusal("followed_up", _("Not more than were asked to come again by the hospital."))
        told = {"examined": examined, "abnormal": abnormal, "followed_up": followed_up}
        known = ScreeningCount.objects.filter(round=line.row)
        if not known.update(**told, entered_by=by, entered_at=line.at):
            ScreeningCount(round=line.row, **told, entered_by=by, entered_at=line.at).save(force_insert=True)
        clocks.meet(line.subject, COUNTS, by=by, at=line.at)
        return line.done()


def call_off_screening(row: UUID, *, by: User, at: datetime | None = None) -> ScreeningRound:
    """It does not take place; the list of the village has no purpose any more and is deleted at night."""
    with step(row, "call_off_screening", by=by, at=at) as line:
        line.row.slots.all().delete()
        clocks.cancel_running(line.subject, by=by, at=line.at)
        return line.done()


@transaction.atomic
def print_screening(row: UUID, *, by: User) -> list[tuple[ScreeningSlot, str, str]]:
    """The list of the day in clear: (line, name, phone), as the day goes. Each reading is logged."""
    with step(
        row, "print_screening", by=by, at=None, within=("planned", "invited", "held", "counted")
    ) as line:
        found = []
        for slot in line.row.slots.all():
            vault = Vault.unwrapped(slot)
            found.append((slot, vault.open(slot, "name"), vault.open(slot, "phone")))
        detail = {"fields": ["name", "phone"], "lines": len(found)}
        subject, unit = (SUBJECT, row), line.row.unit_id
        record.event(Action.REVEAL, by=by, subject=subject, unit_id=unit, purpose="screening", detail=detail)
        return found
