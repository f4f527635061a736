"""Forms of volunteers; each offers only what fits its row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.sites.forms import a_day
from network.units.models import Unit
from network.volunteers.asking import line, number, one_of, one_row, some_of
from network.volunteers.entries import HoursEntry
from network.volunteers.lists import Consent, Skill, Topic, WhatFor, WhyCorrected, WhyLeft
from network.volunteers.models import Volunteer
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows


class StepForm(forms.Form):
    """A step that asks nothing more; knows its volunteer."""

    def __init__(self, *args: Any, row: Volunteer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fit(row)

    def fit(self, row: Volunteer) -> None:
        """What the row offers."""


class FactsForm(StepForm):
    """Who she is to the federation, and what she can do."""

    name = line(_("her name"), 40)
    number = line(
        _("number in the national volunteer system"),
        24,
        required=False,
        help_text=_("From her registration there. Never the number of her identity card."),
    )
    skills = some_of(_("what she can do"), Skill.choices)

    def fit(self, row: Volunteer) -> None:
        """What is known."""
        known = {"name": row.name, "number": row.number, "skills": row.skills}
        self.initial = {**known, **self.initial}


class ApplyForm(FactsForm):
    """She wants to help."""

    username = line(
        _("user name of her account"), 60, required=False, help_text=_("Leave it empty if she has none.")
    )
    is_adult = forms.BooleanField(label=_("she is of age"), required=False)
    told_risks = forms.BooleanField(
        label=_("she was told of the risks, and that nobody makes her serve"), required=False
    )
    consent_how = one_of(_("how she agreed that her service is written down"), Consent.choices)
    consented_on = a_day(_("agreed on"), initial=clock.today)
    field_order = ("name", "username", "number", "skills", "is_adult", "told_risks")


class TrainingForm(StepForm):
    """One training."""

    topic = one_of(_("what she was trained in"), Topic.choices)
    held_on = a_day(_("day of the training"), initial=clock.today)


class CheckForm(StepForm):
    """When records were looked up."""

    checked_on = a_day(
        _("looked up on"),
        help_text=_("Enter it only when nothing spoke against her. What was found is written nowhere."),
    )


class LeaveForm(StepForm):
    """Why she leaves."""

    why = one_of(_("why she leaves"), WhyLeft.choices)


class AreaForm(StepForm):
    """With whom she keeps in touch, as a number."""

    unit = one_row(_("where"), Unit.objects.none())
    households = number(
        _("number of households"), 1, 999, help_text=_("A number alone; no household is written down.")
    )
    since = a_day(_("since"), initial=clock.today)

    def fit(self, row: Volunteer) -> None:
        """Her unit, those directly below, and those above up to the township."""
        near = Unit.objects.current().filter(pk__in=[row.unit_id, row.unit.village_id, row.unit.township_id])
        near = near | Unit.objects.current().filter(parent_id=row.unit_id)
        offer_rows(self, "unit", near.order_by("level", "code"))


class EndAreaForm(StepForm):
    """Which area ends."""

    area = one_of(_("which area"), ())

    def fit(self, row: Volunteer) -> None:
        """Those that run."""
        running = row.areas.filter(until=None).select_related("unit")
        offer(self, "area", [(str(each.pk), each.unit.short_name) for each in running])


class CorrectForm(StepForm):
    """What one service really took."""

    entry = one_of(_("which service"), ())
    minutes = number(
        _("minutes it really took"),
        0,
        1440,
        help_text=_("0 when she was not there. The total adds itself up."),
    )
    why = one_of(_("why it is corrected"), WhyCorrected.choices)
    words = line(
        _("in a few words"), 200, required=False, help_text=_("About the service, never about people.")
    )
    shown = 40

    def fit(self, row: Volunteer) -> None:
        """The latest services."""
        found = HoursEntry.objects.filter(volunteer=row, corrects=None).prefetch_related("corrections")
        said = _("%(day)s %(what)s, %(n)s minutes")
        offer(
            self,
            "entry",
            [
                (
                    str(each.pk),
                    said
                    % {
                        "day": f"{each.served_on:%Y-%m-%d}",
                        "what": each.get_source_kind_display(),
                        "n": each.true_minutes,
                    },
                )
                for each in found[: self.shown]
            ],
        )


class ExportForm(forms.Form):
    """Which period leaves the house and what for."""

    first_day = a_day(_("Period from"))
    last_day = a_day(_("to"))
    category = one_of(_("What for"), WhatFor.choices)
    reason = line(_("Reason"), 200, help_text=_("In a few words. No names."))
