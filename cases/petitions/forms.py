"""What a registrar writes down. Every error is a sentence by its field."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT
from cases.casefile.models import Case
from cases.categories.fields import ItemField, concerns_field, offer_items
from cases.people.fields import BirthYearField, checked_id_number
from cases.people.matching import Known
from cases.petitions.concerns import check_item
from cases.petitions.states import STATES
from cases.petitions.told import MAX_REPRESENTATIVES, Contact, Earlier, Intake, Named
from cases.vocabulary.intake import Category, Channel, Gender, MaritalStatus, Nature, Safety
from cases.vocabulary.petitions import RelationKind
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines.said import said
from sisterhood.lib import clock
from sisterhood.lib.offering import offer
from sisterhood.lib.phones import PhoneField

OLDEST = timedelta(days=366)
YES_NO = [("no", _("no")), ("yes", _("yes"))]


class WhatForm(forms.Form):
    """What happened and whether anybody is in danger: the first step on the phone, half of the desk's page."""

    safety = forms.ChoiceField(
        label=_("Is anybody hurt or in danger?"),
        choices=Safety.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please answer the safety question.")},
    )
    request = forms.CharField(
        label=_("What does she ask for?"),
        widget=SHORT,
        max_length=500,
        error_messages={"required": _("Please write down what she asks for.")},
    )
    facts = forms.CharField(
        label=_("What happened, and why?"),
        widget=LONG,
        max_length=8000,
        error_messages={"required": _("Please write down what happened.")},
    )


class WhoForm(forms.Form):
    """Who came and how she may be reached without danger."""

    name = forms.CharField(
        label=_("Her name"), max_length=60, required=False, help_text=_("An alias is allowed; tick it below.")
    )
    is_alias = forms.BooleanField(label=_("this is an alias"), required=False)
    phone = PhoneField(label=_("Her phone"), required=False)
    may_call = forms.BooleanField(label=_("phone calls are safe"), required=False)
    may_text = forms.BooleanField(label=_("text messages are safe"), required=False)
    may_wechat = forms.BooleanField(label=_("WeChat is safe"), required=False)
    hours = forms.CharField(label=_("Safe hours"), max_length=60, required=False)
    knows_other_side = forms.ChoiceField(
        label=_(
            "Is the other side a relative or colleague of yours, or of the village's or township's chair?"
        ),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("If so, the matter goes straight to the county and nobody in between sees it."),
        error_messages={"required": _("Please answer: it decides who may see this matter.")},
    )


class AccusedForm(forms.Form):
    """Whom an accusation is about (art. 30); asked of nothing else."""

    accused_unit = forms.CharField(
        label=_("The unit it is about"),
        max_length=120,
        required=False,
        help_text=_("Its name, as in the five-level network. Whoever belongs to it will not read it."),
    )
    respondent = forms.CharField(label=_("The other side"), max_length=60, required=False)
    is_anonymous = forms.BooleanField(
        label=_("she wishes to stay anonymous: her name and phone are not kept"), required=False
    )


class AccuserForm(AccusedForm, WhoForm):
    """The second step on the phone when it is about a cadre."""

    field_order = ["accused_unit", "respondent", "is_anonymous"]


