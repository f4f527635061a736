"""The form of a lost phone: what became of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.devices.reasons import WhyRevoked


class RevokeForm(forms.Form):
    """One of a list, and nothing until she chooses."""

    why = forms.ChoiceField(
        label=_("What became of the phone?"),
        choices=[("", _("Please choose")), *WhyRevoked.choices],
        error_messages={
            "required": _("Please say what became of the phone."),
            "invalid_choice": _("Please say what became of the phone."),
        },
    )
