"""Forms of the rota: a shift for one or two experts, an expert's papers and hours, a colleague who is asked."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from network.deadlines.said import said
from network.duty.forms import WRITE, day
from network.duty.rota.chairs import SlotBooking
from network.duty.rota.experts import Papers
from network.duty.rota.models import DutyShift, Expert, ExpertKind
from network.duty.rota.shifts import Plan
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows

HOUR = {
    "required": _("Write the time."),
    "invalid": _("Write the time as hours and minutes, for example 08:30."),
}


def hour(label: Any, **more: Any) -> forms.TimeField:
    """A time of the day."""
    widget = forms.TimeInput(attrs={"type": "time", "class": "inp"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=HOUR, **more)


class ShiftForm(forms.Form):
    """When, where, and who: ticking an adviser and a counsellor makes a two-chair shift."""

    day = day(_("Day"))
    begins = hour(_("From"), initial=time(9))
    ends = hour(
        _("To"),
        initial=time(12),
        help_text=said(_("Sessions of %(time)s follow each other from the beginning."), time="rota.session"),
    )
    place = forms.CharField(label=_("Place"), max_length=60, error_messages=WRITE)
    experts = forms.ModelMultipleChoiceField(
        Expert.objects.none(),
        label=_("Who is on duty"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One expert, or an adviser and a counsellor at the same time and place."),
        error_messages={"required": _("Choose one expert, or one of each kind.")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Expert.objects.filter(unit=unit, term_until__gte=clock.today()).select_related("user")
        offer_rows(self, "experts", rows)

    def plan(self) -> Plan:
        """What the form says, for the verb."""
        facts = dict(self.cleaned_data)
        return Plan(experts=tuple(facts.pop("experts")), **facts)


class PapersForm(forms.Form):
    """Licence, firm, qualification and term."""

    licence_no = forms.CharField(label=_("Licence number"), max_length=40, required=False)
    licence_until = day(_("Licence valid until"), required=False)
    firm = forms.CharField(label=_("Law firm"), max_length=80, required=False)
    qualification = forms.CharField(label=_("Qualification"), max_length=80, required=False)
    term_from = day(_("Term from"), initial=clock.today)
    term_until = day(_("Term until"))

    def papers(self) -> Papers:
        """For the verbs."""
        return Papers(**{name: self.cleaned_data[name] for name in PapersForm.base_fields})


class ExpertForm(PapersForm):
    """A new one: somebody with the post who does not stand on the list yet."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=_("Who"), empty_label=_("Please choose"), error_messages=WRITE
    )
    field_order = ("user",)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Appointment.objects.on(clock.today()).filter(unit=unit, role__in=ExpertKind.values)
        listed = Expert.objects.filter(unit=unit).values("user_id")
        people = User.objects.filter(pk__in=posts.values("user_id"), is_active=True).exclude(pk__in=listed)
        offer_rows(self, "user", people.order_by("display_name"))


class HoursForm(forms.Form):
    """The hours of her week."""

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {row.weekday: row for row in expert.availability.all()}
        for weekday, name in WEEKDAYS.items():
            row = known.get(weekday)
            for edge, label in (("begins", _("%(day)s from")), ("ends", _("%(day)s to"))):
                self.fields[f"{edge}_{weekday}"] = hour(
                    label % {"day": name}, required=False, initial=getattr(row, edge, None)
                )

    def hours(self) -> dict[int, tuple[time, time] | None]:
        """For the verb: a half-written day is no day."""
        found: dict[int, tuple[time, time] | None] = {}
        for weekday in WEEKDAYS:
            begins, ends = (self.cleaned_data.get(f"{edge}_{weekday}") for edge in ("begins", "ends"))
            found[weekday] = (begins, ends) if begins and ends else None
        return found


class ExceptionForm(forms.Form):
    """One day that is different."""

    day = day(_("Day"))
    begins = hour(_("From"), required=False)
    ends = hour(_("To"), required=False, help_text=_("Leave both hours empty for a day away."))


class SwapForm(forms.Form):
    """Which colleague is asked."""

    to = forms.ModelChoiceField(
        Expert.objects.none(),
        label=_("Ask a colleague"),
        empty_label=_("Please choose"),
        error_messages=WRITE,
    )

    def __init__(self, *args: Any, shift: DutyShift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Expert.objects.filter(unit_id=shift.unit_id, kind=shift.expert.kind).select_related("user")
        offer_rows(self, "to", rows.exclude(pk=shift.expert_id))


class QueueForm(forms.Form):
    """What she who walked in asks for; nothing about her."""

    kind = forms.ChoiceField(
        label=_("What she asks for"),
        choices=SlotBooking.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=WRITE,
    )
