"""关爱联系圈 and 支持计划 of one child: named adults, what was agreed, visits, goals, steps and reviews.

Names stand among the people of the matter. Words about the child stand in rows that nobody reads without leave.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from cases.casefile.models import Case, OfCase
from cases.circle.lists import (
    SEATS,
    ChildVoice,
    CircleEnd,
    CircleState,
    ContactKind,
    ContactOutcome,
    MemberRole,
    PlanEnd,
    PlanGround,
    PlanState,
    SchoolPart,
    Seat,
    Situation,
    StepEnd,
)
from cases.minors.models import Guardian, Minor
from cases.people.models import Person
from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope

OPEN_PLAN = (PlanState.DRAFTED, PlanState.RUNNING)


class OfMatterQuerySet(models.QuerySet[Any]):
    """Questions about many rows of matters."""

    def visible_to(self, scope: Scope) -> "OfMatterQuerySet":
        """Those of matters she may open; row security says the same."""
        cases = Case.objects.openable_by(scope).visible_to(scope)
        return self.filter(case_id__in=cases.values("pk"))

    def standing(self) -> "OfMatterQuerySet":
        """Not ended."""
        return self.filter(ended_at=None)


class ComingOfAge(OfCase):
    """The first day on which the child is an adult, for what ends by itself; nobody reads it without leave."""

    minor = models.OneToOneField(Minor, models.PROTECT, related_name="+")
    comes_on = models.DateField()


class MinorContactCircle(OfCase):
    """关爱联系圈 (item 107): who agreed for the child, and when she was last met. There is no field for what she thinks."""

    WRITTEN = (
        *("state", "guardian", "manner", "consented_on", "child_voice", "last_contact_on"),
        *("last_parent_contact", "ended_for", "ended_at"),
    )

    minor = models.ForeignKey(Minor, models.PROTECT, related_name="circles")
    guardian = models.ForeignKey(Guardian, models.PROTECT, related_name="+")
    situation = models.CharField(max_length=12, choices=Situation.choices)
    state = models.CharField(max_length=12, choices=CircleState.choices, default=CircleState.STANDING)
    manner = models.CharField(max_length=12, choices=ConsentManner.choices)
    consented_on = models.DateField()
    child_voice = models.CharField(max_length=12, choices=ChildVoice.choices)
    last_contact_on = models.DateField(null=True)
    last_parent_contact = models.DateField(null=True)
    ended_for = models.CharField(max_length=12, choices=CircleEnd.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """One that stands for each child; an end has its reason."""

        constraints = [
            models.UniqueConstraint("minor", condition=Q(state="standing"), name="circle_one_of_a_child"),
            models.CheckConstraint(
                condition=Q(state="standing", ended_at=None, ended_for="")
                | (Q(state="ended", ended_at__isnull=False) & ~Q(ended_for="")),
                name="circle_ended_for",
            ),
        ]


class CircleMember(OfCase):
    """One adult of the circle: role, on what it rests, her own consent. Name and phone stand among the people."""

    WRITTEN = ("checked_on", "ended_at")

    circle = models.ForeignKey(MinorContactCircle, models.PROTECT, related_name="members")
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=MemberRole.choices)
    agreed_on = models.DateField()
    entrusted_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """A volunteer was checked; a carer has the parents' paper."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(role="caring") | Q(checked_on__isnull=False))
                & (~Q(role="carer") | Q(entrusted_on__isnull=False)),
                name="circle_member_basis",
            )
        ]

    @property
    def seat(self) -> Seat:
        """On what her role rests."""
        return SEATS[self.role]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.agreed_on:%Y-%m-%d}"


class CircleContact(OfCase):
    """One visit or call: by whom (nobody named: the guardian herself told us), how, what came of it."""

    SEALED = ("note",)

    circle = models.ForeignKey(MinorContactCircle, models.PROTECT, related_name="contacts")
    member = models.ForeignKey(CircleMember, models.PROTECT, null=True, related_name="contacts")
    kind = models.CharField(max_length=12, choices=ContactKind.choices)
    held_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=ContactOutcome.choices)
    was_alone = models.BooleanField(default=False)
    note = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """The latest first."""

        ordering = ["-held_on", "-id"]


