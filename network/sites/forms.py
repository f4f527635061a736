"""The form of a service window: one line for each weekday."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from network.sites import hours
from network.sites.models import ServiceWindow
from network.sites.places import Function, Site
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows
from sisterhood.lib.phones import PhoneField


class WindowForm(forms.Form):
    """Address, phone, seven lines of hours, and whether everybody may read it."""

    address = forms.CharField(
        label=_("office address"),
        max_length=120,
        error_messages={"required": _("Write where people find you.")},
    )
    phone = PhoneField(
        label=_("phone"),
        place=True,
        max_length=40,
        error_messages={"required": _("Write a number that is answered.")},
    )
    hours_note = forms.CharField(
        label=_("about the hours"),
        max_length=200,
        required=False,
        help_text=_("For example: on rest days call 12338."),
    )
    note = forms.CharField(
        label=_("note for colleagues"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Never shown outside. No names of women who come."),
    )
    is_published = forms.BooleanField(label=_("everybody may read this window"), required=False)

    def __init__(self, *args: Any, window: ServiceWindow | Site | None = None, **kwargs: Any) -> None:
        if window is not None:
            known = {name: getattr(window, name) for name in ("address", "phone", "hours_note", "note")}
            known |= {f"day_{day}": text for day, text in window.weekly.items()}
            kwargs["initial"] = known | {"is_published": window.published_since is not None}
        super().__init__(*args, **kwargs)
        for day, label in WEEKDAYS.items():
            self.fields[f"day_{day}"] = forms.CharField(
                label=label,
                max_length=60,
                required=False,
                help_text=_("Such as 8:30-11:30, 13:30-17:00; empty means closed.") if day == 0 else "",
            )
        self.order_fields(["address", "phone", *(f"day_{day}" for day in WEEKDAYS)])

    def clean(self) -> dict[str, Any]:
        """`week`: the hours of each day; a line that cannot be read keeps its words and says how to write it."""
        data = super().clean() or {}
        data["week"] = {}
        for day in WEEKDAYS:
            text = data.pop(f"day_{day}", "")
            try:
                data["week"][day] = hours.read(text)
            except ValueError:
                self.add_error(f"day_{day}", _("Write hours as 8:30-11:30, one after the other."))
        return data


def a_day(label: Any, **more: Any) -> forms.DateField:
    """A date of the browser's own calendar, with sentences of the house."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-23."),
        },
        **more,
    )


class SiteForm(WindowForm):
    """What a place is: where, how large, when it is open, and whether everybody may read that."""

    name = forms.CharField(
        label=_("name of the place"),
        max_length=60,
        error_messages={"required": _("Write what people call it.")},
    )
    rooms = forms.IntegerField(
        label=_("rooms"),
        min_value=1,
        max_value=99,
        initial=1,
        error_messages={
            name: _("Write a number from 1 to 99.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    opened_on = a_day(_("opened on"), initial=clock.today)
    host = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("relies on the Women's Home"),
        required=False,
        empty_label=_("on none"),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    is_published = forms.BooleanField(label=_("everybody may read address, phone and hours"), required=False)
    first: tuple[str, ...] = ("name", "address", "phone", "rooms", "opened_on", "host")

    def __init__(self, *args: Any, unit: Unit, site: Site | None = None, **kwargs: Any) -> None:
        super().__init__(*args, window=site, **kwargs)
        self.fields["phone"].required = False
        homes = Site.objects.standing().filter(unit__in=[unit.pk, unit.parent_id])
        homes = homes.filter(functions__function=Function.HOME, functions__until=None)
        if site is not None:
            homes = homes.exclude(pk=site.pk)
            more = {"name": site.name, "rooms": site.rooms, "opened_on": site.opened_on, "host": site.host_id}
            self.initial = {**self.initial, **more}
        offer_rows(self, "host", homes.distinct())
        self.order_fields(self.first)


def _offer_near(form: forms.Form, unit: Unit) -> None:
    """The unit itself and those right below it; where that is one alone, it is chosen already."""
    near = Unit.objects.current().filter(pk=unit.pk) | Unit.objects.current().filter(parent=unit)
    offer_rows(form, "serves", near.order_by("level", "code"))
    if near.count() == 1:
        form.initial.setdefault("serves", unit.pk)


class FunctionForm(forms.Form):
    """What a place serves as, for whom and since when."""

    function = forms.ChoiceField(
        label=_("it serves as"),
        choices=Function.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")},
    )
    serves = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("for"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")},
    )
    since = a_day(_("since"), initial=clock.today)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_near(self, unit)


class NewSiteForm(SiteForm):
    """A new place says at once what it is and for whom."""

    function = FunctionForm.base_fields["function"]
    serves = FunctionForm.base_fields["serves"]
    first = ("name", "function", "serves", "address", "phone", "rooms", "opened_on", "host")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        _offer_near(self, unit)


class LastDayForm(forms.Form):
    """A last day."""

    on = a_day(_("last day"), initial=clock.today)
