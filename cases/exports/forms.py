"""What a ledger is asked for with: unit, period, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import chosen
from cases.exports.columns import LEDGER_CHOICES
from cases.exports.models import ExportReason
from cases.exports.verbs import LONGEST_REASON, SHORTEST_REASON
from network.units.models import Unit
from sisterhood.lib.offering import offer_rows

DAY = {"invalid": _("Write the day as year-month-day, for example 2026-11-23.")}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrderForm(forms.Form):
    """One copy of one ledger."""

    ledger = chosen(_("Ledger"), LEDGER_CHOICES, _("Choose a ledger."))
    unit = forms.ModelChoiceField(
        label=_("Unit and everything below"), queryset=Unit.objects.none(), empty_label=None
    )
    first_day = forms.DateField(label=_("Period from"), widget=_day(), error_messages=DAY)
    last_day = forms.DateField(label=_("to"), widget=_day(), error_messages=DAY)
    category = chosen(_("What for"), ExportReason.choices, _("Choose what it is for."))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("Kept sealed; the second person reads it. No names."),
        error_messages={
            "required": _("Please say what the ledger is for."),
            "min_length": _("Please say what the ledger is for."),
        },
    )

    def __init__(self, *args: Any, home: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Unit.objects.current().filter(pk=home.pk) | Unit.objects.current().filter(parent=home)
        offer_rows(self, "unit", below.order_by("level", "code"))