class MinorSupportPlan(OfCase):
    """支持计划 (item 108) with guardian and school. What it says of the child stands in its goals, steps and reviews."""

    WRITTEN = (
        *("state", "guardian", "manner", "consented_on", "child_voice", "school", "agreed_on", "ends_by"),
        *("reviewed_on", "ended_for", "ended_at"),
    )

    minor = models.ForeignKey(Minor, models.PROTECT, related_name="plans")
    ground = models.CharField(max_length=12, choices=PlanGround.choices)
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFTED)
    guardian = models.ForeignKey(Guardian, models.PROTECT, null=True, related_name="+")
    manner = models.CharField(max_length=12, choices=ConsentManner.choices, blank=True)
    consented_on = models.DateField(null=True)
    child_voice = models.CharField(max_length=12, choices=ChildVoice.choices, blank=True)
    school = models.CharField(max_length=16, choices=SchoolPart.choices, blank=True)
    agreed_on = models.DateField(null=True)
    ends_by = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=16, choices=PlanEnd.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """One open plan for each child; it runs with a guardian's consent, a last day and the child's own word."""

        constraints = [
            models.UniqueConstraint(
                "minor", condition=Q(state__in=("drafted", "running")), name="plan_one_of_a_child"
            ),
            models.CheckConstraint(
                condition=~Q(state="running")
                | (
                    Q(guardian__isnull=False, consented_on__isnull=False, ends_by__isnull=False)
                    & ~Q(manner="")
                    & ~Q(child_voice="")
                    & ~Q(school="")
                ),
                name="plan_agreed",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_for="")
                | (~Q(state="ended") & Q(ended_at=None, ended_for="")),
                name="plan_ended_for",
            ),
        ]


class PlanGoal(OfCase):
    """What shall be better for the child, in words that help her."""

    SEALED = ("goal",)

    plan = models.ForeignKey(MinorSupportPlan, models.PROTECT, related_name="goals")
    goal = models.BinaryField(null=True)
    met_on = models.DateField(null=True)

    class Meta(OfCase.Meta):
        """In the order in which they were set."""

        ordering = ["id"]


class PlanStep(OfCase):
    """One offer: what, who sees to it (nobody of the circle named: the owner of the matter), until when."""

    SEALED = ("what",)

    plan = models.ForeignKey(MinorSupportPlan, models.PROTECT, related_name="steps")
    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="steps")
    member = models.ForeignKey(CircleMember, models.PROTECT, null=True, related_name="+")
    what = models.BinaryField(null=True)
    due_on = models.DateField()
    became = models.CharField(max_length=12, choices=StepEnd.choices, blank=True)
    ended_on = models.DateField(null=True)

    class Meta(OfCase.Meta):
        """The nearest first."""

        ordering = ["due_on", "id"]

    def is_open(self) -> bool:
        """Nothing has become of it yet."""
        return self.ended_on is None

    def is_late(self, on: date) -> bool:
        """Its day has passed."""
        return self.is_open() and self.due_on < on


class PlanReview(OfCase):
    """One look at the plan with guardian, child and school: what each said, what was found."""

    SEALED = ("guardian_said", "child_said", "school_said", "found")

    plan = models.ForeignKey(MinorSupportPlan, models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    guardian_said = models.BinaryField(null=True)
    child_said = models.BinaryField(null=True)
    school_said = models.BinaryField(null=True)
    found = models.BinaryField(null=True)


__all__ = [
    "OPEN_PLAN",
    "CircleContact",
    "CircleMember",
    "ComingOfAge",
    "MinorContactCircle",
    "MinorSupportPlan",
    "OfMatterQuerySet",
    "PlanGoal",
    "PlanReview",
    "PlanStep",
]
