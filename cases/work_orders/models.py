"""A work order of a hotline: known again by a keyed hash, so that its number stands nowhere but in the sealed story."""

import hmac

from django.conf import settings
from django.db import models

from sisterhood.lib.identifiers import uuid7


class Source(models.TextChoices):
    """Where work orders come from; names of lines, the same in every language."""

    WOMEN = "12338", "12338"
    GOVERNMENT = "12345", "12345"


class WorkOrder(models.Model):
    """`mark`: source and number of the work order; `print`: all that was sent. Both are emptied with the matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    mark = models.BinaryField(max_length=32, null=True, unique=True)
    print = models.BinaryField(max_length=32, null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ["-entered_at", "-id"]


def mark_of(source: str, reference: str, county: int) -> bytes:
    """Equal for the same work order of the same line at the same county: no county can block the order of another."""
    return _draw(f"work order 1|{source}|{county}|{reference}")


def print_of(text: str) -> bytes:
    """Equal for the same words."""
    return _draw(f"work order words 1|{text}")


def _draw(text: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256")
