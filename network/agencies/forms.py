"""Forms of the list of bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.agencies.models import Agency, AgencyKind, ContactSeat
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows
from sisterhood.lib.phones import PhoneField

REQUIRED = {"required": _("Please fill this in.")}


class AgencyForm(forms.Form):
    """One body; a new one also says for which of her divisions."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("division"), empty_label=None)
    kind = forms.ChoiceField(label=_("kind"), choices=AgencyKind.choices)
    name = forms.CharField(label=pgettext_lazy("thing", "name"), max_length=80, error_messages=REQUIRED)
    address = forms.CharField(label=pgettext_lazy("thing", "address"), max_length=120, required=False)
    phone = PhoneField(label=_("phone"), place=True, max_length=40, required=False)
    duty_hours = forms.CharField(label=_("duty hours"), max_length=80, required=False)
    active = forms.BooleanField(label=_("in use"), required=False, initial=True)

    def __init__(
        self, *args: Any, units: list[int] | None = None, agency: Agency | None = None, **kwargs: Any
    ) -> None:
        if agency is not None:
            names = ("kind", "name", "address", "phone", "duty_hours", "active")
            kwargs["initial"] = {name: getattr(agency, name) for name in names}
        super().__init__(*args, **kwargs)
        if agency is not None or len(units or ()) == 1:
            del self.fields["unit"]
        else:
            offer_rows(self, "unit", Unit.objects.filter(pk__in=units or ()))

    def clean_name(self) -> str:
        """Without spaces round it."""
        return self.cleaned_data["name"].strip()


class ContactForm(forms.Form):
    """Who answers there, from which day."""

    seat = forms.ChoiceField(label=_("seat"), choices=ContactSeat.choices)
    name = forms.CharField(label=_("name"), max_length=40, error_messages=REQUIRED)
    phone = PhoneField(label=_("office phone"), place=True, max_length=40, error_messages=REQUIRED)
    starts_on = forms.DateField(
        label=_("from"),
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-23."),
        },
    )
