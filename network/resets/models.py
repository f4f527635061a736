"""A new password for a guarded account: one administrator asks, another agrees, the first shows it once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.staff.proposals import Proposed


class PasswordReset(Proposed):
    """One request. No password stands here: it is made when the asker fetches it, and counts from then on."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; one open request for a person."""

        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint("person", condition=Q(granted=None), name="password_reset_one_open")
        ]
