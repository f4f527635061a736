"""What the public page of a federation says of its leader's reception days (信访工作条例 art. 18(1))."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from network.duty.models import ReceptionDay
from network.sites import notices
from network.units.models import Unit
from sisterhood.lib import clock


def coming(unit: Unit, on: date) -> Iterator[notices.Notice]:
    """The published days from a day on, soonest first: hours and the leader's name, nothing else."""
    for row in ReceptionDay.objects.public(unit, clock.start_of_day(on)):
        line = _("%(opens)s to %(closes)s, %(leader)s") % {
            "opens": f"{row['opens']:%H:%M}",
            "closes": f"{row['closes']:%H:%M}",
            "leader": row["leader_name"],
        }
        yield notices.Notice(row["day"], line, row["place"])


def enrol() -> None:
    """Called once when the app is ready."""
    notices.register(notices.Board(_("Days on which the leader receives visitors"), coming))
