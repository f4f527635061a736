"""What a step of a return asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.statistics.lists import SentBack
from sisterhood.lib.states import IllegalTransition


class NoForm(forms.Form):
    """A question, answered by the button."""


class LockForm(forms.Form):
    """Why figures of earlier periods have changed, where they have."""

    note = forms.CharField(
        label=_("Why figures of earlier periods have changed"),
        help_text=_("Only where there are adjustments. No name, no number of anybody."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SendBackForm(forms.Form):
    """A coded reason, and what has to be corrected."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=SentBack.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    words = forms.CharField(
        label=_("What has to be corrected"),
        help_text=_("Which table and line; no name, no number of anybody."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what has to be corrected.")},
    )


def say(form: forms.Form, refusal: Any) -> None:
    """At its field, where it has one; else above the form."""
    code = None if isinstance(refusal, IllegalTransition) else refusal.code
    form.add_error(code if code in form.fields else None, str(refusal))
