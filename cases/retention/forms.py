"""Forms of lists of destruction, holds and restrictions."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, day, text
from cases.retention.archive import Candidate
from cases.retention.lists import Shut
from sisterhood.lib.offering import offer

LONGEST_PASSWORD = 200


class AppraiseForm(forms.Form):
    """What she looked at."""

    note = text(
        _("Note of the appraisal"),
        widget=LONG,
        length=2000,
        help_text=_(
            "What you looked at, and why nothing of it has to be kept or given to the archive. No names."
        ),
    )


class ConfirmForm(forms.Form):
    """Her password once more."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("Please enter your password.")},
    )


class KeepForm(forms.Form):
    """Until when, and why."""

    until = day(_("Keep until"))
    why = text(_("Why is it kept?"), length=1000, help_text=_("No names."))


class HoldForm(forms.Form):
    """Who asked for it, why, and until when."""

    issuer = text(
        _("Who asks that it be kept?"),
        widget=forms.TextInput(),
        length=120,
        help_text=_("Court, prosecutor, discipline organ, archive; with the number of its paper."),
    )
    reason = text(_("Why must it not be destroyed?"), length=1000)
    until = day(_("Hold until"), required=False, help_text=_("Empty: until it is released."))


class ReleaseForm(forms.Form):
    """Why it is not needed any more."""

    reason = text(_("Why is it not held any more?"), length=1000)


class RestrictForm(forms.Form):
    """Why it is only stored from now on."""

    why = forms.ChoiceField(
        label=_("Why is it only stored?"),
        choices=[(each.value, each.label) for each in Shut if each != Shut.LIST],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose why it is only stored.")),
    )


class TransferForm(forms.Form):
    """Which archive, and which matters of those that may go there."""

    archive = text(
        _("Which archive?"),
        widget=forms.TextInput(),
        length=60,
        help_text=_("Its official name, for example the archive of your county."),
    )
    matters = forms.TypedMultipleChoiceField(
        label=_("Which matters go to the archive?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Tick at least one matter of the list as it is now.")
        ),
    )

    def __init__(self, *args: Any, offered: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [
            (str(each.case), f"{each.number} {each.kind.label} {each.closed_on:%Y-%m-%d}") for each in offered
        ]
        offer(self, "matters", said)


class ReceiptForm(forms.Form):
    """Who signed at the archive, the number of the receipt, and the day."""

    archivist = text(
        _("Who signed at the archive?"),
        widget=forms.TextInput(),
        length=40,
        help_text=_("Name as it stands on the receipt. You are named as whoever handed the files over."),
    )
    receipt = text(_("Number of the receipt"), widget=forms.TextInput(), length=60)
    received_on = day(_("Handed to the archive on"))


class ReturnForm(forms.Form):
    """When the archive gave it back."""

    returned_on = day(_("Given back on"))


class NoForm(forms.Form):
    """Nothing to fill in."""


def refused(form: forms.Form, refusal: Any) -> None:
    """The sentence stands at its field, or above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))
