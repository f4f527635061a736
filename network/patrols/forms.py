"""Forms of patrols. No field asks for a person who was met, and none takes a picture."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.patrols.lists import Hazard, Settled, Weather
from network.patrols.verbs import Plan
from network.sites.forms import a_day
from network.sites.places import Site
from network.units.models import Unit
from network.volunteers.asking import FILL, line, number, one_of, some_rows, words
from network.volunteers.groups import VolunteerTeam
from network.volunteers.models import Volunteer
from sisterhood.lib.offering import offer_rows


def a_time(label: Any, **more: Any) -> forms.TimeField:
    """A time of day."""
    wrong = {
        "required": _("Write the time."),
        "invalid": _("Write the time as hours and minutes, for example 08:30."),
    }
    pick = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=pick, error_messages=wrong, **more)


class PlanForm(forms.Form):
    """A walk: when, who, past which places."""

    day = a_day(_("day"))
    begins = a_time(_("sets out at"))
    ends = a_time(_("back at"), help_text=_("After midnight counts as the next day."))
    walkers = some_rows(_("who walks; nobody walks alone"), Volunteer.objects.none())
    sites = some_rows(_("places on the way"), Site.objects.none(), required=False)
    places = words(
        _("other places on the way"),
        600,
        required=False,
        help_text=_("One place on each line, as people call it. No names."),
    )

    def __init__(self, *args: Any, team: VolunteerTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = team.members.filter(until=None, volunteer__state="active").values("volunteer")
        offer_rows(self, "walkers", Volunteer.objects.filter(pk__in=inside))
        near = Unit.objects.below(team.unit) | Unit.objects.filter(pk=team.unit.village_id or team.unit_id)
        sites = Site.objects.standing().filter(unit__in=near.values("pk"))
        if sites.exists():
            offer_rows(self, "sites", sites)
        else:
            del self.fields["sites"]

    def plan(self) -> Plan:
        """What was filled in."""
        told = self.cleaned_data
        return Plan(
            told["day"],
            told["begins"],
            told["ends"],
            tuple(each.pk for each in told["walkers"]),
            tuple(each.pk for each in told.get("sites", ())),
            tuple(told["places"].splitlines()),
        )


class WalkForm(forms.Form):
    """What the walk was like."""

    weather = one_of(_("weather"), Weather.choices)
    helped = number(
        _("how often you helped somebody"), 0, 99, help_text=_("A number; 0 when nobody needed it.")
    )


class CompleteForm(forms.Form):
    """When they were back, as somebody else says."""

    ended_at = forms.DateTimeField(
        label=_("when they were back"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=FILL | {"invalid": _("Write day and time.")},
        help_text=_("Ask those who walked."),
    )

    def clean_ended_at(self) -> datetime:
        """An aware moment."""
        told: datetime = self.cleaned_data["ended_at"]
        return told if timezone.is_aware(told) else timezone.make_aware(told)


class WriteUpForm(CompleteForm):
    """A walk that the house did not hear of: from when to when, as those who walked say."""

    started_at = forms.DateTimeField(
        label=_("when they set out"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=FILL | {"invalid": _("Write day and time.")},
    )
    field_order = ["started_at", "ended_at"]

    def clean_started_at(self) -> datetime:
        """An aware moment."""
        told: datetime = self.cleaned_data["started_at"]
        return told if timezone.is_aware(told) else timezone.make_aware(told)


class PhoneWalkForm(forms.Form):
    """A whole walk as a phone keeps it without a signal; who walked and which way stands in the plan already."""

    started = a_time(_("when you set out"))
    ended = a_time(_("when you were back"))
    weather = one_of(_("weather"), Weather.choices)
    helped = number(
        _("how often you helped somebody"), 0, 99, help_text=_("A number; 0 when nobody needed it.")
    )
    called_110 = a_time(_("110 was called at"), required=False)
    called_119 = a_time(_("119 was called at"), required=False)
    called_120 = a_time(_("120 was called at"), required=False)
    hazard = one_of(_("what is wrong with a place"), Hazard.choices, required=False)
    place = line(_("where"), 60, required=False, help_text=_("A place, as people call it. No names."))
    what = words(_("more about the place"), 200, required=False, help_text=_("About the place alone."))


class FoundForm(forms.Form):
    """Something is wrong with a place."""

    hazard = one_of(_("what is wrong"), Hazard.choices)
    place = line(_("where"), 60, help_text=_("A place, as people call it. No names."))
    what = words(_("more about the place"), 200, required=False, help_text=_("About the place alone."))


class SettleForm(forms.Form):
    """What the township did."""

    settled = one_of(_("what was done"), Settled.choices)
    answer = words(_("in a few words"), 200, required=False, help_text=_("About the place alone."))
