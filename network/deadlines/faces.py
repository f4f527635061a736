"""What a screen shows of a clock: words first, then a colour and how much of the time is used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.deadlines.models import Clock, ClockState, CountIn
from network.deadlines.policy import LISTED_WORKING_DAYS, ORANGE_WORKING_DAYS
from network.deadlines.terms import Terms
from network.deadlines.workdays import at_a_glance
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing, count_working_days

NONE, YELLOW, ORANGE, RED, LISTED = "none", "yellow", "orange", "red", "listed"
SECOND = timedelta(seconds=1)
HOUR, LAST_IN_HOURS = 60, 72  # minutes; up to three days people speak of hours
SOON_DAYS = 3  # a list that knows only the due day turns amber this many days before


@dataclass(frozen=True)
class Face:
    """`used` 0–100; `colour` none, yellow, orange, red or listed; `due_words` the last day by law,
    `basis` the rule and its length, `code` the limit."""

    name: str
    words: str
    colour: str
    used: int
    due_words: str
    basis: str
    provisional: bool
    is_late: bool
    why: tuple[str, ...] = ()
    told: tuple[tuple[str, datetime], ...] = ()
    is_paused: bool = False
    code: str = ""


def face(row: Clock, at: datetime) -> Face:
    """The face of a clock at a moment; `row.limit` and `row.version` must be loaded. No query, except one a minute for all."""
    return Face(
        name=row.limit.name,
        words=_words(row, at),
        colour=_colour(row, at),
        used=_used(row, at),
        due_words=_due_words(row, clock.local_date(at)),
        basis=_basis(row),
        provisional=row.provisional,
        is_late=row.is_late(at),
        is_paused=row.state == ClockState.PAUSED,
        code=row.limit_id,
    )


def length_words(limit: Terms) -> str:
    """How long a limit is: 15 days, 5 working days, 24 hours; minutes that fill hours or days are told as such."""
    if limit.count_in == CountIn.MINUTES and limit.length and limit.length % HOUR == 0:
        hours = limit.length // HOUR
        if hours > LAST_IN_HOURS and hours % 24 == 0:
            return ngettext("%(n)d full day", "%(n)d full days", hours // 24) % {"n": hours // 24}
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    sentences = {
        CountIn.CALENDAR_DAYS: ngettext("%(n)d day", "%(n)d days", limit.length),
        CountIn.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", limit.length),
        CountIn.HOURS: ngettext("%(n)d hour", "%(n)d hours", limit.length),
        CountIn.MINUTES: ngettext("%(n)d minute", "%(n)d minutes", limit.length),
        CountIn.WORKING_HOURS: ngettext("%(n)d working hour", "%(n)d working hours", limit.length),
    }
    return sentences[CountIn(limit.count_in)] % {"n": limit.length}


def _basis(row: Clock) -> str:
    words = _("%(source)s, %(length)s") % {"source": row.basis, "length": length_words(row.terms)}
    if row.extended_days:
        words += _(", extended by %(days)d days") % {"days": row.extended_days}
    if row.paused_days:
        words += _(", paused for %(days)d days") % {"days": row.paused_days}
    return words


def _last_day(moment: datetime) -> date:
    """The local day that a moment closes: 24:00 belongs to the day before."""
    return clock.local_date(moment - SECOND)


def _used(row: Clock, at: datetime) -> int:
    start = min(row.started_at, clock.end_of_day(row.starts_on))
    whole, gone = (row.due_at - start).total_seconds(), (at - start).total_seconds()
    return 100 if whole <= 0 else min(100, max(0, round(100 * gone / whole)))


def _words(row: Clock, at: datetime) -> str:
    if row.state != ClockState.RUNNING:
        return str(row.get_state_display())
    return _words_of(row.due_at, at, is_moment=CountIn(row.limit.count_in).is_moment)


def day_words(day: date, today: date) -> str:
    """A day, with its year where that is another one."""
    shape = pgettext("date", "j M") if day.year == today.year else pgettext("date", "j M Y")
    return date_format(day, shape)


def of_card(due_at: datetime, at: datetime) -> tuple[str, str, str]:
    """What a list says of a due moment when it knows nothing else: words, colour (none, yellow, red), the day."""
    last, today = _last_day(due_at), clock.local_date(at)
    is_moment = clock.in_zone(due_at) != clock.end_of_day(last)
    near = (last - today).days <= SOON_DAYS
    colour = RED if at >= due_at else YELLOW if near else NONE
    return _words_of(due_at, at, is_moment=is_moment), colour, day_words(last, today)


def of_cards(at: datetime) -> Callable[[datetime], tuple[str, str, str]]:
    """`of_card` for a long list: beyond a day's distance the day alone decides, so each day is put in words once."""
    today = clock.local_date(at)
    faces: dict[date, tuple[str, str, str]] = {}

    def one(due_at: datetime) -> tuple[str, str, str]:
        last = _last_day(due_at)
        if last in faces:
            return faces[last]
        face = of_card(due_at, at)
        if abs((last - today).days) > 1:
            faces[last] = face
        return face

    return one


def _words_of(due_at: datetime, at: datetime, *, is_moment: bool) -> str:
    if at >= due_at:
        return _late_words(due_at, at, is_moment=is_moment)
    today, last = clock.local_date(at), _last_day(due_at)
    days = (last - today).days
    moment = f"{clock.in_zone(due_at):%H:%M}"
    if is_moment and days < 2:
        return (_("tomorrow %(time)s") if days else _("today %(time)s")) % {"time": moment}
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def _late_words(due_at: datetime, at: datetime, *, is_moment: bool) -> str:
    late = at - due_at
    if is_moment and late < timedelta(days=1):
        hours = max(1, int(late.total_seconds() // 3600))
        return ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours}
    days = max(1, (clock.local_date(at) - _last_day(due_at)).days)
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}


def _due_words(row: Clock, today: date) -> str:
    if not CountIn(row.limit.count_in).is_moment:
        return day_words(_last_day(row.due_at), today)
    return f"{day_words(clock.local_date(row.due_at), today)} {clock.in_zone(row.due_at):%H:%M}"


def _working_days(start: date, end: date) -> int:
    try:
        return count_working_days(start, end, at_a_glance())
    except CalendarMissing:
        return max(0, (end - start).days)


def _colour(row: Clock, at: datetime) -> str:
    """Yellow and orange count to the internal date, red and listed from the due moment."""
    if row.state != ClockState.RUNNING:
        return NONE
    today = clock.local_date(at)
    if at >= row.due_at:
        return LISTED if _working_days(row.due_on, today) > LISTED_WORKING_DAYS else RED
    if CountIn(row.limit.count_in).is_moment:
        of_an_hour = row.limit.count_in != CountIn.MINUTES
        ahead = timedelta(**{"hours" if of_an_hour else "minutes": row.terms.remind_before})
        soon = row.internal_due_at - ahead
        return ORANGE if at >= soon else NONE
    target = _last_day(row.internal_due_at)
    working = _working_days(today, target)
    if working <= ORANGE_WORKING_DAYS:
        return ORANGE
    left = working if row.limit.count_in == CountIn.WORKING_DAYS else (target - today).days
    return YELLOW if left <= row.terms.remind_before else NONE
