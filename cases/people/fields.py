"""What is asked about a person and checked in more than one form: year of birth, identity number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number

OLDEST = 120


def checked_id_number(written: str) -> str:
    """Eighteen characters with a right check digit (GB 11643), or nothing. Raises ValidationError."""
    value = written.strip()
    if value and not contains_id_number(value):
        raise forms.ValidationError(_("This identity number is not complete or has a wrong digit."))
    return value


class BirthYearField(forms.IntegerField):
    """A year between this one and the one in which the oldest people alive were born, or nothing."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"label": _("Year of birth"), "required": False, **more})

    def clean(self, value: Any) -> int | None:
        """Raises ValidationError with the years between which it must lie."""
        last = clock.today().year
        years = {"first": last - OLDEST, "last": last}
        refused = forms.ValidationError(
            _("Write the year of birth with four digits, between %(first)d and %(last)d."), params=years
        )
        try:
            year = super().clean(value)
        except forms.ValidationError:
            raise refused from None
        if year is not None and not years["first"] <= year <= last:
            raise refused
        return year
