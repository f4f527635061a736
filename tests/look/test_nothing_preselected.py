"""What a woman decides or what was done is chosen by whoever writes it down, never by the form (domain.md §7.2)."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms

SERVICES = "assistance circle consultations mediation minors protection referrals support".split()
# Neither a decision of hers nor something done: how fast the letter has to come, and that nobody has said it.
BEGINS_WITH = {("OpenForm", "channel", "ordinary"), ("ChildForm", "gender", "unsaid")}


def _fields() -> Iterator[tuple[str, str, Any]]:
    for folder in SERVICES:
        for path in sorted(Path("cases", folder).glob("*forms.py")):
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            for name, form in inspect.getmembers(module, inspect.isclass):
                if issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                    for field, what in form.base_fields.items():
                        yield name, field, what


def _begins_with(field: Any) -> Any:
    if isinstance(field, forms.BooleanField | forms.IntegerField | forms.MultipleChoiceField):
        return field.initial
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return None
    listed = list(field.choices)
    if field.initial or isinstance(field.widget, forms.RadioSelect) or not listed:
        return field.initial
    return listed[0][0]  # a list shows its first line


def test_no_form_of_a_service_guesses():
    found = {(form, name, str(said)) for form, name, field in _fields() if (said := _begins_with(field))}
    assert found == BEGINS_WITH
