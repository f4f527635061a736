"""A patrol that nobody ended closes by itself and says so; one that nobody began was not held. Runs as the worker.

No minutes are credited then: when they were back is not known until somebody else writes it down.
"""

from datetime import datetime, timedelta

from django.db import transaction

from network.deadlines import calculator
from network.notifications import outbox
from network.notifications.outbox import Post
from network.patrols.frame import SUBJECT
from network.patrols.models import Patrol, PatrolWalker
from network.patrols.states import PATROL
from network.patrols.verbs import CLOSE
from sisterhood.lib import clock


@transaction.atomic
def close_forgotten(*, at: datetime, limit: int = 500) -> dict[str, int]:
    """What the job found; running it twice changes nothing the second time."""
    grace = timedelta(minutes=calculator.length_of(CLOSE, on=clock.local_date(at)))
    rows = Patrol.objects.select_for_update(of=("self",), skip_locked=True)
    late = list(rows.filter(state__in=("planned", "under_way"), ends_at__lte=at - grace)[:limit])
    counts, told = {"unclosed": 0, "not_held": 0}, []
    for row in late:
        event = "close_patrol" if row.state == "under_way" else "miss_patrol"
        row.state, row.closed_at = PATROL.next(row.state, event), at
        row.save(update_fields=["state", "closed_at"])
        counts[row.state] += 1
        told += [
            Post("patrol_unclosed", user, f"{row.state}:{row.pk}:{user}", (SUBJECT, row.pk))
            for user in _who(row)
        ]
    outbox.post_many(told, at=at)
    return counts | {"told": len(told)}


def _who(row: Patrol) -> list[int]:
    """Whoever planned it and whoever walks it with an account."""
    walkers = PatrolWalker.objects.filter(patrol=row).exclude(volunteer__user=None)
    return sorted({row.planned_by_id, *walkers.values_list("volunteer__user_id", flat=True)})
