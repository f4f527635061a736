"""The shapes of ladders: who is reminded when, and how a late matter climbs. A table."""

from dataclasses import dataclass

OWNER, OFFICER, LEADER, DUTY, PRIVACY = "owner", "officer", "leader", "duty", "privacy"
REMINDER, RUNG = "reminder", "rung"
CITY = 9  # levels up that always end at the city
ORANGE_WORKING_DAYS = 2  # our own rule


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


def _climb(first: int) -> tuple[StepRow, ...]:
    """The ordinary ladder, our own rule: +0, +1, +3, +5, +10, +15 working days."""
    return (
        StepRow(first, 0, 0, OWNER, RUNG),
        StepRow(first, 0, 0, LEADER, RUNG),
        StepRow(first + 1, 1, 1, OFFICER, RUNG),
        StepRow(first + 2, 3, 1, LEADER, RUNG),
        StepRow(first + 3, 5, 2, OFFICER, RUNG),
        StepRow(first + 3, 5, 2, LEADER, RUNG),
        StepRow(first + 4, 10, CITY, OFFICER, RUNG),
        StepRow(first + 5, 15, CITY, LEADER, RUNG),
    )


DAYS = (_YELLOW, *_ORANGE, *_climb(2))
# A few working days are short: the first reminder is the orange one.
SHORT = (_YELLOW, *_climb(1))
HOURS = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 1, LEADER, RUNG),
    StepRow(2, 24, 2, LEADER, RUNG),
    StepRow(3, 48, 3, OFFICER, RUNG),
)
LEADER_NEXT_CITY = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 1, 1, OFFICER, RUNG),
    StepRow(3, 3, CITY, OFFICER, RUNG),
)
LEADER_THEN_CITY = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 3, CITY, LEADER, RUNG),
)
# Danger climbs in minutes and goes straight to county and city.
MINUTES = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 15, 1, OFFICER, RUNG),
    StepRow(2, 15, 1, LEADER, RUNG),
    StepRow(3, 30, CITY, OFFICER, RUNG),
    StepRow(3, 30, CITY, LEADER, RUNG),
)
# Somebody is in danger: whoever is on duty, then the city, in minutes and past every level between.
DANGER = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, DUTY, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 10, CITY, DUTY, RUNG),
    StepRow(2, 10, CITY, OFFICER, RUNG),
    StepRow(3, 20, CITY, LEADER, RUNG),
)
# The court is late: hours, and the leader is told with the owner.
COURT = (_YELLOW, StepRow(1, 0, 0, OWNER, RUNG), StepRow(1, 0, 0, LEADER, RUNG))
REMINDED = (_YELLOW,)
OWNER_ONLY = (_YELLOW, StepRow(1, 0, 0, OWNER, RUNG), StepRow(2, 5, 0, LEADER, RUNG))
# A mediation: the chair first, then officer and leader of the county.
CHAIR_THEN_COUNTY = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 3, 1, OFFICER, RUNG),
    StepRow(3, 5, 1, LEADER, RUNG),
)
# A review by somebody named: she, then the city's leader, and nobody between who has no business with it.
REVIEWED = (_YELLOW, StepRow(1, 0, 0, OWNER, RUNG), StepRow(2, 1, CITY, LEADER, RUNG))
# A file about a family: worker and chair, then the privacy officer of the city, then the leader of the county.
BY_PRIVACY = (
    _YELLOW,
    StepRow(1, 0, 0, OWNER, RUNG),
    StepRow(1, 0, 0, LEADER, RUNG),
    StepRow(2, 3, CITY, PRIVACY, RUNG),
    StepRow(3, 5, 1, LEADER, RUNG),
)
# Along the access list, never along the tree: each reader has a clock of her own, and only she is called.
NAMED = (
    _YELLOW,
    *(StepRow(n, after, 0, OWNER, RUNG) for n, after in enumerate((0, 1, 3, 5, 10, 15), start=1)),
)
NAMED_MINUTES = (
    _YELLOW,
    *(StepRow(n, after, 0, OWNER, RUNG) for n, after in enumerate((0, 15, 30), start=1)),
)
# A phone that has gone quiet: the leader above its person looks after it, gently; a week later somebody of the county calls.
QUIET = (StepRow(0, 0, 0, LEADER, REMINDER), StepRow(1, 144, 2, OFFICER, REMINDER))
QUIET_DAYS = (StepRow(0, 0, 0, LEADER, REMINDER), StepRow(1, 5, 2, OFFICER, RUNG))
