"""Rules of the house about messages: when nobody is disturbed, when the digest leaves, how often is tried.

A table, seeded into `network_setting`, where the system administrator edits it. Names and sources are Chinese:
they are data, as an administrator would type them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from django.utils.translation import gettext_lazy as _

from sisterhood.lib import clock
from sisterhood.lib.workdays import Calendar, CalendarMissing

OWN_RULE = "四平市妇联内部规定（可调整）"


class Form(Enum):
    """How a value is written."""

    TIME = "time"
    YES_NO = "yes_no"
    NUMBER = "number"

    @property
    def label(self) -> object:
        """For the admin."""
        return {"time": _("time of day"), "yes_no": _("yes or no"), "number": _("number")}[self.value]

    @property
    def example(self) -> object:
        """What to write."""
        return {
            "time": _("Write a time of day like 07:30."),
            "yes_no": _("Write yes or no."),
            "number": _("Write a whole number from 1 to 20."),
        }[self.value]


@dataclass(frozen=True)
class RuleRow:
    """One rule with its source."""

    code: str
    name: str
    form: str
    value: str
    source: str = OWN_RULE


RULES = (
    RuleRow("messages.quiet_from", "免打扰开始时间", "time", "20:00"),
    RuleRow("messages.quiet_to", "免打扰结束时间", "time", "07:30"),
    RuleRow("messages.quiet_rest_days", "非工作日免打扰（yes 是，no 否）", "yes_no", "yes"),
    RuleRow("messages.digest_at", "每个工作日汇总提醒时间", "time", "08:30"),
    RuleRow("messages.attempts", "对外提醒最多尝试次数", "number", "6"),
    RuleRow("messages.bundle_minutes", "同一站点紧急提醒合并时段（分钟）", "number", "10"),
    RuleRow("messages.push_hours", "浏览器推送最长等待送达时间（小时）", "number", "12"),
)


def read_value(form: str, text: str) -> time | bool | int:
    """The value behind a text. Raises ValueError when it cannot be read."""
    if form == "time" and re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", text):
        return time.fromisoformat(text)
    if form == "yes_no" and text in ("yes", "no"):
        return text == "yes"
    if form == "number" and re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= 20:
        return int(text)
    raise ValueError(form)


@dataclass(frozen=True)
class HouseRules:
    """The rules as they stand, asked about a moment."""

    quiet_from: time
    quiet_to: time
    quiet_rest_days: bool
    digest_at: time
    attempts: int
    bundle_minutes: int
    push_hours: int

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "HouseRules":
        """From code → value; a missing or unreadable row counts as the table says."""
        values = {}
        for row in RULES:
            try:
                value = read_value(row.form, stored.get(row.code, row.value))
            except ValueError:
                value = read_value(row.form, row.value)
            values[row.code.removeprefix("messages.")] = value
        return cls(**values)  # type: ignore[arg-type]  # each rule was read by its form

    def is_quiet(self, at: datetime, calendar: Calendar) -> bool:
        """Whether only what is urgent may leave the house; equal ends mean no quiet hours."""
        moment = clock.in_zone(at)
        hour = moment.time().replace(tzinfo=None)
        if self.quiet_rest_days and not _is_working(moment.date(), calendar):
            return True
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    def digest_moment(self, at: datetime, calendar: Calendar) -> datetime | None:
        """When today's digest was or is due; None on a day without work."""
        day = clock.local_date(at)
        return datetime.combine(day, self.digest_at, clock.ZONE) if _is_working(day, calendar) else None


def _is_working(day: date, calendar: Calendar) -> bool:
    """A year that nobody loaded counts by the week."""
    try:
        return calendar.kind(day).is_working
    except CalendarMissing:
        return day.weekday() < 5
