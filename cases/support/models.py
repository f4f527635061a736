"""关爱服务: the switch of a county, concern notes, support files with their content apart, visits, objections, talks.

Of a note and of a file the card and its words are two tables: what goes dark are the words, for everybody.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.casefile.models import OfCase
from cases.support import queries as q
from cases.support.lists import (
    ConcernKind,
    ConcernSource,
    DarkFor,
    EducationState,
    FileState,
    LegalBasis,
    NoteState,
    ObjectionFinding,
    Partner,
    Purpose,
    ReviewOutcome,
    SafetyWay,
    VisitState,
    Way,
)
from cases.support.switches import Placed, SupportSwitch


def _person(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


class ConcernNote(Placed):
    """排查 as it may be done: one concern, with its source. Its writer reads it for the hours of the rule alone."""

    author = _person()
    entered_at = models.DateTimeField()
    author_until = models.DateTimeField()
    kind = models.CharField(max_length=24, choices=ConcernKind.choices)
    source = models.CharField(max_length=14, choices=ConcernSource.choices)
    seen_on = models.DateField()
    is_danger = models.BooleanField(default=False)
    told_family = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=NoteState.choices, default=NoteState.NOTED)
    aside = models.JSONField(default=list)
    reviewed_by = _person(null=True)
    reviewed_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = q.ConcernNoteQuerySet.as_manager()

    class Meta:
        """Oldest first; no source, no note; violence and children never become a file."""

        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=ConcernSource.values), name="concern_note_has_a_source"
            ),
            models.CheckConstraint(
                condition=~Q(state="opened") | Q(kind="family_support_need"), name="concern_note_own_way"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="concern_note_waits")]


class ConcernWords(models.Model):
    """What a note says, under a key of its own; gone from every view with the note's end, deleted later."""

    SEALED = ("family", "what", "why_not_told", "note")

    of_note = models.OneToOneField(ConcernNote, models.CASCADE, primary_key=True, related_name="words")
    wrapped = models.BinaryField()
    family = models.BinaryField(null=True)
    what = models.BinaryField(null=True)
    why_not_told = models.BinaryField(null=True)
    note = models.BinaryField(null=True)


class FamilySupportFile(Placed):
    """家庭关爱档案: one purpose, one basis, two signatures, a review in time, a last day. A card without a word."""

    number = models.PositiveIntegerField()
    of_note = models.ForeignKey(ConcernNote, models.PROTECT, related_name="files")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    basis = models.CharField(max_length=22, choices=LegalBasis.choices)
    source = models.CharField(max_length=14, choices=ConcernSource.choices)
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.PROPOSED)
    worker = _person()
    opened_by = _person()
    opened_at = models.DateTimeField()
    signed_by = _person(null=True)
    signed_at = models.DateTimeField(null=True)
    approved_by = _person(null=True)
    approved_at = models.DateTimeField(null=True)
    notice_on = models.DateField(null=True)
    review_on = models.DateField()
    dark_at = models.DateTimeField()
    ends_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=ReviewOutcome.choices, blank=True)
    longer_until = models.DateField(null=True)
    longer_by = _person(null=True)
    longer_granted = models.BooleanField(null=True)
    longer_decided_by = _person(null=True)
    dark_for = models.CharField(max_length=10, choices=DarkFor.choices, blank=True)
    restricted_at = models.DateTimeField(null=True)
    destruction_by = _person(null=True)
    destroyed_by = _person(null=True)
    destroyed_at = models.DateTimeField(null=True)

    objects = q.SupportFileQuerySet.as_manager()

    class Meta:
        """By number. Without the privacy officer's and the leader's name, which are three people, no file is open."""

        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("active", "reviewed", "paused"))
                | Q(signed_by__isnull=False, approved_by__isnull=False),
                name="support_file_signed_off",
            ),
            models.CheckConstraint(
                condition=(Q(signed_by=None) | ~Q(signed_by=F("opened_by")))
                & (Q(approved_by=None) | ~Q(approved_by=F("opened_by")))
                & (Q(approved_by=None) | ~Q(approved_by=F("signed_by"))),
                name="support_file_three_people",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_by=None) | ~Q(destroyed_by=F("destruction_by")),
                name="support_file_destroyed_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state="restricted") | (Q(restricted_at__isnull=False) & ~Q(dark_for="")),
                name="support_file_dark_for",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "state"], name="support_file_worker"),
            models.Index(fields=["dark_at"], name="support_file_dark"),
        ]

    @property
    def owner_id(self) -> int | None:
        """The named worker."""
        return self.worker_id


