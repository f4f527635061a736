"""The form of a visit: one answer for each line of the checklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.inspections.checklist import CHECKLIST
from network.inspections.verbs import Answer
from network.sites.forms import a_day
from sisterhood.lib import clock


class InspectionForm(forms.Form):
    """When, and of each line whether it is in order, what is missing and until when it is mended."""

    held_on = a_day(_("day of the visit"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in CHECKLIST:
            self.fields[f"fine_{item.code}"] = forms.ChoiceField(
                label=item.asks,
                choices=[("yes", _("in order")), ("no", _("missing"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Please answer every line."),
                    "invalid_choice": _("Choose from the list."),
                },
            )
            self.fields[f"note_{item.code}"] = forms.CharField(
                label=_("what is missing"), max_length=200, required=False
            )
            self.fields[f"due_{item.code}"] = a_day(_("mended until"), required=False)

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each line."""
        return [
            (self[f"fine_{item.code}"], self[f"note_{item.code}"], self[f"due_{item.code}"])
            for item in CHECKLIST
        ]

    @property
    def answers(self) -> list[Answer]:
        """What was filled in."""
        told = self.cleaned_data
        return [
            Answer(
                item.code,
                told[f"fine_{item.code}"] == "yes",
                told[f"note_{item.code}"],
                told[f"due_{item.code}"],
            )
            for item in CHECKLIST
        ]


class MendForm(forms.Form):
    """When it was mended."""

    mended_on = a_day(_("mended on"), initial=clock.today)
