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
