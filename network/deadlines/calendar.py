"""A published year: the verb that replaces a guess by the notice of the State Council."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import gate, logins, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import recalculation
from network.deadlines.models import CalendarDay, CalendarYear
from network.deadlines.recalculation import Moved
from network.staff.models import User
from sisterhood.lib.workdays import DayKind

Days = Mapping[date, tuple[DayKind, str]]

TAIL = (12, 24)  # a notice may change the year before from 25 December on
FEWEST_DAYS_OFF = 7

_TURN = "select pg_advisory_xact_lock(77, 2)"
# One working day has one number at every moment, so numbers first leave the range and then come back.
_SET_ASIDE = "update network_calendarday set work_no = -1 - work_no where date >= %s"
_NUMBER = """
update network_calendarday d set work_no = %(base)s + n.number
  from (select date, count(*) filter (where is_working) over (order by date) as number
          from network_calendarday where date >= %(first)s) n
 where n.date = d.date
"""


@dataclass(frozen=True)
class Loaded:
    """What a load did: days that now differ, and what became of running clocks."""

    year: int
    days_changed: int
    clocks: Moved


def ordinary(day: date) -> DayKind:
    """What a day is when no notice names it."""
    return DayKind.RESTDAY if day.weekday() > 4 else DayKind.WORKDAY


def faults(year: int, days: Days) -> dict[date, str]:
    """What is wrong with a notice, by day, as sentences; empty when it can be loaded."""
    wrong = {}
    for day, (kind, _name) in sorted(days.items()):
        if day.year != year and (day.year != year - 1 or (day.month, day.day) <= TAIL):
            wrong[day] = _("%(day)s belongs neither to %(year)s nor to the last week of the year before.") % {
                "day": day,
                "year": year,
            }
        elif kind is DayKind.MAKEUP_WORKDAY and ordinary(day) is DayKind.WORKDAY:
            wrong[day] = _("%(day)s is no weekend, so it cannot be a make-up working day.") % {"day": day}
        elif kind in (DayKind.WORKDAY, DayKind.RESTDAY) and kind is not ordinary(day):
            wrong[day] = _("%(day)s: only a holiday or a make-up working day differs from the week.") % {
                "day": day
            }
    off = sum(kind is DayKind.HOLIDAY for day, (kind, _name) in days.items() if day.year == year)
    if off < FEWEST_DAYS_OFF and not wrong:
        wrong[date(year, 1, 1)] = _("A year has at least %(fewest)d days off; the file names %(off)d.") % {
            "fewest": FEWEST_DAYS_OFF,
            "off": off,
        }
    return wrong


@transaction.atomic
def load_official(year: int, days: Days, *, notice_no: str, by: User | None) -> Loaded:
    """Replace a year by its notice and count running clocks again, at once. Runs as the owner of the database.

    Raises Refusal like `write_year`.
    """
    logins.require_worker()
    changed, first = _write_year(year, days, notice_no=notice_no, by=by)
    moved = recalculation.recompute(changed_from=first)
    _note(year, notice_no, changed, moved, by)
    return Loaded(year, changed, moved)


@transaction.atomic
def publish_year(year: int, days: Days, *, notice_no: str, by: User) -> int:
    """The same on the page: the year is replaced at once, the worker counts the clocks again within a minute.

    Returns how many days differ. Raises Refusal without the right and like `load_official`.
    """
    gate.require(rest.of(by), "load_calendar")
    if not notice_no.strip():
        raise Refusal("notice_no", _("Please write the number of the notice."))
    changed, first = _write_year(year, days, notice_no=notice_no.strip(), by=by)
    CalendarYear.objects.filter(pk=year).update(recount_from=Least(Coalesce("recount_from", first), first))
    _note(year, notice_no, changed, Moved(), by)
    return changed


@transaction.atomic
def recount_due() -> dict[str, int]:
    """Count running clocks again for every year that was published on the page. As the worker."""
    logins.require_worker()
    waiting = CalendarYear.objects.select_for_update().filter(recount_from__isnull=False)
    first = min((row.recount_from for row in waiting if row.recount_from), default=None)
    if first is None:
        return {"earlier": 0, "later": 0}
    moved = recalculation.recompute(changed_from=first)
    CalendarYear.objects.filter(recount_from__isnull=False).update(recount_from=None)
    return {"earlier": moved.earlier, "later": moved.later}


def _note(year: int, notice_no: str, changed: int, moved: Moved, by: User | None) -> None:
    detail = {"notice": notice_no, "days": changed, "earlier": moved.earlier, "later": moved.later}
    record.event(Action.IMPORT, by=by, subject=("calendar_year", year), detail=detail)


def whole_year(year: int, days: Days) -> dict[date, tuple[DayKind, str]]:
    """Every day of the year, and those of the year before that the notice names."""
    first = date(year, 1, 1)
    whole = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    return {day: days.get(day, (ordinary(day), "")) for day in whole} | dict(days)


def _write_year(year: int, days: Days, *, notice_no: str, by: User | None) -> tuple[int, date]:
    """Days that a notice does not name are ordinary weekdays and weekends; of the year before only named days change.

    Returns how many days differ and the first of them all. Raises Refusal for a bad notice or a year out of turn.
    """
    for sentence in faults(year, days).values():
        raise Refusal("notice", sentence)
    with connection.cursor() as cursor:
        cursor.execute(_TURN)
    last = CalendarYear.objects.aggregate(last=Max("year"))["last"] or year - 1
    if year > last + 1:
        raise Refusal(
            "year", _("%(year)s cannot be loaded before %(next)s.") % {"year": year, "next": last + 1}
        )
    told = whole_year(year, days)
    CalendarYear.objects.update_or_create(
        year=year,
        defaults={
            "is_official": True,
            "notice_no": notice_no,
            "loaded_by": by.username if by else "",
            "loaded_at": timezone.now(),
        },
    )
    return _replace(told), min(told)


def _replace(told: Days) -> int:
    """Write the days and number all working days from the first of them on; returns how many differ."""
    first = min(told)
    before = dict(CalendarDay.objects.filter(date__in=told).values_list("date", "kind"))
    base = CalendarDay.objects.filter(date__lt=first).aggregate(last=Max("work_no"))["last"] or 0
    rows = [
        CalendarDay(
            date=day,
            year_id=day.year,
            kind=kind.value,
            name=name,
            is_working=kind.is_working,
            work_no=-10_000_000 - day.toordinal(),
        )
        for day, (kind, name) in told.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SET_ASIDE, [first])
        CalendarDay.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["date"],
            update_fields=["kind", "name", "is_working", "work_no"],
        )
        cursor.execute(_NUMBER, {"base": base, "first": first})
    return sum(before.get(day) != kind.value for day, (kind, _name) in told.items())
