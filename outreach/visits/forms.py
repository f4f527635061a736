"""Forms of a round: who goes along, which day, and what they come back with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day
from network.staff.models import User
from network.units.models import Unit
from outreach.visits import people
from outreach.visits.topics import Help, Topic
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows

CHOOSE = {"required": _("Please choose."), "invalid_choice": _("Please choose.")}


def _number(label: Any, *, required: bool = True, **more: Any) -> forms.IntegerField:
    wrong = {
        name: _("Write a number, 0 or more.") for name in ("required", "invalid", "min_value", "max_value")
    }
    return forms.IntegerField(
        label=label, min_value=0, max_value=9999, required=required, error_messages=wrong, **more
    )


def somebody(label: Any, **more: Any) -> forms.ModelChoiceField:
    """One of a few people; the form says which (`offer_people`)."""
    return forms.ModelChoiceField(
        User.objects.none(), label=label, empty_label=_("Please choose"), error_messages=CHOOSE, **more
    )


def offer_people(form: forms.Form, name: str, unit: Unit, without: int | None = None) -> None:
    """From now on the field chooses among whoever may go round there."""
    found = people.going(unit, on=clock.today(), without=without)
    rows = User.objects.filter(pk__in=[each.pk for each in found])
    offer_rows(form, name, rows.order_by("display_name"))


class RoundForm(forms.Form):
    """A form that knows where the round is and who makes it; a phone without a signal does not."""

    def __init__(self, *args: Any, unit: Unit | None = None, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit is not None and by is not None:
            self.fit(unit, by)

    def fit(self, unit: Unit, by: User) -> None:
        """Offer only what fits."""


class BeginForm(RoundForm):
    """Who goes along."""

    companion = somebody(_("Who goes with you"), help_text=_("Two go together, always."))

    def fit(self, unit: Unit, by: User) -> None:
        """Colleagues near the place."""
        offer_people(self, "companion", unit, without=by.pk)


class PlanForm(RoundForm):
    """Which day, and who goes."""

    planned_on = day(_("Day of the round"))
    doer = somebody(_("Who goes"))

    def fit(self, unit: Unit, by: User) -> None:
        """Colleagues near the place."""
        offer_people(self, "doer", unit)


class EndForm(RoundForm):
    """What they come back with: counts and topics."""

    doors = _number(_("Doors you knocked at"))
    opened = _number(_("Doors where you were welcome"))
    topics = forms.MultipleChoiceField(
        label=_("What was offered or talked about"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    come_again = _number(_("Households that want another visit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in Help.choices:
            self.fields[f"help_{code}"] = _number(label, required=False)

    @property
    def helps(self) -> list[Any]:
        """The lines of what was asked for."""
        return [self[f"help_{code}"] for code in Help.values]

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        asked = {code: said.pop(f"help_{code}") or 0 for code in Help.values}
        return said | {"help_asked": asked}


class NothingForm(RoundForm):
    """No field: a question, answered by the button."""
