"""A reception day as an officer proposes it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.access.reach import Seat
from network.access.roles import ROLES
from network.deadlines.said import said
from network.deadlines.workdays import is_working
from network.duty.models import MOST_SLOTS, ReceptionDay
from network.duty.verbs import Plan, seated
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows

WRITE = {"required": _("Please write it down.")}


def day(label: Any, **more: Any) -> forms.DateField:
    """A day in the browser's own calendar, or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-23."),
        },
        **more,
    )


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time", "class": "inp"}, format="%H:%M"),
        error_messages={
            "required": _("Write the time."),
            "invalid": _("Write the time as hours and minutes, for example 08:30."),
        },
    )


class PlanForm(forms.Form):
    """Who receives whom, when and where. Only people of the unit can be chosen."""

    day = day(
        _("Day"),
        help_text=said(
            _("It must be published %(time)s before, so choose one later than that."), time="reception.notice"
        ),
    )
    on_rest_day = forms.BooleanField(label=_("We mean this day, although nobody works on it"), required=False)
    opens = _hour(_("From"))
    closes = _hour(_("To"))
    place = forms.CharField(label=_("Place"), max_length=80, error_messages=WRITE)
    room = forms.CharField(
        label=_("Room"),
        max_length=20,
        error_messages=WRITE,
        help_text=_("As it is called out on the screen in the corridor."),
    )
    slots = forms.IntegerField(
        label=_("Places that can be booked"),
        min_value=1,
        max_value=MOST_SLOTS,
        initial=12,
        error_messages={"required": _("Write a whole number."), "invalid": _("Write a whole number.")},
    )
    leader = forms.ModelChoiceField(
        User.objects.none(), label=_("Leader on the day"), empty_label=None, error_messages=WRITE
    )
    substitute = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Substitute"),
        empty_label=None,
        error_messages=WRITE,
        help_text=_("She also takes every visitor whom the leader must not receive."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = seated(unit, on=clock.today())
        leaders = [post.user_id for post in posts if ROLES[post.role].seat is Seat.LEADER]
        everybody = [post.user_id for post in posts]
        for name, ids in (("leader", leaders), ("substitute", everybody)):
            offer_rows(self, name, User.objects.filter(pk__in=ids).order_by("pk"))
        others = [pk for pk in everybody if pk not in leaders[:1]]
        self.fields["substitute"].initial = others[0] if others else None
        if not self.is_bound:
            del self.fields["on_rest_day"]  # asked only of a day on which nobody works

    def clean(self) -> dict[str, Any]:
        """A Saturday or a holiday is asked about once: on it the house is closed unless somebody means it."""
        told = super().clean() or {}
        chosen = told.get("day")
        is_rest = chosen is not None and not is_working(chosen)
        if chosen is not None and is_rest and not told.get("on_rest_day"):
            sentence = _("%(day)s is %(weekday)s, on which nobody works. Choose another day, or tick below.")
            words = {"day": date_format(chosen, "Y-m-d"), "weekday": date_format(chosen, "l")}
            self.add_error("day", sentence % words)
        if not is_rest:
            self.fields.pop("on_rest_day", None)
        told.pop("on_rest_day", None)
        return told

    def plan(self) -> Plan:
        """What the form says, for the verbs."""
        return Plan(**self.cleaned_data)


def as_initial(row: ReceptionDay) -> dict[str, Any]:
    """A proposal back in its form."""
    return {name: getattr(row, name) for name in PlanForm.base_fields if name != "on_rest_day"}
