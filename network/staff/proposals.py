"""What one person proposes and another decides: the columns, and the decision that nobody makes about her own."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib.identifiers import uuid7


class Proposed(models.Model):
    """Who proposed, who decided; `granted` stays empty until then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        """Columns for a table of its own."""

        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.granted is None

    def settle(self, *, by: User, at: datetime, grant: bool) -> None:
        """Write the decision. Raises Refusal when it stands already, and for one's own, which can only be dropped."""
        if not self.is_open:
            raise Refusal("decided", _("This has been decided already."))
        if grant and by.pk == self.proposed_by_id:
            raise Refusal("own", _("A second person decides; nobody approves her own proposal."))
        self.granted, self.decided_by, self.decided_at = grant, by, at
        self.save(update_fields=["granted", "decided_by", "decided_at"])
