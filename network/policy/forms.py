"""Forms of a change: what a limit is to say, what a rule is to say, a notice to be pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.deadlines.models import LadderStep
from network.deadlines.policy import StepRow
from network.policy.verbs import Wording

MOST = 3660


class ChangeForm(forms.Form):
    """From which day, why, on what ground."""

    from_day = forms.DateField(
        label=_("in force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=_("legal source"), max_length=120)
    reason = forms.CharField(label=_("reason"), max_length=200)


class LimitForm(ChangeForm):
    """The numbers of a limit; hours and minutes where it counts those."""

    length = forms.IntegerField(label=_("length"), min_value=1, max_value=MOST)
    remind_before = forms.IntegerField(label=_("remind before"), min_value=0, max_value=MOST)
    extension = forms.IntegerField(label=_("longest extension"), min_value=0, max_value=MOST)
    field_order = ("length", "remind_before", "extension", "from_day", "source", "reason")

    def wording(self, steps: tuple[StepRow, ...]) -> Wording:
        """What it is to say."""
        facts = self.cleaned_data
        return Wording(facts["length"], facts["remind_before"], facts["extension"], steps)


class RuleForm(ChangeForm):
    """The value of a rule of the house."""

    value = forms.CharField(label=_("value"), max_length=20)
    field_order = ("value", "from_day", "source", "reason")


def _choices(name: str) -> list[Any]:
    """As the model has them; an empty one, so that an untouched row stays empty."""
    field: Any = LadderStep._meta.get_field(name)
    return [("", "—"), *field.choices]


class StepForm(forms.Form):
    """One row of a ladder. An empty row is none."""

    step = forms.IntegerField(label=_("step"), min_value=0, max_value=99)
    after = forms.IntegerField(label=_("after the due moment"), min_value=-365, max_value=365)
    levels_up = forms.IntegerField(label=_("levels up"), min_value=0, max_value=9)
    recipient = forms.ChoiceField(label=_("recipient"), choices=_choices("recipient"))
    kind = forms.ChoiceField(label=_("kind"), choices=_choices("kind"))


class _Steps(forms.BaseFormSet):
    def rows(self) -> tuple[StepRow, ...]:
        """The ladder, in order."""
        kept = [
            form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data["DELETE"]
        ]
        rows = (StepRow(**{name: value for name, value in row.items() if name != "DELETE"}) for row in kept)
        return tuple(sorted(rows, key=lambda row: (row.step, row.levels_up, row.recipient)))


StepsForm = forms.formset_factory(StepForm, formset=_Steps, extra=1, can_delete=True, max_num=30)


class NoticeForm(forms.Form):
    """The days of a published year."""

    notice_no = forms.CharField(label=_("notice number"), max_length=60)
    text = forms.CharField(
        label=_("Days of the notice"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "First row: date,kind,name. Then one row for each day it names, such as 2027-01-01,holiday,元旦. Kinds: holiday, makeup_workday."
        ),
    )


def first_values(wording: Wording) -> dict[str, Any]:
    """What stands in the form before anybody types."""
    return {
        "length": wording.length,
        "remind_before": wording.remind_before,
        "extension": wording.extension,
    }
