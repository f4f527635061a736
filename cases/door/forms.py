"""What somebody without an account is asked: few questions, each with its sentence when something is missing."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.door import codes
from cases.door.writing import receiving_units
from cases.petitions.told import Contact, Intake, Named
from cases.vocabulary.intake import Category, Channel, CodeWay, Safety
from cases.vocabulary.petitions import Satisfaction
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.phones import can_be_dialled

YES_NO = [("no", _("no")), ("yes", _("yes"))]
REACH = [
    ("none", _("Please do not contact me. I will look up the answer here with a number and a code.")),
    ("may_call", _("You may call me.")),
    ("may_text", _("You may send me a text message.")),
]
SAFETY = [
    (Safety.SAFE, _("Nobody is in danger or hurt.")),
    (Safety.VIOLENCE, _("Somebody hits, threatens or controls me, or did so before.")),
    (Safety.MINOR, _("It is about a child.")),
    (Safety.URGENT, _("Somebody is in danger now.")),
]
RATINGS = [(each.value, each.label) for each in Satisfaction if each is not Satisfaction.UNRATED]


class PublicForm(forms.Form):
    """No browser keeps what is typed here."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class FirstForm(PublicForm):
    """Whether and how she may be reached, and whether anybody is in danger: before anything else."""

    reach = forms.ChoiceField(
        label=_("May we contact you?"),
        choices=REACH,
        widget=forms.RadioSelect,
        help_text=_("Think of who else sees your phone."),
        error_messages={"required": _("Please choose whether we may contact you.")},
    )
    phone = forms.CharField(
        label=_("Your phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Only if we may contact you."),
    )
    hours = forms.CharField(
        label=_("When is it safe?"),
        max_length=60,
        required=False,
        help_text=_("For example: weekdays, 9 to 11."),
    )
    code_word = forms.CharField(
        label=_("A word that we say first"),
        max_length=30,
        required=False,
        help_text=_("So that you know it is us, and we know it is you."),
    )
    safety = forms.ChoiceField(
        label=_("Is anybody in danger?"),
        choices=SAFETY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please answer whether anybody is in danger.")},
    )

    def clean(self) -> dict[str, Any]:
        """Whoever may be called has a number, and whoever must not be reached leaves none."""
        data = super().clean() or {}
        reached = data.get("reach") in ("may_call", "may_text")
        if reached and "phone" in data and not can_be_dialled(data["phone"]):
            self.add_error("phone", _("Write an 11-digit mobile number, or choose not to be contacted."))
        if data.get("reach") == "none":
            data.update(phone="", hours="", code_word="")
        return data


class WordsForm(PublicForm):
    """Who should read it, and her words."""

    unit = forms.ModelChoiceField(
        label=_("Which women's federation should read this?"),
        queryset=Unit.objects.none(),
        empty_label=_("Please choose"),
        error_messages={
            "required": _("Please choose who should read it."),
            "invalid_choice": _("Please choose who should read it."),
        },
    )
    knows_other_side = forms.ChoiceField(
        label=_("Does the other side know somebody in the village, the town or that federation?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_(
            "If yes, nobody in the village or town sees it. If it is somebody of the county, choose the city."
        ),
        error_messages={"required": _("Please answer: it decides who may see this matter.")},
    )
    request = forms.CharField(
        label=_("What do you want us to do?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Please write what you want us to do. One sentence is enough.")},
    )
    facts = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=8000,
        help_text=_("In your own words. You need not prove anything here."),
        error_messages={"required": _("Please write what happened. A few words are enough.")},
    )
    name = forms.CharField(
        label=_("What may we call you?"),
        max_length=60,
        required=False,
        help_text=_("You need not give your real name."),
    )
    place = forms.CharField(label=_("Your town or street"), max_length=60, required=False)
    website = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.queryset = receiving_units()
        choice.label_from_instance = federation
        self.fields["website"].widget.attrs["tabindex"] = "-1"

    def clean_website(self) -> str:
        """Only a program fills in what people do not see; if it was a person, she is told what to do."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty and send again."))
        return ""


def federation(unit: Unit) -> str:
    """As the choice names it; past the county stands the city."""
    if unit.level == Level.CITY:
        return str(_("%(name)s (city), past the county")) % {"name": unit.short_name}
    return unit.short_name


def intake_of(first: dict[str, Any], words: dict[str, Any]) -> Intake:
    """What is registered: her words as she wrote them; the officer finds the class."""
    contact = {"code_word": first["code_word"], "hours": first["hours"]}
    if first["reach"] in ("may_call", "may_text"):
        contact[first["reach"]] = True
    return Intake(
        channel=Channel.WEB,
        safety=first["safety"],
        request=words["request"],
        facts=words["facts"],
        received_on=clock.today(),
        petitioner=Named(name=words["name"], phone=first["phone"], address=words["place"], is_alias=True),
        contact=Contact(**contact),
        category=Category.GENERAL,
        knows_other_side=words["knows_other_side"] == "yes",
    )


class KeyForm(PublicForm):
    """Number and code."""

    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        help_text=_("It begins with XF or M."),
        error_messages={"required": _("Please write the number.")},
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Sixteen digits; spaces do not matter."),
        error_messages={"required": _("Please write the code.")},
    )

    def clean_number(self) -> str:
        """As it is printed, however it was typed."""
        plain = unicodedata.normalize("NFKC", self.cleaned_data["number"]).upper()
        return "".join("-" if sign in "–—−ー" else sign for sign in plain if not sign.isspace())

    def clean_code(self) -> str:
        """Sixteen digits."""
        digits = codes.plain(self.cleaned_data["code"])
        if not digits:
            raise forms.ValidationError(_("A code has sixteen digits. Please count again."))
        return digits


class AddForm(PublicForm):
    """One more message."""

    text = forms.CharField(
        label=_("What do you want to add?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Please write what you want to add.")},
    )


class RateForm(PublicForm):
    """How content she is, and why if she likes."""

    satisfaction = forms.ChoiceField(
        label=_("How content are you with how it was handled?"),
        choices=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three.")},
    )
    words = forms.CharField(
        label=_("What would you tell us about it?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class GiveCodeForm(forms.Form):
    """How a colleague gives the code."""

    how = forms.ChoiceField(
        label=_("How do you give it to her?"),
        choices=[(way.value, way.label) for way in CodeWay if way is not CodeWay.SCREEN],
        widget=forms.RadioSelect,
        help_text=_("Ask her first who goes through her pockets and her phone."),
        error_messages={"required": _("Please choose how you give it to her.")},
    )
