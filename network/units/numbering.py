"""Codes of hamlets: the 12 digits of the village and a serial of three, never given twice."""

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.units.models import Level, Unit

LAST_SERIAL = 999


def next_hamlet_code(village: Unit) -> str:
    """The next free code under a village, whose row the caller has locked.

    Closed hamlets keep theirs, and so do those that moved away. Raises Refusal after 999.
    """
    last = (
        Unit.objects.filter(level=Level.HAMLET, code__gt=f"{village.code}000", code__lte=f"{village.code}999")
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    serial = int(last[-3:]) + 1 if last else 1
    if serial > LAST_SERIAL:
        raise Refusal("serials", _("This village has used all 999 hamlet numbers."))
    return f"{village.code}{serial:03d}"
