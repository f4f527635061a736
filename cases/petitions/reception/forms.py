"""What is written down about a visitor: at the door, and at the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.people.fields import BirthYearField
from cases.petitions.forms import LONG, SHORT, WhatForm, WhoForm, intake_of
from cases.petitions.reception.models import ReceptionVisit
from cases.petitions.reception.talks import Talk
from cases.petitions.reception.visits import Guest
from cases.petitions.told import Earlier
from cases.vocabulary.intake import Category, Gender, Nature
from cases.vocabulary.petitions import TalkOutcome
from network.duty.forms import day
from network.duty.verbs import seated
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows
from sisterhood.lib.phones import PhoneField


class GuestForm(forms.Form):
    """At the door: a name if she likes, what it is about, and who must not receive her."""

    name = forms.CharField(label=_("Her name"), max_length=60, required=False)
    phone = PhoneField(label=_("Her phone"), required=False)
    asked = forms.CharField(label=_("What does she ask for?"), widget=SHORT, max_length=500, required=False)
    kept_from = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who must not receive her?"),
        required=False,
        empty_label=_("nobody"),
        help_text=_(
            "Somebody of the unit who is the other side, or related to it: she will never see this visit."
        ),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [post.user_id for post in seated(unit, on=clock.today())]
        offer_rows(self, "kept_from", User.objects.filter(pk__in=ids).order_by("pk"))

    def guest(self) -> Guest:
        """For the verbs."""
        return Guest(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why, and when instead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The public reads it; no names."),
        error_messages={"required": _("Please say why.")},
    )
    new_day = day(_("New day in the same month"))


class EndCommitmentForm(forms.Form):
    """What came of a promise."""

    result = forms.CharField(
        label=_("What came of it"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Write what came of it.")},
    )


class SheetForm(WhoForm, WhatForm):
    """来访单: her matter, what she was told, and what is decided at the table."""

    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices, initial=Nature.APPEAL)
    category = forms.ChoiceField(label=_("Class"), choices=Category.choices, initial=Category.FAMILY)
    gender = forms.ChoiceField(label=_("Sex"), choices=Gender.choices, initial=Gender.FEMALE)
    birth_year = BirthYearField()
    respondent = forms.CharField(label=_("The other side"), max_length=60, required=False)
    read_back = forms.BooleanField(
        label=_("read back to her, and she agrees"),
        error_messages={"required": _("Read an oral petition back to her and tick that she agrees.")},
    )
    said = forms.CharField(
        label=_("What she was told"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Write down what she was told.")},
    )
    outcome = forms.ChoiceField(
        label=_("What is decided"),
        choices=TalkOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is decided.")},
    )
    to_user = forms.ModelChoiceField(
        User.objects.none(), label=_("Assigned to a colleague"), required=False, empty_label=_("nobody")
    )
    to_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("or to a federation below"), required=False, empty_label=_("none")
    )
    promise = forms.CharField(
        label=_("What the leader promises, when she takes it on"),
        widget=SHORT,
        max_length=2000,
        required=False,
    )
    body = forms.CharField(label=_("Competent body, when she is guided there"), max_length=80, required=False)
    field_order = ["name", "is_alias", "phone", "gender", "birth_year"]

    def __init__(self, *args: Any, visit: ReceptionVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [post.user_id for post in seated(visit.unit, on=clock.today())]
        kept = visit.recusals.values("user_id")
        people = User.objects.filter(pk__in=ids).exclude(pk__in=kept).order_by("pk")
        offer_rows(self, "to_user", people)
        offer_rows(self, "to_unit", _below(visit.unit))

    def talk(self, earlier: Earlier | None) -> Talk:
        """For the verb that writes it up."""
        data = self.cleaned_data
        told = {name: data[name] for name in ("outcome", "said", "to_user", "to_unit", "body", "promise")}
        facts = {**data, "channel": "visit", "is_oral": True, "read_back": True}
        return Talk(intake=intake_of(facts), earlier=earlier, **told)


def refused(form: Any, refusal: Exception) -> None:
    """The sentence of a refusal next to its field, or above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def _below(unit: Unit) -> Any:
    """Federations a matter can be assigned to: counties and townships below."""
    if unit.level > Level.COUNTY:
        return Unit.objects.none()
    column = "city_id" if unit.level == Level.CITY else "county_id"
    rows = Unit.objects.current().filter(
        **{column: unit.pk}, level__in=(Level.COUNTY, Level.TOWNSHIP), is_quasi=False
    )
    return rows.exclude(pk=unit.pk).order_by("level", "code")
