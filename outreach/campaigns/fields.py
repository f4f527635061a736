"""Fields the forms of campaigns and activities share: money, counts, lists of rows, one line of words."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.units.models import Level

CHOOSE = {"required": _("Please choose."), "invalid_choice": _("Please choose.")}
LIST_WRONG = CHOOSE | {"invalid_list": _("Please choose."), "invalid_pk_value": _("Please choose.")}
_MONEY = _("Write an amount of money, 0 or more.")
_NUMBER = _("Write a number, 0 or more.")


class Money(forms.DecimalField):
    """Yuan as they are typed, cents as they are kept."""

    def __init__(self, **more: Any) -> None:
        wrong = dict.fromkeys(
            (
                "required",
                "invalid",
                "min_value",
                "max_value",
                "max_digits",
                "max_decimal_places",
                "max_whole_digits",
            ),
            _MONEY,
        )
        super().__init__(min_value=0, max_digits=12, decimal_places=2, error_messages=wrong, **more)

    def clean(self, value: Any) -> Any:
        """Cents; None for nothing typed where nothing is asked."""
        told = super().clean(value)
        return None if told is None else int(told * 100)

    def prepare_value(self, value: Any) -> Any:
        """Cents come back as yuan; what was typed comes back as it was."""
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value


def count(label: Any, *, required: bool = False, **more: Any) -> forms.IntegerField:
    """A number of people or things."""
    wrong = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _NUMBER)
    return forms.IntegerField(
        label=label, min_value=0, max_value=99_999, required=required, error_messages=wrong, **more
    )


class Places(forms.ModelMultipleChoiceField):
    """Boxes of places, in the order of their codes; a county or township stands for everything below it.

    A page folds the villages of each township under it: one tick takes the whole of it.
    """

    by_town = True

    def label_from_instance(self, obj: Any) -> str:
        """Its name, and that it is meant as a whole."""
        name = str(obj.short_name)
        return name if obj.level >= Level.VILLAGE else gettext("all of %(name)s") % {"name": name}


def rows(label: Any, queryset: Any, *, required: bool = False, **more: Any) -> forms.ModelMultipleChoiceField:
    """Several rows, as boxes to tick."""
    return forms.ModelMultipleChoiceField(
        queryset,
        label=label,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages=LIST_WRONG,
        **more,
    )


def one(label: Any, queryset: Any, *, required: bool = True, **more: Any) -> forms.ModelChoiceField:
    """One row of a list, and nothing until she chooses."""
    empty = _("Please choose") if required else _("none")
    return forms.ModelChoiceField(
        queryset, label=label, required=required, empty_label=empty, error_messages=CHOOSE, **more
    )


def line(label: Any, length: int, *, required: bool = True, **more: Any) -> forms.CharField:
    """One line of words."""
    wrong = {"required": _("Please write it down.")}
    return forms.CharField(label=label, max_length=length, required=required, error_messages=wrong, **more)


def clock_time(label: Any) -> forms.TimeField:
    """A time of the day."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time, for example 09:30.")},
    )


def yes_or_no(label: Any, **more: Any) -> forms.TypedChoiceField:
    """A decision that nobody makes for her."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Please choose")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes",
        error_messages=CHOOSE,
        **more,
    )
