"""Days as each language writes them: {{ moment|day }}, {{ moment|day_time }}, {{ moment|full_day }}, {{ moment|last_day }}, {{ day|month }}. Built in everywhere."""

from datetime import date, datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

from sisterhood.lib import clock

register = template.Library()
SECOND = timedelta(seconds=1)


def _local(value: date | datetime) -> date | datetime:
    return clock.in_zone(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """11月24日, or 24 Nov; empty for nothing."""
    return date_format(_local(value), pgettext("date", "j M")) if value else ""


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
