"""Limits and ladders: every number with its source. Seeded into the database, where administrators edit them.

Names and sources are stored in Chinese: they are data, as an administrator would type them.
"""

from dataclasses import dataclass

CALENDAR_DAYS, WORKING_DAYS, HOURS = "calendar_days", "working_days", "hours"
OWNER, OFFICER, LEADER = "owner", "officer", "leader"
REMINDER, RUNG = "reminder", "rung"

CARD_DAYS = 60  # how long a rung lends the card to somebody whose post has no area
ORANGE_WORKING_DAYS = 2  # domain.md 6.8
LISTED_WORKING_DAYS = 15


@dataclass(frozen=True)
class LimitRow:
    """One period. `remind_before` counts to the internal date, in days as the limit counts them, or in hours."""

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
    LimitRow("station.pass_on", "站点上报转交", 24, HOURS, 6, False, "四平市妇联内部规定（可调整）"),
)


@dataclass(frozen=True)
class StepRow:
    """One step of a ladder: which, when, how far up, whom, and whether it reminds or climbs.

    Step 0 rings `remind_before` the internal date; its `after` is not read. A later reminder rings `after`
    (below zero) working days from the internal date, a rung `after` working days from the due moment. For
    hour limits `after` is hours from the due moment. Rows of one step share kind and `after`.
    """

    step: int
    after: int
    levels_up: int
    recipient: str
    kind: str


_YELLOW = StepRow(0, 0, 0, OWNER, REMINDER)
_ORANGE = (
    StepRow(1, -ORANGE_WORKING_DAYS, 0, OWNER, REMINDER),
    StepRow(1, -ORANGE_WORKING_DAYS, 0, LEADER, REMINDER),
)
_DAYS = (
    _YELLOW,
    *_ORANGE,
    StepRow(2, 0, 0, OWNER, RUNG),
    StepRow(2, 0, 0, LEADER, RUNG),
    StepRow(3, 1, 1, OFFICER, RUNG),
)
# Five working days are short: the first reminder is the orange one.
_SHORT = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 1, 1, OFFICER, RUNG),
)
_HOURS = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 1, LEADER, RUNG),
    StepRow(2, 24, 2, LEADER, RUNG),
)
LADDERS = {
    "petition.notice": _DAYS,
    "petition.objection": _SHORT,
    "petition.handling": _DAYS,
    "station.pass_on": _HOURS,
}
