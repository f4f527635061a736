"""The decision about an entry: taken over, or set aside with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen

ACCEPT, ASIDE = "accept_check", "set_check_aside"


class DecideForm(forms.Form):
    """Nothing is chosen before she chooses."""

    decision = chosen(
        _("What is to become of it?"),
        [(ACCEPT, _("it holds: take it over")), (ASIDE, _("set it aside"))],
        _("Please choose what is to become of it."),
    )
    reason = forms.CharField(
        label=_("Why it is set aside"),
        widget=SHORT,
        max_length=200,
        required=False,
        help_text=_("For example: she was called, and it was done by a colleague before."),
    )

    def clean(self) -> dict[str, Any]:
        """Set aside only with a reason."""
        told = super().clean() or {}
        if told.get("decision") == ASIDE and not str(told.get("reason", "")).strip():
            self.add_error("reason", _("Please say why it is set aside."))
        return told
