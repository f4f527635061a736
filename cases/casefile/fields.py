"""Fields that the small forms of a matter share: a text, a day, a moment, how she was told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import ConsentManner
from sisterhood.lib import clock

LONG = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 2})
WRITE = {"required": _("Please write it down.")}
NOTICES = (Delivery.ON_THE_SPOT, Delivery.SAFE_WAY, Delivery.POST)


def text(
    label: Any,
    *,
    widget: forms.Widget = LONG,
    length: int = 4000,
    required: bool = True,
    help_text: Any = "",
) -> forms.CharField:
    """Words that are sealed afterwards."""
    return forms.CharField(
        label=label,
        widget=widget,
        max_length=length,
        required=required,
        error_messages=WRITE,
        help_text=help_text,
    )


def day(label: Any, **more: Any) -> forms.DateField:
    """A date, written as browsers write it."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-23."),
        },
        **more,
    )


def _this_minute() -> Any:
    return clock.in_zone(clock.now()).replace(second=0, microsecond=0)


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A local moment; browsers write it with a T."""
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Write day and time."),
            "invalid": _("Write day and time, for example 2026-11-23 09:30."),
        },
        **({"initial": _this_minute} | more),
    )


def chosen(label: Any, choices: Iterable[tuple[Any, Any]], sentence: Any, **more: Any) -> forms.ChoiceField:
    """One of a list, and nothing until she chooses: what was done is never guessed."""
    wrong = {"required": sentence, "invalid_choice": sentence}
    offered = [("", _("Please choose")), *choices]
    return forms.ChoiceField(label=label, choices=offered, error_messages=wrong, **more)


def notice() -> forms.ChoiceField:
    """How she was told in writing."""
    ways = [(each.value, each.label) for each in NOTICES]
    return chosen(_("Written notice"), ways, _("Choose how she was told."))


def consented() -> forms.ChoiceField:
    """How she said yes (个人信息保护法 art. 23)."""
    return chosen(_("How she consented"), ConsentManner.choices, _("Choose how she consented."))


def delivery(label: Any) -> forms.ChoiceField:
    """How a paper reached its addressee."""
    return chosen(label, Delivery.choices, _("Choose how it was delivered."))
