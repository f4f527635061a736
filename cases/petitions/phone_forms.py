"""What 上报一件事 asks on the phone, in two steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.held import ChosenFile
from cases.petitions.forms import AccuserForm, WhatForm, WhoForm
from cases.vocabulary.intake import Category

# Tiles of the phone: what it is about, in a villager's words, and the class it belongs to.
TILES = [
    ("neighbours", "message-circle", _("quarrel with neighbours"), Category.GENERAL),
    ("family", "house", _("trouble in the family"), Category.FAMILY),
    ("old_young", "users", _("the old or children"), Category.FAMILY),
    ("health", "stethoscope", _("hard to see a doctor"), Category.GENERAL),
    ("hazard", "triangle-alert", _("something unsafe"), Category.PERSON),
    ("other", "pencil", _("something else"), Category.GENERAL),
    ("cadre", "lock", _("about a cadre"), Category.GENERAL),
]
CADRE = "cadre"


class PhoneWhat(WhatForm):
    """Step 1 of 2: the tile says the class, so that nobody has to know the classification."""

    tile = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code, label) for code, _icon, label, _category in TILES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is about.")},
    )
    field_order = ["safety", "tile", "facts", "request"]


def _photograph() -> ChosenFile:
    return ChosenFile(
        label=_("Photograph"),
        required=False,
        help_text=_("No faces, no door numbers, if you can. The place it was taken is removed."),
        error_messages={"empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class PhoneWho(WhoForm):
    """Step 2 of 2."""

    photo = _photograph()


class PhoneAccuser(AccuserForm):
    """Step 2 of 2 when it is about a cadre."""

    photo = _photograph()


# What step 2 holds when she goes back to step 1; of the file its token alone travels.
CARRIED = sorted({*PhoneWho.base_fields, *PhoneAccuser.base_fields, "send_to"} - {"photo"})

# What a phone checks before it seals: the sentence by name where nothing stands. What was spoken need not be written.
NEEDS: dict[str, Any] = {
    "first": {name: PhoneWhat.base_fields[name].error_messages["required"] for name in PhoneWhat.base_fields},
    "second": {"knows_other_side": WhoForm.base_fields["knows_other_side"].error_messages["required"]},
    "phone": WhoForm.base_fields["phone"].error_messages["undialled_or_empty"],
    "by_sound": ("facts", "request"),
}
# The newest version of this form; a phone says which one it filled in.
VERSION = 1


def report_context(what: PhoneWhat | None = None) -> dict[str, Any]:
    """What the page of step 1 is made of; step 2 lies in it for phones that keep what has no network yet."""
    second = PhoneAccuser()
    del second.fields["photo"]
    return {"what": what or PhoneWhat(), "second": second, "tiles": TILES, "version": VERSION}
