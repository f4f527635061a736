"""What of an ordinary matter can be found by words; kept by triggers, read by functions of the database alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.casefile.models import Case
from network.units.models import Unit


class CaseText(models.Model):
    """One ordinary matter in words that come from coded lists and the tree, never from anybody's mouth (decision 185).

    `place` is what its card shows of where it is, `told` what whoever opens it is shown of class, way and route. `tokens`
    are pairs of signs, each behind the unit inside which it may be found, so that a question never meets a row
    outside its scope. A sealed, stored or destroyed matter has no row. The ancestor columns follow a move by themselves.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField(max_length=32)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    province_id = models.IntegerField(null=True, editable=False)
    city_id = models.IntegerField(null=True, editable=False)
    county_id = models.IntegerField(null=True, editable=False)
    township_id = models.IntegerField(null=True, editable=False)
    village_id = models.IntegerField(null=True, editable=False)
    opened_at = models.DateTimeField()
    place = models.TextField(default="")
    told = models.TextField(default="")
    tokens = ArrayField(models.TextField(), default=list)

    class Meta:
        """Found by tokens alone."""

        indexes = [GinIndex(fields=["tokens"], name="case_text_tokens")]
