"""What a family is asked on the public page when it puts itself forward, and what a chair is asked who answers it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.units.models import Level, Unit
from network.volunteers.asking import CHOOSE, FILL, line, one_of, words
from outreach.families.door import Proposal
from outreach.families.lists import Title
from sisterhood.lib.phones import PhoneField


class OpenForm(forms.Form):
    """No browser keeps what is typed here, and its own bubbles say nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class Receivers(forms.ModelChoiceField):
    """Villages by name; the township says that it stands for itself."""

    def label_from_instance(self, obj: Unit) -> str:
        """In words."""
        if obj.level == Level.TOWNSHIP:
            return str(_("%(name)s, not the village") % {"name": obj.short_name})
        return str(obj.short_name)


class ProposeForm(OpenForm):
    """Who the family is, in its own words, and on which number it may be called."""

    unit = Receivers(
        Unit.objects.none(),
        label=_("Who should receive it?"),
        help_text=_("Your village or community. If you would rather not, choose the township."),
        empty_label=_("Please choose"),
        error_messages=CHOOSE,
    )
    title_sought = one_of(_("Put forward for"), Title.choices)
    family_name = line(
        _("How the family is called on the wall"),
        20,
        help_text=_("As the family likes it, for example with its surname."),
    )
    story = words(
        _("Story of the family"),
        1500,
        help_text=_("In your own words. No names of others, no numbers, no address."),
    )
    name = line(_("Whom we may ask for"), 40)
    phone = PhoneField(
        label=_("Phone for arranging a talk"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Think of who else sees your phone."),
        error_messages=FILL,
    )
    agreed = forms.BooleanField(
        label=_("I have read this and agree."),
        error_messages={"required": _("Without your agreement nothing is sent.")},
    )

    @property
    def proposal(self) -> Proposal:
        """As the verb takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "agreed"}
        return Proposal(**said)


class LookForm(OpenForm):
    """Number and code."""

    number = line(_("Number"), 30, help_text=_("It begins with ZJ."))
    code = line(_("Code"), 60, help_text=_("Sixteen digits; spaces do not matter."))


class TakeUpForm(forms.Form):
    """Which village, where the family chose the township."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Village or community"),
        error_messages=CHOOSE,
        empty_label=_("Please choose"),
    )
