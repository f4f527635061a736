"""Papers, rules in their versions, and proposals that several matters led to."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.documents.kinds import KIND_CHOICES, KINDS, Kind
from cases.vocabulary.papers import Adoption, Delivery, PaperState, ProposalState
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

LIVE = (PaperState.DRAFT, PaperState.APPROVED, PaperState.ISSUED, PaperState.DELIVERED)
UNISSUED = (PaperState.DRAFT, PaperState.APPROVED)


class Document(models.Model):
    """A paper of a case, drawn up from one act. Its words have a key of their own, which the database destroys
    together with the key of the case; once issued they are frozen, by trigger too.

    `unit` issues it; `source_id` is the event or row it speaks about. `sha256` is of the canonical text.
    """

    SEALED = ("content", "revoke_note")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=KIND_CHOICES)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    source_id = models.UUIDField()
    source_on = models.DateField()
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    number = models.CharField(max_length=40, blank=True)
    wrapped = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    delivered_on = models.DateField(null=True)
    delivered_how = models.CharField(max_length=20, choices=Delivery.choices, blank=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoke_note = models.BinaryField(null=True)
    valid_days = models.PositiveSmallIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        """One live paper of a kind for each act; a number once; nothing issued without its number and digest; a dropped draft has neither."""

        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "case", "kind", "source_id", condition=Q(state__in=LIVE), name="paper_once_for_each_act"
            ),
            models.UniqueConstraint("unit", "number", condition=~Q(number=""), name="paper_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=UNISSUED)
                | Q(state=PaperState.REVOKED, number="", issued_at=None)
                | (
                    ~Q(number="")
                    & Q(sha256__isnull=False, code_hash__isnull=False, issued_at__isnull=False)
                    & Q(approved_at__isnull=False)
                ),
                name="paper_issued_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.DELIVERED) | Q(delivered_on__isnull=False),
                name="paper_delivered_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-drafted_at"], name="paper_case"),
            models.Index(fields=["unit", "-drafted_at"], name="paper_unit"),
        ]

    @property
    def row(self) -> Kind:
        """Its row of the table of kinds."""
        return KINDS[self.kind]

    @property
    def is_frozen(self) -> bool:
        """Whether nobody changes its words any more."""
        return self.state not in UNISSUED

    @property
    def valid_until(self) -> date | None:
        """Its last day, for a kind that ends by itself; the day of issue does not count."""
        if self.valid_days is None or self.issued_at is None:
            return None
        return clock.local_date(self.issued_at) + timedelta(days=self.valid_days)

    def has_lapsed(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.valid_until is not None and on > self.valid_until

    @property
    def is_valid(self) -> bool:
        """Issued and neither revoked nor replaced."""
        return self.state in (PaperState.ISSUED, PaperState.DELIVERED)


class ProcedureDocument(models.Model):
    """建章立制 (item 20): the text of a rule in one version; a new version is a new row, none is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("title of the rule"), max_length=80)
    version = models.CharField(_("version of the rule"), max_length=20)
    in_force_from = models.DateField(_("rule in force from"))
    text = models.TextField(_("text of the rule"), blank=True)
    file = models.BinaryField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """One version of a title begins on a day; text or a file, or both."""

        ordering = ["title", "-in_force_from"]
        constraints = [
            models.UniqueConstraint("title", "in_force_from", name="rule_one_version_a_day"),
            models.CheckConstraint(condition=~Q(text="") | Q(file__isnull=False), name="rule_says_something"),
        ]


class SystemicIssue(models.Model):
    """A pattern seen in several matters, and what a department is asked to change. Its texts carry no name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    department = models.CharField(max_length=80)
    pattern = models.TextField()
    proposal = models.TextField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFTED)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    number = models.CharField(max_length=40, blank=True)
    content = models.TextField(blank=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    replied_on = models.DateField(null=True)
    reply = models.TextField(blank=True)
    adoption = models.CharField(max_length=12, choices=Adoption.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; nothing sent without its number and digest."""

        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFTED)
                | (~Q(number="") & Q(sha256__isnull=False, code_hash__isnull=False)),
                name="proposal_sent_whole",
            )
        ]
        indexes = [models.Index(fields=["unit", "-drafted_at"], name="proposal_unit")]


class IssueCase(models.Model):
    """One matter that showed the pattern; seen by whoever may open the matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issue = models.ForeignKey(SystemicIssue, models.PROTECT, related_name="matters")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        """Once for each matter."""

        constraints = [models.UniqueConstraint("issue", "case", name="issue_case_once")]
