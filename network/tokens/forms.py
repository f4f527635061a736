"""The form of a new token. Every error is a sentence by its field."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.deadlines import calculator
from network.deadlines.said import said
from network.tokens.verbs import LIFE


class TokenForm(forms.Form):
    """What the program is, how long, what it may do, from where; and her password."""

    name = forms.CharField(
        label=_("What the program is called"),
        max_length=60,
        error_messages={"required": _("Give the program a name you will know again.")},
    )
    days = forms.IntegerField(
        label=_("Days it lasts"),
        min_value=1,
        help_text=said(_("%(time)s at most."), time=LIFE),
        error_messages={"required": _("Write a number of days."), "invalid": _("Write a number of days.")},
    )
    may_write = forms.BooleanField(
        label=_("the program may also register and move matters on in your name"), required=False
    )
    networks = forms.CharField(
        label=_("Networks it may ask from"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
        help_text=_("One on each line, such as 10.20.0.0/16. Left empty: from anywhere."),
    )
    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=200,
        error_messages={"required": _("Please type your password.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = calculator.length_of(LIFE)

    def clean_networks(self) -> str:
        """Networks as the standard library reads them."""
        lines = self.cleaned_data["networks"].split()
        for line in lines:
            try:
                ip_network(line)
            except ValueError:
                raise forms.ValidationError(
                    _("%(line)s is no network. Write it as in 10.20.0.0/16."), params={"line": line}
                ) from None
        return " ".join(lines)
