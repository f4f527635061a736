"""What is counted for each month, in words. A table.

Flows count what happened in the month, at the unit where it happened; stands count what was so at its end (this month:
last night), by the tree of that moment.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """Codes of the rows of `cases_stat`; the database writes the same words."""

    OPENED = "opened", _("Matters received")
    CLOSED = "closed", _("Matters closed")
    IN_TIME = "in_time", _("closed in time")
    GREEN = "green", _("introductions by the green channel")
    ROUNDS = "rounds", _("rounds of visits made")
    OPEN = "open", _("open at the end of the month")
    LATE = "late", _("late at the end of the month")


FLOWS = (Measure.OPENED, Measure.CLOSED, Measure.IN_TIME, Measure.GREEN, Measure.ROUNDS)
STANDS = (Measure.OPEN, Measure.LATE)
# The answers that are owed in a period: a matter is closed in time when none of these was given late.
ANSWERS = ("petition.handling", "petition.suggestion", "petition.review", "petition.reexamination")


@dataclass(frozen=True)
class Definition:
    """How one figure of the page is counted, in one sentence that stands below it."""

    name: object
    says: object


DEFINITIONS = (
    Definition(
        _("Matters received"), _("Matters registered in the month, at the unit that registered them.")
    ),
    Definition(
        _("Closed in time"),
        _(
            "Matters closed in the month with every answer inside its period, of all that were closed or late and"
            " still open at its end."
        ),
    ),
    Definition(_("Late and open"), _("Open matters of which the nearest due moment has passed.")),
    Definition(_("Green channel"), _("Letters of introduction issued for urgent help.")),
    Definition(_("Rounds made"), _("Rounds of visits that were ended; never whose door.")),
)
