"""Where a message about a shift leads."""

from network.duty.rota.models import DutyShift
from network.notifications import pages


def enrol() -> None:
    """Called once when the app is ready."""
    pages.register("shift", pages.Page("shift", pages.among(DutyShift.objects.visible_to)))
