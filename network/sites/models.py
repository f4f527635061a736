"""服务窗口: where and when a federation receives, and its phone (信访工作条例 art. 18(1))."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from network.sites.hours import Hours
from network.units.models import Unit


class ServiceWindow(models.Model):
    """One for each unit of levels 1 to 3. `weekly` keeps {weekday 0–6: hours as written}; a day left out is closed.

    Everybody reads a published window, without an account; `note` is for colleagues and never shown outside.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="window")
    address = models.CharField(_("office address"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40)
    weekly = models.JSONField(default=dict)
    hours_note = models.CharField(_("about the hours"), max_length=200, blank=True)
    note = models.CharField(_("note for colleagues"), max_length=400, blank=True)
    published_since = models.DateField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        """Listed by unit."""

        verbose_name = _("service window")

    @property
    def week(self) -> list[tuple[object, str]]:
        """The open days in order: (its name, hours)."""
        return [(name, self.weekly[str(day)]) for day, name in WEEKDAYS.items() if self.weekly.get(str(day))]

    @staticmethod
    def written(days: dict[int, tuple[Hours, ...]]) -> dict[str, str]:
        """What `weekly` keeps of hours that were read."""
        return {str(day): "、".join(str(span) for span in spans) for day, spans in days.items() if spans}


class StrangerCount(models.Model):
    """One use of a public page, by keyed hash of an address, a number or a code; counts and is kept until `until`.

    Written and read by functions of the database alone: no login has a right to the table.
    """

    kind = models.CharField(max_length=10)
    mark = models.BinaryField(max_length=32)
    until = models.DateTimeField(db_default=Now())

    class Meta:
        """Counted by kind and mark, forgotten by age."""

        indexes = [
            models.Index(fields=["kind", "mark", "until"], name="stranger_count_mark"),
            models.Index(fields=["until"], name="stranger_count_age"),
        ]
