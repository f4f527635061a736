"""Why a phone is taken out of use. A table; chosen, so that nothing personal is typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WhyRevoked(models.TextChoices):
    """What became of the phone."""

    LOST = "lost", _("lost")
    STOLEN = "stolen", _("stolen")
    SOLD = "sold", _("sold or given away")
    BROKEN = "broken", _("broken")
    LEFT = "left", _("its person has left the network")


WIPED = (WhyRevoked.LOST, WhyRevoked.STOLEN)  # nobody's reports stay on it; else those of the others do
