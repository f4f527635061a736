"""Fields as the forms of volunteers and patrols ask for them; nothing is chosen beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

FILL = {"required": _("Please fill this in.")}
CHOOSE = {"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")}


def line(label: Any, length: int, **more: Any) -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=length, error_messages=FILL, **more)


def words(label: Any, length: int, **more: Any) -> forms.CharField:
    """A few lines."""
    return line(label, length, **({"widget": forms.Textarea(attrs={"rows": 3})} | more))


def one_of(label: Any, choices: Iterable[tuple[Any, Any]], **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **more
    )


def some_of(label: Any, choices: Iterable[tuple[Any, Any]], **more: Any) -> forms.MultipleChoiceField:
    """Some of a few."""
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=box, error_messages=CHOOSE, **({"required": False} | more)
    )


def one_row(label: Any, rows: Any, **more: Any) -> forms.ModelChoiceField:
    """One of a few rows; the form says which (`offer_rows`)."""
    return forms.ModelChoiceField(
        rows, label=label, widget=forms.RadioSelect, empty_label=None, error_messages=CHOOSE, **more
    )


def some_rows(label: Any, rows: Any, **more: Any) -> forms.ModelMultipleChoiceField:
    """Some of a few rows; the form says which."""
    wrong = CHOOSE | {"invalid_pk_value": CHOOSE["invalid_choice"]}
    box = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(rows, label=label, widget=box, error_messages=wrong, **more)


def _between(least: int, most: int) -> str:
    return str(_("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most})


def number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    """A whole number between two bounds."""
    names = ("required", "invalid", "min_value", "max_value")
    wrong = dict.fromkeys(names, lazy(_between, str)(least, most))
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=wrong, **more)
