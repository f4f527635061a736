"""What the audit administrator may look for."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class AuditFilterForm(forms.Form):
    """All fields may stay empty."""

    actor = forms.CharField(label=_("User name"), max_length=60, required=False)
    kind = forms.CharField(label=_("Kind of subject"), max_length=40, required=False)
    subject = forms.CharField(label=_("Number of the subject"), max_length=40, required=False)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-11-23.")},
    )

    def clean_day(self) -> date | None:
        """A day the log can know."""
        day = self.cleaned_data["day"]
        if day is not None and not 2000 <= day.year <= 2200:
            raise forms.ValidationError(_("Write the day as 2026-11-23."))
        return day


class CutForm(forms.Form):
    """What the proposer looked at."""

    note = forms.CharField(
        label=_("Note of the appraisal"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you looked at and why none of it has to be kept.")},
    )


class CutProofForm(forms.Form):
    """Her password once more."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        max_length=200,
        strip=False,
        error_messages={"required": _("Please enter your password.")},
    )
