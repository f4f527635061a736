"""Why a clock is due when it is: the count told in sentences, with every day of rest that moved it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.deadlines import calculator
from network.deadlines.faces import length_words
from network.deadlines.models import CalendarDay, Clock, CountIn
from sisterhood.lib import clock
from sisterhood.lib.workdays import DayKind


def why(row: Clock) -> list[str]:
    """Sentences for one clock; `row.limit` and `row.version` must be loaded. Raises CalendarMissing as the calculator does."""
    limit = row.terms
    if CountIn(limit.count_in).is_moment:
        begun = clock.in_zone(row.started_at)
        if limit.count_in == CountIn.WORKING_HOURS:
            return [
                _("Runs from %(moment)s for %(length)s; only office hours of working days count.")
                % {"moment": f"{_day(begun.date())} {begun:%H:%M}", "length": length_words(limit)}
            ]
        return [
            _("Runs from %(moment)s for %(length)s; no calendar is asked (Civil Code art. 201).")
            % {"moment": f"{_day(begun.date())} {begun:%H:%M}", "length": length_words(limit)}
        ]
    period = calculator.period_of(limit, row.starts_on, added_days=row.added_days)
    told = [
        _("The day it began, %(day)s, does not count; %(length)s are counted from the next day.")
        % {"day": _day(row.starts_on), "length": length_words(limit)}
    ]
    if row.extended_days:
        told.append(_("Extended by %(days)d days by the leader.") % {"days": row.extended_days})
    if row.paused_days:
        told.append(_("%(days)d days of a hearing do not count.") % {"days": row.paused_days})
    if limit.count_in == CountIn.WORKING_DAYS:
        told += _special_days(row.starts_on, period.due_on)
    elif period.due_on != period.raw_due_on:
        told.append(
            _("The count ends on %(raw)s, a day of rest, so the last day is %(due)s (Civil Code art. 203).")
            % {"raw": _day(period.raw_due_on), "due": _day(period.due_on)}
        )
        told.append(_("We work towards %(raw)s all the same.") % {"raw": _day(period.raw_due_on)})
    if row.provisional:
        told.append(_("Estimated: the holidays of the next year are not published yet."))
    return told


def _special_days(start: date, end: date) -> list[str]:
    days = CalendarDay.objects.filter(
        date__gt=start, date__lte=end, kind__in=(DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY)
    )
    return [
        (
            _("%(day)s is a make-up working day and counts.")
            if each.kind == DayKind.MAKEUP_WORKDAY
            else _("%(day)s is a public holiday and does not count.")
        )
        % {"day": _day(each.date)}
        for each in days
    ]


def _day(day: date) -> str:
    return date_format(day, pgettext("date", "j M"))
