"""The dossier every kind of work hangs on, who may see it, and what happened."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.casefile.file_kinds import Named
from cases.casefile.queries import CaseQuerySet
from cases.vocabulary.intake import Category, Channel
from cases.vocabulary.petitions import RelationKind, WaitsFor
from cases.vocabulary.reading import AccessReason, AccessSource, Phase, RecusalSource
from network.access.grants import UserObjectPermissionBase
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class Case(models.Model):
    """The card: number, unit, kind, stage, clock, owner; never a name, a title or a word of the story.

    `unit` owes the next step. The ancestor columns follow it by trigger; `next_due_at` follows the clocks.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=20, default="petition")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    province_id = models.IntegerField(null=True, editable=False)
    city_id = models.IntegerField(null=True, editable=False)
    county_id = models.IntegerField(null=True, editable=False)
    township_id = models.IntegerField(null=True, editable=False)
    village_id = models.IntegerField(null=True, editable=False)
    origin_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    category = models.CharField(max_length=30, choices=Category.choices, default=Category.GENERAL)
    is_sealed = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    phase = models.CharField(max_length=12, choices=Phase.choices, default=Phase.OPEN)
    stage = models.CharField(max_length=24)
    waits_for = models.CharField(
        max_length=8, choices=WaitsFor.choices, default=WaitsFor.OWNER, db_default=WaitsFor.OWNER
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registrar_left = models.BooleanField(default=False, db_default=False)
    taken_up_at = models.DateTimeField(null=True)
    received_on = models.DateField()
    opened_at = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        """Queue by due date for each ancestor column; archive by opening date."""

        permissions = [
            ("lend_card", "may see the card"),
            ("lend_case", "may open the case"),
            ("lend_names", "may reveal names"),
            ("lend_narrative", "may read the narrative"),
        ]
        default_permissions = ()
        indexes = [
            *(
                models.Index(
                    F(column),
                    F("next_due_at"),
                    F("id"),
                    name=f"case_open_{column[:-3]}",
                    condition=Q(closed_at=None),
                )
                for column in ("province_id", "city_id", "county_id", "township_id", "village_id", "unit_id")
            ),
            models.Index(F("next_due_at"), F("id"), name="case_open_all", condition=Q(closed_at=None)),
            models.Index(
                F("owner_id"), F("next_due_at"), F("id"), name="case_owner", condition=Q(closed_at=None)
            ),
            models.Index(
                F("unit_id"),
                F("next_due_at"),
                F("id"),
                name="case_decisions",
                condition=Q(closed_at=None, waits_for="leader"),
            ),
            *(
                models.Index(
                    F(column),
                    F("stage"),
                    F("next_due_at"),
                    F("id"),
                    name=f"case_stage_{column[:-3]}",
                    condition=Q(closed_at=None),
                )
                for column in ("city_id", "county_id", "township_id")
            ),
            *(
                models.Index(
                    F(column),
                    F("opened_at").desc(),
                    F("id").desc(),
                    name=f"case_new_{column[:-3]}",
                    condition=Q(closed_at=None),
                )
                for column in ("city_id", "county_id", "township_id")
            ),
            models.Index(F("owner_id"), F("opened_at").desc(), F("id").desc(), name="case_owner_new"),
            models.Index(
                F("registered_by_id"), F("opened_at").desc(), F("id").desc(), name="case_registered_by"
            ),
            *(
                models.Index(F(column), F("opened_at").desc(), F("id").desc(), name=f"case_all_{column[:-3]}")
                for column in ("city_id", "county_id", "township_id", "village_id", "unit_id")
            ),
        ]

    def is_reread_by(self, user_id: int) -> bool:
        """Whether she registered this ordinary matter and has not left the station where she did."""
        return self.registered_by_id == user_id and not self.is_sealed and not self.registrar_left

    def __str__(self) -> str:
        return self.number


class OfCase(models.Model):
    """One row of a matter, and who entered it when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        abstract = True
        ordering = ["-id"]


class CaseKey(models.Model):
    """The case's own data key, wrapped by the key file; destroying this row destroys the story."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="key")
    wrapped = models.BinaryField()


class Narrative(models.Model):
    """What she asks for and what happened, sealed; read by grant, never indexed."""

    SEALED = ("request", "facts", "prior_steps")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="narrative")
    request = models.BinaryField(null=True)
    facts = models.BinaryField(null=True)
    prior_steps = models.BinaryField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()


class Event(models.Model):
    """One line of the timeline; `note` is sealed. `occurred_at` may be moved, `recorded_at` may not."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=30)
    from_stage = models.CharField(max_length=24, blank=True)
    to_stage = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    note = models.BinaryField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        """Newest first within a case."""

        indexes = [models.Index(fields=["case", "-occurred_at", "-id"], name="event_case")]


class CaseAccess(UserObjectPermissionBase):
    """A loan: who may see which layer of one case, until when, from whom and why.

    Guardian's direct-foreign-key model; lists, gate and row security read this same row and test
    `until > now()`. Guardian's own `has_perm` ignores expiry and is never asked.
    """

    content_object = models.ForeignKey(Case, models.CASCADE, related_name="loans")
    until = models.DateTimeField()
    source = models.CharField(max_length=20, choices=AccessSource.choices)
    reason = models.CharField(max_length=200, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    opens = models.BooleanField(default=False)
    writes = models.BooleanField(default=False)
    next_due_at = models.DateTimeField(null=True)
    is_closed = models.BooleanField(default=False)

    class Meta(UserObjectPermissionBase.Meta):
        """The loan arm of every list is one index walk."""

        abstract = False
        indexes = [
            models.Index(
                F("user_id"),
                F("next_due_at"),
                F("content_object_id"),
                name="case_access_queue",
                condition=Q(is_closed=False),
            ),
            models.Index(fields=["content_object"], name="case_access_case"),
        ]


class Recusal(models.Model):
    """A conflict of interest: for this person the case does not exist."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=RecusalSource.choices)
    reason = models.BinaryField(null=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        """Once for each person."""

        constraints = [models.UniqueConstraint("case", "user", name="recusal_once")]


class AccessRequest(models.Model):
    """A superior's reasoned wish to open a sealed case; a second person decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="access_requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    @property
    def reason_label(self) -> object:
        """Why, in words."""
        return AccessReason(self.reason).label


class RelatedMatter(models.Model):
    """A later matter (`from_case`) and an earlier or main one; shown only to whoever may open both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    to_case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """Once of each kind, never with itself."""

        constraints = [
            models.UniqueConstraint("from_case", "to_case", "kind", name="related_once"),
            models.CheckConstraint(condition=~Q(from_case=F("to_case")), name="related_to_another"),
        ]


class NumberSeries(models.Model):
    """The last number given in a gapless series: `XF` by unit and year, or the neutral city-wide one."""

    key = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Attachment(Named, models.Model):
    """A sealed file of a case; shown only through the case page, named by us."""

    SEALED = ("title",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    title = models.BinaryField(null=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.BinaryField(max_length=32)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
