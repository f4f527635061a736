"""What a woman holds in her own hand: a code that opens the progress of her matter."""

from django.conf import settings
from django.db import models

from cases.casefile.models import Case
from cases.vocabulary.intake import CodeWay


class ReturnCode(models.Model):
    """One live code for each matter, kept as a keyed hash (32 bytes); a new one replaces it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="return_code")
    mark = models.BinaryField(max_length=32, unique=True)
    how = models.CharField(max_length=10, choices=CodeWay.choices)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