class FileWords(models.Model):
    """What a file says. While it is dark nobody reads this row, whatever her post."""

    SEALED = ("family", "evidence", "lighter", "delay", "review", "own_view", "longer", "correction")

    of_file = models.OneToOneField(FamilySupportFile, models.CASCADE, primary_key=True, related_name="words")
    wrapped = models.BinaryField()
    family = models.BinaryField(null=True)
    evidence = models.BinaryField(null=True)
    lighter = models.BinaryField(null=True)
    delay = models.BinaryField(null=True)
    review = models.BinaryField(null=True)
    own_view = models.BinaryField(null=True)
    longer = models.BinaryField(null=True)
    correction = models.BinaryField(null=True)


class OutreachVisit(Placed):
    """走访: a visit by two with what is offered. It says which family by its number, never why; no mark of any kind."""

    SEALED = ("family", "companion")

    file = models.ForeignKey(FamilySupportFile, models.PROTECT, null=True, related_name="visits")
    asked_by = _person()
    entered_at = models.DateTimeField()
    author_until = models.DateTimeField()
    doer = _person()
    number = models.PositiveIntegerField(null=True)
    is_dark = models.BooleanField(default=False)
    offers = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.ASKED)
    visited_on = models.DateField(null=True)
    consented = models.BooleanField(default=False)
    wanted = models.JSONField(default=list)
    comes_again = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField(null=True)
    family = models.BinaryField(null=True)
    companion = models.BinaryField(null=True)

    objects = q.OutreachVisitQuerySet.as_manager()

    class Meta:
        """Oldest first; nobody is visited without the consent at the door."""

        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="visited") | Q(consented=True, visited_on__isnull=False),
                name="outreach_visit_consented",
            )
        ]
        indexes = [models.Index(fields=["doer", "state"], name="outreach_visit_doer")]

    @property
    def owner_id(self) -> int | None:
        """Who makes the visit."""
        return self.doer_id


class SupportObjection(Placed):
    """What a family says against its file: the privacy officer reads and answers it, nobody else."""

    SEALED = ("asked", "answer")

    file = models.ForeignKey(FamilySupportFile, models.PROTECT, related_name="objections")
    entered_by = _person()
    entered_at = models.DateTimeField()
    received_on = models.DateField()
    wrapped = models.BinaryField()
    asked = models.BinaryField(null=True)
    answer = models.BinaryField(null=True)
    finding = models.CharField(max_length=10, choices=ObjectionFinding.choices, blank=True)
    court_told = models.BooleanField(default=False)
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; refused only with the way to the court told."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(finding="refused") | Q(court_told=True), name="support_objection_court_told"
            ),
            models.UniqueConstraint("file", condition=Q(decided_at=None), name="support_objection_one"),
        ]


class EducationSession(OfCase):
    """法治教育 of whoever used violence (反家庭暴力法 art. 22), on her sealed matter; held after her safety was checked."""

    SEALED = ("content", "check_note", "why")

    state = models.CharField(max_length=10, choices=EducationState.choices, default=EducationState.PLANNED)
    partner = models.CharField(max_length=8, choices=Partner.choices)
    planned_on = models.DateField()
    checked_by = _person(null=True)
    checked_on = models.DateField(null=True)
    checked_how = models.CharField(max_length=10, choices=SafetyWay.choices, blank=True)
    check_note = models.BinaryField(null=True)
    held_on = models.DateField(null=True)
    content = models.BinaryField(null=True)
    why = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = q.EducationSessionQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """One at a time; no talk before the check, nor long after it."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("checked", "held"))
                | (Q(checked_by__isnull=False, checked_on__isnull=False) & ~Q(checked_how="")),
                name="education_after_the_check",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__gte=F("checked_on")), name="education_held_after"
            ),
            models.UniqueConstraint(
                "case", condition=Q(state__in=("planned", "checked")), name="education_one_at_a_time"
            ),
        ]


__all__ = [
    "ConcernNote",
    "ConcernWords",
    "EducationSession",
    "FamilySupportFile",
    "FileWords",
    "OutreachVisit",
    "SupportObjection",
    "SupportSwitch",
]
