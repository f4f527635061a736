"""What a hotline's system sends. Every error is a sentence by its field."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import moment
from cases.vocabulary.intake import Category, Safety
from cases.work_orders.models import Source
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.phones import PhoneField

OLDEST = timedelta(days=366)
REQUEST = 200  # signs of the text that stand for the request where the line names none


class WorkOrderForm(forms.Form):
    """One work order; attachments are not taken."""

    source = forms.ChoiceField(
        label=_("Which hotline"), choices=Source.choices, error_messages={"required": _("Name the line.")}
    )
    reference = forms.RegexField(
        label=_("Number of the work order"),
        regex=r"^[A-Za-z0-9_-]{4,40}\Z",
        max_length=40,
        error_messages={
            "required": _("Name the number of the work order."),
            "invalid": _("Write 4 to 40 letters and digits."),
        },
    )
    received_at = moment(_("Received at"), initial=None)
    unit_code = forms.CharField(
        label=_("Division code of the competent unit"),
        max_length=15,
        error_messages={"required": _("Name the division code of the competent unit.")},
    )
    safety = forms.ChoiceField(
        label=_("Is anybody hurt or in danger?"),
        choices=Safety.choices,
        error_messages={"required": _("Please answer the safety question.")},
    )
    text = forms.CharField(
        label=_("Text of the work order"),
        max_length=8000,
        error_messages={"required": _("Please write down what happened.")},
    )
    request = forms.CharField(label=_("What does she ask for?"), max_length=500, required=False)
    category = forms.ChoiceField(label=_("Class"), choices=Category.choices, required=False)
    caller_name = forms.CharField(label=_("Name of the caller"), max_length=60, required=False)
    caller_phone = PhoneField(label=_("Number of the caller"), required=False)
    may_call = forms.BooleanField(label=_("phone calls are safe"), required=False)

    def clean_received_at(self) -> datetime:
        """Not in the future, not longer than a year ago."""
        told: datetime = self.cleaned_data["received_at"]
        if told > clock.now():
            raise forms.ValidationError(_("The day of receipt cannot lie in the future."))
        if told < clock.now() - OLDEST:
            raise forms.ValidationError(
                _("That is more than a year ago. Older matters come in through the old registers.")
            )
        return told

    def clean_unit_code(self) -> Unit:
        """A city, county or township by its code; whether it is within reach the verb asks."""
        code = self.cleaned_data["unit_code"].strip()
        levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        unit = Unit.objects.current().filter(code=code, level__in=levels, is_quasi=False).first()
        if unit is None:
            raise forms.ValidationError(_("No city, county or township with this code is within your reach."))
        return unit

    def clean(self) -> dict[str, Any]:
        """What the verb takes."""
        told = super().clean() or {}
        told["category"] = told.get("category") or Category.GENERAL
        told["request"] = told.get("request") or told.get("text", "")[:REQUEST]
        return told
