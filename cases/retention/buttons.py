"""Which form and which function stand behind each step on a list, and on what one matter is kept by. Tables."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.retention import deciding, holds
from cases.retention import forms as f


@dataclass(frozen=True)
class Button:
    """Form, verb, its name on the button, the sentence above the form, picture, and what is said when it is done."""

    form: type[forms.Form]
    run: Callable[..., Any]
    label: Any
    sentence: Any
    icon: str
    done: Any


BUTTONS: dict[str, Button] = {
    "appraise_destruction": Button(
        f.AppraiseForm,
        deciding.appraise_destruction,
        _("Appraise and agree"),
        _("Look through the list. From your word on its matters are only stored, and somebody else decides."),
        "file-check",
        _("The list is appraised. Somebody else confirms it now."),
    ),
    "confirm_destruction": Button(
        f.ConfirmForm,
        deciding.confirm_destruction,
        _("Confirm and destroy"),
        _("Confirm with your password. What is destroyed cannot be brought back by anybody."),
        "shield",
        _("The list is destroyed. Its record stays and can be printed."),
    ),
    "call_off_destruction": Button(
        f.KeepForm,
        deciding.call_off_destruction,
        _("Call off, keep everything"),
        _("Nothing of this list is destroyed; all of it is kept until a day."),
        "undo-2",
        _("The list is called off; everything is kept."),
    ),
}
MATTER: dict[str, Button] = {
    "place_hold": Button(
        f.HoldForm,
        holds.place_hold,
        _("Hold from destruction"),
        _("Somebody asks that this matter be kept, whatever its period."),
        "lock",
        _("It is held; it will not be put on a list of destruction."),
    ),
    "restrict_matter": Button(
        f.RestrictForm,
        holds.restrict_matter,
        _("Only store it from now on"),
        _(
            "Nobody opens it any more, no list shows it, no search finds it, until a leader lifts this by its number."
        ),
        "eye-off",
        _("It is only stored from now on."),
    ),
}
RELEASE = Button(
    f.ReleaseForm,
    holds.release_hold,
    _("Release the hold"),
    _("Whoever asked does not need it any more. Its period counts as before."),
    "undo-2",
    _("The hold is released."),
)
