"""What a form offers to choose from, when only the request knows it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def rows_of(form: forms.Form, name: str) -> forms.ModelChoiceField:
    """The field of this name, which chooses rows. Raises TypeError for a field of another kind."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(name)
    return field


def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """From now on the field chooses among these rows."""
    rows_of(form, name).queryset = rows


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """From now on the field chooses among these (value, label). Raises TypeError for a field of another kind."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)
