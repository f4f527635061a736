"""Days as each language writes them: {{ moment|day }}, {{ moment|day_time }}, {{ moment|full_day }}, {{ moment|last_day }}, {{ day|month }}. {{ minutes|lasting }}, {{ day|week_day }}. Built in everywhere."""

from datetime import date, datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import ngettext, pgettext

from network.deadlines.faces import day_words
from sisterhood.lib import clock

register = template.Library()
SECOND = timedelta(seconds=1)


def _local(value: date | datetime) -> date | datetime:
    return clock.in_zone(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """11月24日, or 24 Nov; with its year where that is not this one; empty for nothing."""
    if not value:
        return ""
    return day_words(clock.local_date(value) if isinstance(value, datetime) else value, clock.today())


@register.filter
def day_time(value: datetime | None) -> str:
    """The day and the time of day."""
    return f"{day(value)} {clock.in_zone(value):%H:%M}" if value else ""


@register.filter
def full_day(value: date | datetime | None) -> str:
    """The day with its year."""
    return date_format(_local(value), pgettext("date", "j M Y")) if value else ""


@register.filter
def month(value: date | None) -> str:
    """2026年11月, or Nov 2026; empty for nothing."""
    return date_format(value, pgettext("date", "M Y")) if value else ""


@register.filter
def last_day(value: datetime | None) -> date | None:
    """The day that a moment closes: 24:00 belongs to the day before."""
    return clock.local_date(value - SECOND) if value else None


@register.filter
def week_day(value: date | datetime | None) -> str:
    """The day with its day of the week: 11月24日 星期二."""
    return f"{day(value)} {date_format(_local(value), 'l')}" if value else ""


@register.filter
def lasting(minutes: int) -> str:
    """How long: minutes up to two hours, then hours and minutes, from three days on days and hours."""
    hours, days = minutes // 60, minutes // (60 * 24)
    if minutes <= 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    large, small = (days, hours % 24) if days >= 3 else (hours, minutes % 60)
    if days >= 3:
        words = ngettext("%(n)d day", "%(n)d days", large) % {"n": large}
        return words + (" " + ngettext("%(n)d hour", "%(n)d hours", small) % {"n": small} if small else "")
    words = ngettext("%(n)d hour", "%(n)d hours", large) % {"n": large}
    return words + (" " + ngettext("%(n)d minute", "%(n)d minutes", small) % {"n": small} if small else "")
