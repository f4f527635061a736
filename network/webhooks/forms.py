"""The form of a new address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    """What the program is and where it listens."""

    name = forms.CharField(
        label=_("What the program is called"),
        max_length=60,
        error_messages={"required": _("Give the program a name you will know again.")},
    )
    url = forms.CharField(
        label=_("Where it listens"),
        max_length=300,
        help_text=_("An address that begins with https://. Its host must be named in the settings."),
        error_messages={"required": _("Write the address.")},
    )
