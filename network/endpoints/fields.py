"""A form of a page as a program fills it in: the same fields, the same checks, the same sentences by field.

The schema is read from the form, so a field added to a page is in the schema at once. Files are not sent this way.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from network.endpoints.problem import Problem

Sent = Mapping[str, Any]
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"
KIND = _("This field is of another kind.")
UNKNOWN = _("No such field is known here.")


def _choices(field: Any) -> list[str]:
    """The codes of a list that is the same for every matter; empty where it depends on one."""
    flat = [each for each in getattr(field, "choices", ()) if not isinstance(field, forms.ModelChoiceField)]
    return [str(code) for code, _label in flat if code not in ("", None)]


def _one(field: Any) -> serializers.Field:
    more: dict[str, Any] = {"required": field.required, "help_text": str(field.label or "")}
    codes = _choices(field)
    if isinstance(field, forms.MultipleChoiceField):
        child = serializers.ChoiceField(codes) if codes else serializers.CharField()
        return serializers.ListField(child=child, **more)
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(**more)
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        whole = rows.model._meta.pk.get_internal_type() != "UUIDField"
        return serializers.IntegerField(**more) if whole else serializers.UUIDField(**more)
    if isinstance(field, forms.ChoiceField):
        return serializers.ChoiceField(codes, **more) if codes else serializers.CharField(**more)
    if isinstance(field, forms.IntegerField):
        bounds = {"min_value": field.min_value, "max_value": field.max_value}
        return serializers.IntegerField(**more, **bounds)
    if isinstance(field, forms.DateTimeField):
        return serializers.RegexField(MOMENT, **more)
    if isinstance(field, forms.DateField):
        return serializers.DateField(**more)
    return serializers.CharField(**more, max_length=field.max_length, allow_blank=not field.required)


@cache
def serializer_of(form: type[forms.Form], name: str) -> type[serializers.Serializer[Any]]:
    """What the schema says of a form."""
    fields = {
        each: _one(field)
        for each, field in form.base_fields.items()
        if not isinstance(field, forms.FileField)
    }
    return type(name, (serializers.Serializer,), fields | {"__doc__": form.__doc__})


def _as_typed(field: Any, value: Any) -> list[str] | None:
    """The value as a browser would send it; None when its kind is wrong."""
    if isinstance(field, forms.MultipleChoiceField):
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return value if fits else None
    if isinstance(field, forms.BooleanField):
        return ([str(value)] if value else []) if isinstance(value, bool) else None
    whole = isinstance(field, forms.IntegerField | forms.ModelChoiceField)
    if whole and isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    return [value] if isinstance(value, str) else None


def posted(form: type[forms.Form], told: Sent) -> QueryDict:
    """What was sent as the form reads it; null is as if it had not been sent. Raises Problem with errors by field."""
    sent, wrong = QueryDict(mutable=True), dict[str, list[str]]()
    for name, value in told.items():
        field = form.base_fields.get(name)
        if field is None or isinstance(field, forms.FileField):
            wrong[name[:60]] = [str(UNKNOWN)]
        elif value is not None:
            typed = _as_typed(field, value)
            if typed is None:
                wrong[name] = [str(KIND)]
            else:
                sent.setlist(name, typed)
    if wrong:
        raise Problem(422, errors=wrong)
    return sent


def wrong_fields(form: forms.BaseForm) -> Problem:
    """The sentences of a form that is not valid; those about the whole stand under ""."""
    errors = {
        ("" if name == "__all__" else name): [str(each) for each in said]
        for name, said in form.errors.items()
    }
    return Problem(422, errors=errors)
