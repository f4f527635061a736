"""Forms of a screening round; nothing is chosen beforehand, and no field asks for a result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day, moment
from network.volunteers.asking import line, number
from outreach.health.screening.verbs import MOST

CHOOSE = {"required": _("Choose a line of the list."), "invalid_choice": _("Choose a line of the list.")}


class StepForm(forms.Form):
    """A step that asks nothing more."""


class PlanForm(StepForm):
    """Which day, where, for how many."""

    held_on = day(_("day of the screening"))
    place = line(_("where"), 60)
    due = number(
        _("women between 35 and 64 to be examined this year"), 1, MOST, help_text=_("From the health centre.")
    )


class SlotForm(StepForm):
    """A woman who wants to come."""

    name = line(_("her name"), 40)
    phone = line(_("phone"), 20, required=False)
    at_time = forms.TimeField(
        label=_("time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Write the time."), "invalid": _("Write the time, for example 09:30.")},
    )


class LineForm(StepForm):
    """Which line of the list; a number behind which stands a row, never a name."""

    slot = forms.UUIDField(widget=forms.HiddenInput, error_messages=CHOOSE | {"invalid": CHOOSE["required"]})


class MarkForm(LineForm):
    """She came, or not after all."""

    attended = forms.ChoiceField(
        choices=(("yes", ""), ("no", "")), widget=forms.HiddenInput, error_messages=CHOOSE
    )

    @property
    def told(self) -> dict[str, Any]:
        """As the verb takes it."""
        return {"slot": self.cleaned_data["slot"], "attended": self.cleaned_data["attended"] == "yes"}


class AgainForm(LineForm):
    """Which line, and when she comes again."""

    again_at = moment(_("second appointment"), initial=None)


class CountForm(StepForm):
    """Totals of the hospital."""

    examined = number(_("examined"), 0, MOST)
    abnormal = number(_("asked to come again by the hospital, as a total"), 0, MOST)
    followed_up = number(_("of them followed up, as a total"), 0, MOST)
