"""Forms of circles and plans. Each knows its matter and its row, and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.fields import SHORT, chosen, day, text
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.circle import people
from cases.circle.lists import (
    CIRCLE_ENDS,
    PLAN_ENDS,
    ChildVoice,
    ContactKind,
    ContactOutcome,
    MemberRole,
    PlanEnd,
    PlanGround,
    PlanState,
    SchoolPart,
    Situation,
    StepEnd,
)
from cases.circle.models import CircleMember, PlanGoal
from cases.coordination.forms import MatterForm
from cases.minors.models import Guardian, Minor
from cases.vocabulary.petitions import ConsentManner
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows

LINE = forms.TextInput()


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def _which_child(form: forms.Form, case: Case) -> None:
    """Asked only where the matter is about several."""
    rows = Minor.objects.filter(case=case)
    if rows.count() > 1:
        offer_rows(form, "child", rows)
    else:
        del form.fields["child"]


class GuardianChoice(forms.ModelChoiceField):
    """A guardian by what she or he is to the child; names open by leave alone."""

    def label_from_instance(self, obj: Any) -> str:
        """Relation, and the day on which she was named."""
        return f"{obj.get_relation_display()} {obj.entered_at:%Y-%m-%d}"


class AgreedForm(MatterForm):
    """Who agreed for the child, how, when, and what the child said."""

    guardian = GuardianChoice(
        Guardian.objects.none(),
        label=_("Which guardian agreed"),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("Only guardians who may safely be told stand here, and never one who is accused."),
        error_messages={
            "required": _("Nothing begins without a guardian's consent. Name one who may be told."),
            "invalid_choice": _(
                "This guardian may not be asked: accused in the matter, or not safe to reach."
            ),
        },
    )
    manner = chosen(_("How the guardian agreed"), ConsentManner.choices, _("Choose how the guardian agreed."))
    consented_on = day(_("Agreed on"), initial=clock.today)
    child_voice = one_of(
        _("What the child said"),
        ChildVoice.choices,
        help_text=_("A child of eight or more is asked. Where she says no, nothing is opened."),
        error_messages={"required": _("Write what the child said.")},
    )

    def fit(self, case: Case, row: Any) -> None:
        """Guardians who may agree; of the one child where that is known."""
        minor = getattr(row, "minor", None)
        offer_rows(self, "guardian", people.who_may_agree(case, minor))


class OpenForm(AgreedForm):
    """Why adults keep in touch with the child, and who agreed."""

    child = forms.ModelChoiceField(Minor.objects.none(), label=_("Which child"), widget=forms.RadioSelect)
    situation = one_of(_("Why adults keep in touch with her"), Situation.choices)
    field_order = ("child", "situation", "guardian", "manner", "consented_on", "child_voice")

    def fit(self, case: Case, row: Any) -> None:
        """The children of this matter, and their guardians."""
        super().fit(case, row)
        _which_child(self, case)


class MemberForm(MatterForm):
    """Who stands in the circle."""

    role = one_of(_("What she or he is to the child"), MemberRole.choices)
    name = text(_("Name"), widget=LINE, length=60)
    phone = text(_("Phone"), widget=LINE, length=30, required=False)
    agreed_on = day(_("She or he agreed on"), initial=clock.today)
    entrusted_on = day(
        _("Carer: day of the parents' paper"),
        required=False,
        help_text=_("The parents entrust the child in writing, and tell school and village."),
    )
    checked_on = day(
        _("Volunteer: records looked up on"),
        required=False,
        help_text=_("Nobody meets a child as a volunteer before; it is done again every year."),
    )


class CheckForm(MatterForm):
    """When records were looked up again."""

    checked_on = day(_("Records looked up on"), initial=clock.today)


class NoteForm(MatterForm):
    """A sentence."""

    note = text(_("In words"), widget=SHORT, length=500)


class ContactForm(MatterForm):
    """A visit or call. There is no field for what the child thinks."""

    kind = one_of(_("How the child was met"), ContactKind.choices)
    member = forms.ModelChoiceField(
        CircleMember.objects.none(),
        label=_("Who of the circle"),
        widget=forms.RadioSelect,
        required=False,
        blank=True,
        empty_label=_("the guardian herself told us"),
    )
    held_on = day(_("On"), initial=clock.today)
    outcome = one_of(_("What came of it"), ContactOutcome.choices)
    parents_on = day(_("Parents away: they last spoke with the child on"), required=False)
    was_alone = forms.BooleanField(
        label=_("A child under eight was unattended, or one under sixteen lives alone"), required=False
    )
    note = text(
        _("What is needed, in a sentence"),
        widget=SHORT,
        length=500,
        required=False,
        help_text=_(
            "What was seen or said, and what helps. No judgement, and no question that does not help her."
        ),
    )

    def fit(self, case: Case, row: Any) -> None:
        """The adults of this circle."""
        offer_rows(self, "member", CircleMember.objects.standing().filter(circle=row))


class EndCircleForm(NoteForm):
    """Why it ends."""

    ended_for = one_of(_("Why it ends"), [(each.value, each.label) for each in CIRCLE_ENDS])
    field_order = ("ended_for", "note")


class DraftForm(MatterForm):
    """What the plan is for, and its first goal."""

    child = forms.ModelChoiceField(Minor.objects.none(), label=_("Which child"), widget=forms.RadioSelect)
    ground = one_of(_("What the plan is for"), PlanGround.choices)
    goal = text(
        _("First goal: what shall be better for the child"),
        widget=SHORT,
        length=500,
        help_text=_("In words the child could read. No label, no guess about the future."),
    )

    def fit(self, case: Case, row: Any) -> None:
        """The children of this matter."""
        _which_child(self, case)


class GoalForm(MatterForm):
    """One more goal."""

    goal = text(_("What shall be better for the child"), widget=SHORT, length=500)


class _ByWords:
    """Goals by their words; whoever sees this form has leave to read them."""

    def label_from_instance(self, obj: Any) -> str:
        """Its words."""
        told: dict[Any, str] = getattr(self, "words", {})
        return told.get(obj.pk, "")


class _Goal(_ByWords, forms.ModelChoiceField):
    """One goal."""


class _Goals(_ByWords, forms.ModelMultipleChoiceField):
    """Several goals."""


def _offer_goals(form: forms.Form, name: str, case: Case, plan: Any) -> bool:
    """Goals that are open, with their words; none without leave. Returns whether there is any."""
    shut = wards.is_shut(case)
    rows = PlanGoal.objects.none() if shut else PlanGoal.objects.filter(plan=plan, met_on=None)
    vault = None if shut else Vault.of(case)
    field: Any = form.fields[name]
    field.words = {row.pk: vault.open(row, "goal") for row in rows} if vault else {}
    offer_rows(form, name, rows)
    return bool(field.words)


class StepForm(MatterForm):
    """One step: an offer, somebody who sees to it, a day."""

    goal = _Goal(PlanGoal.objects.none(), label=_("Towards which goal"), widget=forms.RadioSelect)
    what = text(_("What is offered"), widget=SHORT, length=500)
    member = forms.ModelChoiceField(
        CircleMember.objects.none(),
        label=_("Who sees to it"),
        widget=forms.RadioSelect,
        required=False,
        blank=True,
        empty_label=_("the owner of the matter"),
    )
    due_on = day(_("Until"))

    def fit(self, case: Case, row: Any) -> None:
        """Goals that are open, and the adults around this child."""
        _offer_goals(self, "goal", case, row)
        around = CircleMember.objects.standing().filter(circle__minor_id=row.minor_id, circle__ended_at=None)
        offer_rows(self, "member", around)


class AgreePlanForm(AgreedForm):
    """Guardian, child and school agree."""

    school = one_of(_("The school"), SchoolPart.choices)


class FinishForm(MatterForm):
    """What became of a step."""

    became = one_of(_("What became of it"), StepEnd.choices)
    ended_on = day(_("On"), initial=clock.today)
    note = text(_("In words"), widget=SHORT, length=500, required=False)


class ReviewForm(MatterForm):
    """What each said, and what was found."""

    held_on = day(_("Reviewed on"), initial=clock.today)
    guardian_said = text(_("What the guardian says"), widget=SHORT, length=1000)
    child_said = text(_("What the child says, or how she was heard"), widget=SHORT, length=1000)
    school_said = text(_("What the school says"), widget=SHORT, length=1000, required=False)
    goals_met = _Goals(
        PlanGoal.objects.none(),
        label=_("Goals that are reached"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    found = text(_("What goes on and what changes"), widget=SHORT, length=1000)

    def fit(self, case: Case, row: Any) -> None:
        """Goals that are open; the school's word where it takes part."""
        if not _offer_goals(self, "goals_met", case, row):
            del self.fields["goals_met"]
        if row.school != SchoolPart.TAKES_PART:
            del self.fields["school_said"]


class EndPlanForm(NoteForm):
    """Why it ends, with the family's own view."""

    ended_for = one_of(_("Why the plan ends"), [(each.value, each.label) for each in PLAN_ENDS])
    field_order = ("ended_for", "note")

    def fit(self, case: Case, row: Any) -> None:
        """A draft is given up; a plan that runs ends for another reason."""
        draft = row.state == PlanState.DRAFTED
        fits = [each for each in PLAN_ENDS if (each == PlanEnd.DROPPED) == draft]
        offer(self, "ended_for", [(each.value, each.label) for each in fits])