class IntakeForm(AccusedForm, WhoForm, WhatForm):
    """来信来访登记表: the whole page of the desk."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=Channel.choices, initial=Channel.VISIT)
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=said(_("The %(time)s of the written notice count from this day."), time="petition.notice"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-11-23.")},
    )
    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices, initial=Nature.APPEAL)
    category = forms.ChoiceField(label=_("Class"), choices=Category.choices, initial=Category.FAMILY)
    item = ItemField()
    concerns = concerns_field()
    is_oral = forms.BooleanField(label=_("She spoke, we wrote"), required=False)
    read_back = forms.BooleanField(label=_("read back to her, and she agrees"), required=False)
    group_size = forms.IntegerField(
        label=_("How many people came"),
        min_value=1,
        max_value=999,
        initial=1,
        error_messages={"invalid": _("Write a whole number.")},
    )
    representatives = forms.CharField(
        label=_("Representatives of a group"),
        widget=SHORT,
        required=False,
        max_length=400,
        help_text=_("One name on each line, five at most (art. 20)."),
    )
    gender = forms.ChoiceField(label=_("Sex"), choices=Gender.choices, initial=Gender.FEMALE)
    birth_year = BirthYearField()
    marital_status = forms.ChoiceField(label=_("Marital status"), choices=MaritalStatus.choices)
    id_number = forms.CharField(
        label=_("Identity number"),
        max_length=18,
        required=False,
        help_text=_("Only when a letter or an application needs it."),
    )
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    may_leave_message = forms.BooleanField(label=_("a message may be left"), required=False)
    may_write = forms.BooleanField(label=_("letters are safe"), required=False)
    code_word = forms.CharField(label=_("Code word"), max_length=30, required=False)
    who_may_answer = forms.CharField(label=_("Who may answer"), max_length=60, required=False)
    respondent_phone = PhoneField(label=_("Their phone"), required=False)
    prior_steps = forms.CharField(
        label=_("Steps taken so far"),
        widget=SHORT,
        required=False,
        max_length=1000,
        help_text=_("Police, court, mediation, earlier petitions, with dates."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_items(self, on=clock.today())

    def clean_concerns(self) -> tuple[str, ...]:
        """The flags, as the intake takes them."""
        return tuple(self.cleaned_data["concerns"])

    def clean_received_on(self) -> Any:
        """Not in the future."""
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day of receipt cannot lie in the future."))
        if day < clock.today() - OLDEST:
            raise forms.ValidationError(
                _("That is more than a year ago. Older matters come in through the old registers.")
            )
        return day

    def clean_id_number(self) -> str:
        """Eighteen characters with a right check digit, or nothing."""
        return checked_id_number(self.cleaned_data["id_number"])

    def clean_representatives(self) -> tuple[str, ...]:
        """Names, five at most (art. 20(3))."""
        names = tuple(n.strip() for n in self.cleaned_data["representatives"].splitlines() if n.strip())
        if len(names) > MAX_REPRESENTATIVES:
            raise forms.ValidationError(_("A group names five representatives at most."))
        return names

    def clean(self) -> dict[str, Any]:
        """An oral petition is read back (art. 19(1))."""
        data = super().clean() or {}
        if data.get("is_oral") and not data.get("read_back"):
            self.add_error("read_back", _("Read an oral petition back to her and tick that she agrees."))
        try:
            check_item(data.get("item"), data.get("category", ""))
        except Refusal as refusal:
            self.add_error("item", str(refusal))
        return data


class EarlierForm(forms.Form):
    """Beside the answers: whether it is about one of her earlier matters, and what she brings."""

    earlier = forms.ChoiceField(
        label=_("Is it about one of these matters?"), widget=forms.RadioSelect, required=False
    )
    said = forms.ChoiceField(
        label=_("What does she bring?"),
        widget=forms.RadioSelect,
        choices=[(RelationKind.REPEAT, _("the same facts")), (RelationKind.NEW_FACTS, _("new facts"))],
        required=False,
    )

    def __init__(self, *args: Any, matters: Sequence[Known] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(str(each.pk), f"{each.number} · {STATES[each.stage]} · {each.day}") for each in matters]
        offer(self, "earlier", [("", _("no, another matter")), *numbers])

    def clean(self) -> dict[str, Any]:
        """The same facts are merged, new facts are a matter of their own (art. 19(3), 36(3)): somebody says which."""
        data = super().clean() or {}
        if data.get("earlier") and not data.get("said"):
            self.add_error("said", _("Say whether the facts are the same: it decides what becomes of it."))
        return data

    def chosen(self, scope: Scope) -> Earlier | None:
        """The earlier matter and how the new one stands to it; None for another matter."""
        which = self.cleaned_data["earlier"]
        case = Case.objects.readable_by(scope).filter(pk=which).first() if which else None
        return Earlier(case, RelationKind(self.cleaned_data["said"])) if case else None


def intake_of(data: dict[str, Any]) -> Intake:
    """The intake from cleaned data of the desk's page or of both phone steps."""

    def take(kind: type, names: tuple[str, ...]) -> Any:
        return kind(**{name: data[name] for name in names if data.get(name) not in (None, "")})

    representatives = tuple(Named(name=name) for name in data.get("representatives") or ())
    return Intake(
        petitioner=take(
            Named,
            ("name", "phone", "id_number", "address", "is_alias", "gender", "birth_year", "marital_status"),
        ),
        contact=take(
            Contact,
            (
                *("may_call", "may_text", "may_wechat", "may_leave_message", "may_write"),
                *("code_word", "hours", "who_may_answer"),
            ),
        ),
        respondent=Named(name=data.get("respondent") or "", phone=data.get("respondent_phone") or ""),
        representatives=representatives,
        knows_other_side=data.get("knows_other_side") == "yes",
        received_on=data.get("received_on") or clock.today(),
        **{
            name: data[name]
            for name in (
                *("channel", "safety", "request", "facts", "category", "nature"),
                *("prior_steps", "is_oral", "read_back", "group_size", "is_anonymous", "item", "concerns"),
            )
            if name in data
        },
    )
