"""The form of a service window: one line for each weekday."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from network.sites import hours
from network.sites.models import ServiceWindow
from sisterhood.lib.phones import PhoneField


class WindowForm(forms.Form):
    """Address, phone, seven lines of hours, and whether everybody may read it."""

    address = forms.CharField(
        label=_("office address"),
        max_length=120,
        error_messages={"required": _("Write where people find you.")},
    )
    phone = PhoneField(
        label=_("phone"),
        place=True,
        max_length=40,
        error_messages={"required": _("Write a number that is answered.")},
    )
    hours_note = forms.CharField(
        label=_("about the hours"),
        max_length=200,
        required=False,
        help_text=_("For example: on rest days call 12338."),
    )
    note = forms.CharField(
        label=_("note for colleagues"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Never shown outside. No names of women who come."),
    )
    is_published = forms.BooleanField(label=_("everybody may read this window"), required=False)

    def __init__(self, *args: Any, window: ServiceWindow | None = None, **kwargs: Any) -> None:
        if window is not None:
            known = {name: getattr(window, name) for name in ("address", "phone", "hours_note", "note")}
            known |= {f"day_{day}": text for day, text in window.weekly.items()}
            kwargs["initial"] = known | {"is_published": window.published_since is not None}
        super().__init__(*args, **kwargs)
        for day, label in WEEKDAYS.items():
            self.fields[f"day_{day}"] = forms.CharField(
                label=label,
                max_length=60,
                required=False,
                help_text=_("Such as 8:30-11:30, 13:30-17:00; empty means closed.") if day == 0 else "",
            )
        self.order_fields(["address", "phone", *(f"day_{day}" for day in WEEKDAYS)])

    def clean(self) -> dict[str, Any]:
        """`week`: the hours of each day; a line that cannot be read keeps its words and says how to write it."""
        data = super().clean() or {}
        data["week"] = {}
        for day in WEEKDAYS:
            text = data.pop(f"day_{day}", "")
            try:
                data["week"][day] = hours.read(text)
            except ValueError:
                self.add_error(f"day_{day}", _("Write hours as 8:30-11:30, one after the other."))
        return data
