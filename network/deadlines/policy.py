"""Limits and ladders: every number with its source. Seeded into the database, where administrators edit them.

Step 0 of a ladder rings `remind_before` the internal date (hours before, for hour clocks); every other step
rings `after` working days (hours) from the due moment, negative before it. `levels_up` counts from the unit.
"""

from dataclasses import dataclass

CALENDAR_DAYS, WORKING_DAYS, HOURS = "calendar_days", "working_days", "hours"


@dataclass(frozen=True)
class LimitRow:
    """One period: code, Chinese name, length, unit, reminder, whether a law fixes it, and which."""

    code: str
    name: str
    length: int
    count_in: str
    remind_before: int
    is_statutory: bool
    source: str


LIMITS = (
    LimitRow("petition.notice", "书面告知", 15, CALENDAR_DAYS, 3, True, "《信访工作条例》第二十三条第二款"),
    LimitRow(
        "petition.objection", "转送交办异议", 5, WORKING_DAYS, 2, True, "《信访工作条例》第二十三条第三款"
    ),
    LimitRow("petition.handling", "办结答复", 60, CALENDAR_DAYS, 20, True, "《信访工作条例》第三十四条"),
    LimitRow("station.pass_on", "站点上报转交", 24, HOURS, 6, False, "四平市妇联内部规定(可调整)"),
)


@dataclass(frozen=True)
class StepRow:
    """One step: number, moment, how far up, whom, and whether it is a reminder or a rung."""

    step: int
    after: int
    levels_up: int
    recipient: str
    kind: str


_DAYS = (
    StepRow(0, 0, 0, "owner", "reminder"),
    StepRow(1, -2, 0, "owner", "reminder"),
    StepRow(1, -2, 0, "leader", "reminder"),
    StepRow(2, 0, 0, "owner", "rung"),
    StepRow(2, 0, 0, "leader", "rung"),
    StepRow(3, 1, 1, "officer", "rung"),
)
_SHORT = (
    StepRow(0, 0, 0, "owner", "reminder"),
    StepRow(1, 0, 0, "owner", "rung"),
    StepRow(1, 0, 0, "leader", "rung"),
    StepRow(2, 1, 1, "officer", "rung"),
)
_HOURS = (
    StepRow(0, 0, 0, "owner", "reminder"),
    StepRow(1, 0, 0, "owner", "rung"),
    StepRow(1, 0, 1, "leader", "rung"),
    StepRow(2, 24, 2, "leader", "rung"),
)
LADDERS = {
    "petition.notice": _DAYS,
    "petition.objection": _SHORT,
    "petition.handling": _DAYS,
    "station.pass_on": _HOURS,
}
