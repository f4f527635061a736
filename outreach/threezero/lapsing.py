"""A designation that nobody renewed ends with its last day. Runs as the worker."""

from datetime import datetime

from django.db import transaction

from network.deadlines import clocks
from outreach.threezero.frame import SUBJECT, log
from outreach.threezero.models import ThreeZeroAssessment
from outreach.threezero.states import ASSESSMENT, STANDING
from sisterhood.lib import clock


@transaction.atomic
def lapse_villages(*, at: datetime) -> dict[str, int]:
    """What the job did; running it twice changes nothing the second time."""
    rows = ThreeZeroAssessment.objects.select_for_update(of=("self",), skip_locked=True)
    over = rows.filter(state__in=STANDING, valid_until__lt=clock.local_date(at)).order_by("pk")
    lapsed = [lapse_village(row, at) for row in over]
    return {"lapsed": len(lapsed)}


@transaction.atomic
def lapse_village(row: ThreeZeroAssessment, at: datetime) -> None:
    """Nothing is owed for it any more; the village may take part again another year."""
    row.state = ASSESSMENT.next(row.state, "lapse_village")
    row.save(update_fields=["state"])
    clocks.cancel_running((SUBJECT, row.pk), by=None, at=at)
    log(row, "lapse_village", by=None, at=at)
