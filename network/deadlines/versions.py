"""Later wordings of a limit, each in force from a day on; the limit's own row is the first."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.deadlines.models import Limit
from network.deadlines.terms import Terms
from network.staff.proposals import Proposed


class LimitVersionQuerySet(models.QuerySet["LimitVersion"]):
    """Questions about many versions; each takes the day."""

    def of(self, code: str, *, on: date) -> "LimitVersion | None":
        """The approved version of a limit in force on a day; None when it is still the first."""
        return self.filter(limit_id=code, granted=True, from_day__lte=on).order_by("-from_day").first()


class LimitVersion(Proposed):
    """A later wording of a limit, for clocks that start from a day on; the limit's own row is the first.

    It carries a whole ladder of its own. What the period is counted in never changes.
    """

    limit = models.ForeignKey(Limit, models.PROTECT, related_name="versions")
    from_day = models.DateField(_("in force from"))
    length = models.PositiveIntegerField(_("length"))
    remind_before = models.PositiveIntegerField(_("remind before"))
    extension = models.PositiveIntegerField(_("longest extension"), default=0)
    reason = models.CharField(_("reason"), max_length=200)
    source = models.CharField(_("legal source"), max_length=120)

    objects = LimitVersionQuerySet.as_manager()

    class Meta:
        """One approved version for each day of beginning."""

        ordering = ["-from_day", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                "limit", "from_day", condition=Q(granted=True), name="limit_version_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.limit_id} {self.from_day}"

    @property
    def name(self) -> str:
        """As the limit is called."""
        return self.limit.name

    @property
    def count_in(self) -> str:
        """As the limit counts."""
        return self.limit.count_in

    @property
    def may_pause(self) -> bool:
        """As the limit says."""
        return self.limit.may_pause


def in_force(limit: Limit | str, *, on: date) -> Terms:
    """What a limit says on a day. Raises Limit.DoesNotExist."""
    row = Limit.objects.get(pk=limit) if isinstance(limit, str) else limit
    version = LimitVersion.objects.of(row.pk, on=on)
    if version is None:
        return row
    version.limit = row
    return version
