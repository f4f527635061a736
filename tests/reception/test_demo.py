"""The demo's reception days are told by the verbs and can be counted by hand."""

from datetime import datetime

from cases.petitions.reception import figures
from cases.petitions.reception.models import ReceptionVisit
from network.duty.models import ReceptionDay
from sisterhood.demo import receptions
from sisterhood.lib import clock
from tests.house import acting


def test_one_day_was_held_and_one_is_published(fresh_house):
    now = datetime.now(clock.ZONE)
    held, coming = receptions.tell_all(now)
    with acting("gao") as (_gao, scope):
        rows = list(ReceptionVisit.objects.visible_to(scope).filter(day=held))
        assert sorted((row.number, row.state) for row in rows) == [
            *((n, "finished") for n in (1, 2, 3)),
            (5, "missed"),
        ]
        # three sat with her after 10, 13 and 16 minutes
        assert figures.by_leader(rows, scope) == [figures.Figures("高洁", 3, 3, 1, 0, 1, 13)]
        assert ReceptionDay.objects.public(coming.unit, now).count() == 1
    with acting("lin") as (_lin, scope):
        assert ReceptionVisit.objects.visible_to(scope).filter(day=coming, state="booked").count() == 3
