"""Admin pages of what left the house, and of the rules it follows."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network.notifications.kinds import DIGEST, kind_choices
from network.notifications.models import Delivery
from sisterhood.lib.keeping import ReadOnly
from sisterhood.lib.paging import GuessedCount


class DeliveryAdmin(ReadOnly):
    """What left the house and how it went: never for whom, never a word of it."""

    list_display = ("posted_at", "what", "channel", "urgent", "state", "attempts", "reason", "ended_at")
    list_filter = ("state", "channel", "urgent")
    fields = ("what", "channel", "urgent", "state", "attempts", "reason", "due_at", "posted_at", "ended_at")
    readonly_fields = fields
    paginator = GuessedCount
    _read = ("id", "kind", *fields[1:])

    def get_queryset(self, request: HttpRequest) -> Any:
        """The columns the web's login may read."""
        return super().get_queryset(request).only(*self._read)

    @admin.display(description=_("kind"))
    def what(self, obj: Delivery) -> str:
        """The digest, or the kind of the message."""
        return str(
            _("digest of the day") if obj.kind == DIGEST else dict(kind_choices()).get(obj.kind, obj.kind)
        )


class SettingAdmin(ReadOnly):
    """First values; they change on the policy page, from a day on, by two people."""

    list_display = ("name", "value", "source")
