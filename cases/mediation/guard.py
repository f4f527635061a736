"""The gate against mediating violence away (domain.md §6.2, §7.2). The database repeats it.

Nothing lifts danger, a protection order, a child or a crime. Violence, fear and control are lifted by one thing alone:
her own written request, granted by a leader after they were found.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.casefile import bars
from cases.casefile.models import Case
from cases.mediation.lists import Side
from cases.mediation.models import Mediation
from cases.mediation.screen import may_be_excepted
from network.access.gate import Refusal

NOT_SUITABLE = _(
    "Violence, fear or danger was found here: this matter is not mediated. Tell her the other ways."
)


def presumed(case: Case, on: date) -> list[str]:
    """What the matter itself says before anybody is asked; raises Refusal in danger."""
    bars.refuse_in_danger(case, on)
    return ["violence"] if bars.standing(case, on) else []


def is_excepted(row: Mediation) -> bool:
    """Whether what was found is of the kind she may ask for, and a leader has granted it."""
    return may_be_excepted(row.flags) and row.exception is not None and row.exception.granted is True


def refuse_unless_clear(row: Mediation, on: date) -> None:
    """Raises Refusal in danger, when something was found without an exception, and before both were heard alone."""
    found = presumed(row.case, on)
    if (row.flags or found) and not is_excepted(row):
        raise Refusal("unsuitable", NOT_SUITABLE)
    heard = set(row.screens.values_list("side", flat=True))
    if heard < set(Side.values):
        raise Refusal("screen", _("Hear each side alone first; neither knows what the other said."))


def must_sit_apart(row: Mediation) -> bool:
    """Separate rooms: after violence always, and unless each side alone has agreed to one room."""
    agreed = row.consents.filter(one_room=True, ended_at=None).count()
    return bool(row.flags) or agreed < len(Side)
