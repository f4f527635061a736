"""Sub-items of the seven classes of the statistics: the roots are fixed, what stands below them is kept by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from cases.vocabulary.intake import Category
from sisterhood.lib.identifiers import uuid7


class CategoryItemQuerySet(models.QuerySet["CategoryItem"]):
    """Which sub-items may be chosen."""

    def offered(self, on: date) -> "CategoryItemQuerySet":
        """Those that may be chosen on a day."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))


class CategoryItem(models.Model):
    """One wording of one sub-item, offered from `starts_on` until the day before `ends_on`.

    Root and code stay for the figures; another wording is another row, so that a matter keeps the words it was
    given. Nothing but `ends_on` is ever changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    root = models.CharField(max_length=24, choices=Category.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = CategoryItemQuerySet.as_manager()

    class Meta:
        """One open wording of a code, and no two open sub-items of a root with the same name."""

        ordering = ["position", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint("root", "code", condition=Q(ends_on=None), name="category_item_code"),
            models.UniqueConstraint("root", "name", condition=Q(ends_on=None), name="category_item_name"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="category_item_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def by_root(items: Iterable[CategoryItem]) -> list[tuple[Any, list[CategoryItem]]]:
    """The seven classes in their order, each with its sub-items."""
    rows = list(items)
    return [(root, [row for row in rows if row.root == root]) for root in Category]
