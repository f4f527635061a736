"""Forms of a selection; each offers only what fits its row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.selection.models import Ground, Heard, Nominee, PutForward, StationHeadSelection, Way
from network.selection.succession import WHY, Follower
from network.sites.forms import a_day
from network.sites.places import Conflict, HeadEnd
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows

FILL = {"required": _("Please fill this in.")}
CHOOSE = {"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")}


def words(label: Any, length: int, **more: Any) -> forms.CharField:
    """A few lines."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=length, widget=area, error_messages=FILL, **more)


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **more
    )


class StepForm(forms.Form):
    """A step that asks nothing more; knows its selection."""

    def __init__(self, *args: Any, row: StationHeadSelection | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fit(row)

    def fit(self, row: StationHeadSelection) -> None:
        """What the row offers."""


class AnnounceForm(StepForm):
    """评选公告."""

    criteria = words(
        _("what is asked of her"),
        400,
        help_text=_("Able, respected in the hamlet, has the time, keeps what she is told."),
    )
    meets_on = a_day(_("day of the meeting"))
    place = forms.CharField(label=_("place"), max_length=80, error_messages=FILL)


class NominateForm(StepForm):
    """Who is put forward, by whom and why."""

    name = forms.CharField(label=_("name"), max_length=40, error_messages=FILL)
    put_forward = one_of(_("put forward by"), PutForward.choices)
    reasons = words(_("why she"), 200)
    agrees = forms.BooleanField(label=_("she was asked and agrees"), required=False)


class MeetingForm(StepForm):
    """What the meeting came to; the votes of each where votes were counted."""

    meets_on = a_day(_("day of the meeting"), initial=clock.today)
    attended = forms.IntegerField(
        label=_("how many people came"),
        min_value=1,
        max_value=9999,
        error_messages={
            name: _("Write a number from 1 to 9999.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    way = one_of(_("how it was decided"), Way.choices)
    chosen = forms.ModelChoiceField(
        Nominee.objects.none(),
        label=_("who was chosen"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=CHOOSE,
    )
    minutes = words(
        _("what was said about the choice"),
        600,
        required=False,
        help_text=_("In a few sentences. Nothing about anybody's family."),
    )

    def fit(self, row: StationHeadSelection) -> None:
        """Those who stand on the list, and a field for the votes of each."""
        standing = row.nominees.filter(struck=False)
        offer_rows(self, "chosen", standing)
        for each in standing:
            self.fields[f"votes_{each.pk}"] = forms.IntegerField(
                label=_("votes for %(name)s") % {"name": each.name},
                min_value=0,
                max_value=9999,
                required=False,
                error_messages={
                    name: _("Write a number from 0 to 9999.")
                    for name in ("invalid", "min_value", "max_value")
                },
            )
        self.order_fields(["meets_on", "attended", "way"])

    def clean(self) -> dict[str, Any]:
        """Votes by the id of whom they were for."""
        told = super().clean() or {}
        names = [name for name in self.fields if name.startswith("votes_")]
        told["votes"] = {int(name.removeprefix("votes_")): told.pop(name, None) or 0 for name in names}
        if told.get("chosen") is not None:
            told["chosen"] = told["chosen"].pk
        return told


class ObjectionForm(StepForm):
    """What an objection is about. Nobody is asked for a name."""

    ground = one_of(_("what it is about"), Ground.choices)
    heard = one_of(_("how it came"), Heard.choices)
    taken_on = a_day(_("received on"), initial=clock.today)


class AnswerForm(StepForm):
    """The answer to one objection."""

    objection = forms.ChoiceField(label=_("which objection"), widget=forms.RadioSelect, error_messages=CHOOSE)
    upheld = forms.TypedChoiceField(
        label=_("is it upheld"),
        choices=[
            ("no", _("no: the result stands")),
            ("yes", _("yes: she leaves the list, the village meets again")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    answer = words(_("answer"), 300, help_text=_("What was looked into and what follows. No names."))

    def fit(self, row: StationHeadSelection) -> None:
        """The objections that wait."""
        waiting = row.objections.filter(upheld=None)
        offer(
            self,
            "objection",
            [(str(each.pk), f"{each.taken_on:%Y-%m-%d} {each.get_ground_display()}") for each in waiting],
        )


class CallOffForm(StepForm):
    """Why it ends without a head."""

    why = words(_("why it ends"), 200, help_text=_("In one sentence. Nothing about anybody's family."))


class ConfirmForm(StepForm):
    """Whose account she will work with."""

    username = forms.CharField(
        label=_("user name of her account"),
        max_length=60,
        error_messages=FILL,
        help_text=_("The system administrator opens the account before."),
    )


class TrainingForm(StepForm):
    """When she was trained."""

    trained_on = a_day(_("trained on"), initial=clock.today)


class PledgeForm(StepForm):
    """When she signed, and what she declared."""

    pledged_on = a_day(_("signed on"), initial=clock.today)
    conflicts = forms.MultipleChoiceField(
        label=_("ties she declares"),
        choices=Conflict.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )


class SuccessionForm(forms.Form):
    """Who follows, why, and the signature: her own password once more. `reviewed` is the digest of what she saw."""

    to_user = forms.ChoiceField(
        label=_("who takes everything over"), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    ended_for = forms.ChoiceField(
        label=_("why her time ends"),
        choices=[(each.value, each.label) for each in HeadEnd if each in WHY],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    password = forms.CharField(
        label=_("your password, as your signature"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Sign with your password.")},
    )
    reviewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: list[Follower], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head, other = _("was chosen, her term begins today"), _("until somebody is chosen")
        offer(
            self,
            "to_user",
            [(str(each.user.pk), f"{each.user}，{head if each.is_head else other}") for each in people],
        )
