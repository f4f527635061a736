"""The five-level tree with validity dates.

`parent` is the truth; the ancestor columns are kept by a database trigger and never written here.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sisterhood.lib.initials import InitialsField


class Level(models.IntegerChoices):
    """Levels go down the tree: the level above is one less."""

    NATION = -1, _("Nation")
    PROVINCE = 0, _("Province")
    CITY = 1, _("City")
    COUNTY = 2, _("County")
    TOWNSHIP = 3, _("Township")
    VILLAGE = 4, _("Village")
    HAMLET = 5, _("Hamlet")


ANCESTOR_COLUMNS = {
    Level.PROVINCE: "province_id",
    Level.CITY: "city_id",
    Level.COUNTY: "county_id",
    Level.TOWNSHIP: "township_id",
    Level.VILLAGE: "village_id",
}


class HamletKind(models.TextChoices):
    """What a level-5 unit is on the ground."""

    NATURAL = "natural_hamlet", _("Natural hamlet")
    GROUP = "villager_group", _("Villager group")
    RESIDENTS = "resident_group", _("Resident group")
    GRID = "grid", _("Grid")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions about many units."""

    def current(self) -> "UnitQuerySet":
        """Units that have not been closed."""
        return self.filter(valid_to__isnull=True)

    def below(self, unit: "Unit") -> "UnitQuerySet":
        """The unit itself and everything under it, by one ancestor column."""
        if unit.level == Level.NATION:
            return self
        column = ANCESTOR_COLUMNS.get(Level(unit.level))
        return self.filter(**{column: unit.pk}) if column else self.filter(pk=unit.pk)


class Unit(models.Model):
    """One node of the network; `code` is for display and exchange, the key is a surrogate."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(_("code"), max_length=15)
    level = models.SmallIntegerField(_("level"), choices=Level.choices)
    official_name = models.CharField(_("official name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    initials = InitialsField(of="short_name")
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    is_quasi = models.BooleanField(
        _("without a federation of its own"),
        default=False,
        help_text=_("development zones, virtual communities"),
    )
    hamlet_kind = models.CharField(max_length=20, choices=HamletKind.choices, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    province_id = models.IntegerField(null=True, editable=False)
    city_id = models.IntegerField(null=True, editable=False)
    county_id = models.IntegerField(null=True, editable=False)
    township_id = models.IntegerField(null=True, editable=False)
    village_id = models.IntegerField(null=True, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        """Code and level name a current unit; real data repeats a code across levels."""

        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.UniqueConstraint(
                "code", "level", condition=Q(valid_to__isnull=True), name="unit_code_level"
            ),
            models.CheckConstraint(condition=Q(level__gte=-1, level__lte=5), name="unit_level_range"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="unit_validity"
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "code"], name="unit_parent"),
            models.Index(fields=["province_id"], name="unit_province"),
            models.Index(fields=["city_id"], name="unit_city"),
            models.Index(fields=["county_id"], name="unit_county"),
            models.Index(fields=["township_id"], name="unit_township"),
            models.Index(fields=["village_id"], name="unit_village"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def town_id(self) -> int:
        """The township it lies in or is; itself above one."""
        return self.township_id or self.pk

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the province down to the unit itself, missing levels left out."""
        columns = [self.province_id, self.city_id, self.county_id, self.township_id, self.village_id, self.pk]
        return list(dict.fromkeys(i for i in columns if i is not None))


class UnitMove(models.Model):
    """One audited move of a unit to another parent (as 公主岭 in 2020)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="moves")
    from_parent = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_parent = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    moved_by_id = models.BigIntegerField()
    moved_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        """Newest first."""

        ordering = ["-moved_at"]
