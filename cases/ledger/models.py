"""A filter of the ledger that somebody keeps under a name of her own."""

from django.conf import settings
from django.db import models

from sisterhood.lib.identifiers import uuid7


class SavedView(models.Model):
    """Hers alone. The name is what she typed, so it is sealed under a key of the row's own; `query` holds ids and codes."""

    SEALED = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.BinaryField()
    wrapped = models.BinaryField()
    query = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        """Oldest first, as she put them."""

        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["user", "made_at"], name="saved_view_of")]
