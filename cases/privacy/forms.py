"""Forms of the emergency reading and of its review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, text
from cases.privacy import breaking
from cases.vocabulary.reading import Emergency, Finding
from network.access.gate import Refusal
from sisterhood.lib import clock

LONGEST_PASSWORD = 200


class EmergencyForm(forms.Form):
    """Why it cannot wait, and her password once more."""

    category = forms.ChoiceField(
        label=_("Why can it not wait?"),
        choices=Emergency.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose why it cannot wait.")),
    )
    reason = text(
        _("What has happened, and what do you have to know?"),
        help_text=_("Sealed; whoever reviews your reading opens it."),
        length=2000,
    )
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("Please enter your password.")},
    )

    def clean_reason(self) -> str:
        """Long enough to be reviewed."""
        reason: str = self.cleaned_data["reason"]
        try:
            breaking.check_reason(reason, at=clock.now())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return reason


class NumberForm(EmergencyForm):
    """The same for a matter whose number she was told."""

    number = forms.CharField(
        label=_("Number of the matter"),
        max_length=60,
        help_text=_("Exactly as it was told to you."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number of the matter.")},
    )
    field_order = ("number", "category", "reason", "password")


class ReviewForm(forms.Form):
    """What the review found."""

    finding = forms.ChoiceField(
        label=_("Finding"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what you found.")),
    )
    words = text(_("What did you look at, and why do you find so?"), widget=LONG, length=2000)


def refused(form: forms.Form, refusal: Refusal) -> None:
    """The sentence stands at its field, or above the form."""
    form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
