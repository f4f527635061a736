"""Forms of the switch of a county: what is proposed with which assessment, and the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day, text
from cases.support.forms import LINE, one_of
from network.units.models import Unit
from sisterhood.lib.offering import offer_rows


class SwitchForm(forms.Form):
    """On or off, and for on the signed impact assessment."""

    county = forms.ModelChoiceField(Unit.objects.none(), label=_("County"), empty_label=_("Please choose"))
    turns_on = one_of(_("What is proposed"), [("on", _("switch it on")), ("off", _("switch it off"))])
    signed_by = text(_("Who signed the impact assessment"), widget=LINE, length=60, required=False)
    signed_on = day(_("Signed on"), required=False)
    document_hash = forms.CharField(
        label=_("Fingerprint of the signed paper (SHA-256)"),
        max_length=64,
        required=False,
        help_text=_(
            "The paper itself is kept in your archive; the fingerprint shows that it was not changed."
        ),
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "county", counties)

    def clean_turns_on(self) -> bool:
        """As the verb takes it."""
        return bool(self.cleaned_data["turns_on"] == "on")


class DecideForm(forms.Form):
    """Yes or no."""

    grant = one_of(_("Your decision"), [("yes", _("agree")), ("no", _("do not agree"))])

    def clean_grant(self) -> bool:
        """As the verb takes it."""
        return bool(self.cleaned_data["grant"] == "yes")
