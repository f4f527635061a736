"""Policy tables into the database: only what is missing, never over an administrator's change."""

from network.deadlines import calendar
from network.deadlines.models import LadderStep, Limit
from network.deadlines.policy import LADDERS, LIMITS


def seed_all() -> None:
    """Limits, their ladders when they have none, and the calendar 2004–2035."""
    for row in LIMITS:
        values = {k: v for k, v in row.__dict__.items() if k != "code"}
        limit, _made = Limit.objects.get_or_create(code=row.code, defaults=values)
        if not limit.steps.exists():
            LadderStep.objects.bulk_create(
                LadderStep(limit=limit, **step.__dict__) for step in LADDERS[row.code]
            )
    calendar.seed()
