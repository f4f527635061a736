"""Forms of an activity: the outline, who speaks, materials, a photograph, and the counts at the end."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, text
from cases.casefile.held import ChosenFile
from network.access.scope import Scope
from network.agencies.models import Agency
from network.duty.rota.models import Expert
from network.units.models import Level, Unit
from network.volunteers.models import Volunteer
from outreach.campaigns import lists
from outreach.campaigns.activity import Activity
from outreach.campaigns.fields import Money, clock_time, count, line, one, rows, yes_or_no
from outreach.campaigns.forms import INSIDE, StepForm
from outreach.campaigns.holding import EXAMINES, PEOPLE, Outline
from outreach.campaigns.models import Campaign
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows

_PLACES = {
    Level.CITY: (Level.COUNTY, Level.TOWNSHIP),
    Level.COUNTY: (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    Level.TOWNSHIP: (Level.TOWNSHIP, Level.VILLAGE),
    Level.VILLAGE: (Level.VILLAGE, Level.HAMLET),
}
REQUIRED = _("Please choose.")


def _campaigns(scope: Scope, unit: Unit) -> Any:
    rows_ = Campaign.objects.visible_to(scope).open_to_activities()
    return rows_.filter(unit__in=unit.ancestor_ids, ends_on__gte=clock.today()).order_by("-starts_on")


class ActivityForm(forms.Form):
    """One day in one place."""

    campaign = one(_("Part of the campaign"), Campaign.objects.none(), required=False)
    kind = chosen(_("What is done"), lists.ActivityKind.choices, REQUIRED)
    topic = chosen(_("Topic"), lists.Topic.choices, REQUIRED)
    title = line(_("Title"), 60)
    place = one(_("Where it goes to"), Unit.objects.none())
    venue = line(
        _("Room or square"), 80, help_text=_("As people know it, for example the yard of the village office.")
    )
    planned_on = day(_("Day"))
    begins = clock_time(_("Begins at"))
    expected = count(_("How many people are expected"), required=True)
    partners = rows(_("Partners"), Agency.objects.none())
    is_public = yes_or_no(
        _("Shown on the page for everybody?"),
        help_text=_(
            "Everybody can read title, day and place there and say how many come. No name is asked for."
        ),
    )

    def __init__(self, *args: Any, unit: Unit, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Unit.objects.below(unit).current().filter(level__in=_PLACES.get(Level(unit.level), ()))
        offer_rows(self, "place", inside.order_by("level", "code"))
        offer_rows(self, "campaign", _campaigns(scope, unit))
        offer_rows(self, "partners", Agency.objects.visible_to(scope).for_case_of(unit))

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        said["partners"] = list(said["partners"])
        return {"outline": Outline(**said)}


class PublicityForm(forms.Form):
    """What was put up, shown or carried round."""

    kind = chosen(_("What was put up or shown"), lists.PublicityKind.choices, REQUIRED)
    topic = chosen(_("Topic"), lists.Topic.choices, REQUIRED)
    venue = chosen(_("Where"), lists.Venue.choices, REQUIRED)
    done_on = day(_("Day"), help_text=_("At a market: the market day."))
    number = count(
        _("How many"),
        required=True,
        help_text=_("Boards, films, slogans or households: a number, never which."),
    )
    campaign = one(_("Part of the campaign"), Campaign.objects.none(), required=False)

    def __init__(self, *args: Any, unit: Unit, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "campaign", _campaigns(scope, unit))


class OfActivity(StepForm):
    """A form that knows its activity and who asks."""

    def __init__(self, *args: Any, row: Activity, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fit(row, scope)

    def fit(self, row: Activity, scope: Scope) -> None:
        """Offer only what fits."""


class HoldForm(OfActivity):
    """Which day it really was."""

    held_on = day(_("Held on"))


class CancelForm(OfActivity):
    """Why not."""

    reason = text(_("Why it does not take place"), widget=SHORT, length=200, help_text=INSIDE)


class SpeakerForm(OfActivity):
    """Who speaks or examines."""

    expert = one(
        _("Somebody of the rota"),
        Expert.objects.none(),
        required=False,
        help_text=_("Her licence is read from the rota; the lines below stay empty then."),
    )
    kind = chosen(_("Who speaks or examines"), lists.SpeakerKind.choices, REQUIRED)
    name = line(_("Her name"), 40, required=False)
    office = line(_("Of which body"), 80, required=False)
    licence_no = line(
        _("Licence number"),
        40,
        required=False,
        help_text=_("Of a doctor or lawyer; it must hold on the day."),
    )
    licence_until = day(_("Licence valid until"), required=False)

    def fit(self, row: Activity, scope: Scope) -> None:
        """Advisers she sees on the rota."""
        offer_rows(self, "expert", Expert.objects.visible_to(scope).select_related("user"))


class SupplyForm(OfActivity):
    """What was taken along."""

    item = line(_("Material"), 40, help_text=_("For example: leaflet on the Anti-Domestic Violence Law."))
    measure = line(_("Counted in"), 10, help_text=_("For example: sheets, boxes."))
    taken = count(_("Taken along"), required=True)
    given = count(_("Given out"), required=True)
    rest = count(_("Brought back"), required=True)
    approved_by = line(_("Who approved it"), 40)

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        return said | {"rest_": said.pop("rest")}


class PhotoForm(OfActivity):
    """A photograph, and who agreed."""

    photo = ChosenFile(label=_("Photograph"), error_messages={"required": _("Choose a photograph.")})
    shows = chosen(_("Who can be recognised"), lists.Shows.choices, REQUIRED)
    consented = chosen(_("Who agreed"), lists.Consented.choices, REQUIRED)

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        return said | {"content": said.pop("photo").read()}


class CountForm(OfActivity):
    """How many came, what it cost, who helped."""

    women = count(_("Women"), required=True)
    men = count(_("Men"), required=True)
    children = count(_("Children"), required=True)
    families = count(_("Families that took part"))
    examined = count(_("People examined"))
    advised = count(
        _("Advised to see a doctor"), help_text=_("A number alone. Nobody's result is written down here.")
    )
    cost_cents = Money(label=_("Cost in yuan"))
    helpers = rows(_("Volunteers who helped"), Volunteer.objects.none())
    minutes = count(_("How many minutes each of them helped"))
    feedback = text(_("What people said"), widget=SHORT, length=400, required=False, help_text=INSIDE)

    def fit(self, row: Activity, scope: Scope) -> None:
        """Volunteers of the organiser's area and of the place; who is examined is asked at clinics alone."""
        near = (
            Q(unit__in=Unit.objects.below(row.unit).values("pk"))
            if row.unit.level >= Level.TOWNSHIP
            else Q(unit__in=Unit.objects.below(row.place).values("pk"))
        )
        offer_rows(
            self,
            "helpers",
            Volunteer.objects.visible_to(scope).filter(near, state="active").order_by("name", "pk"),
        )
        if row.kind not in EXAMINES:
            for name in ("examined", "advised"):
                del self.fields[name]

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        people = {name: said.pop(name, None) or 0 for name in PEOPLE}
        return said | {"people": people, "helpers": list(said["helpers"]), "minutes": said["minutes"] or 0}


class CorrectForm(OfActivity):
    """All numbers as they should have been, and why."""

    women = count(_("Women"), required=True)
    men = count(_("Men"), required=True)
    children = count(_("Children"), required=True)
    families = count(_("Families that took part"))
    examined = count(_("People examined"))
    advised = count(_("Advised to see a doctor"))
    cost_cents = Money(label=_("Cost in yuan"))
    reason = text(_("Why the count was wrong"), widget=SHORT, length=200, help_text=INSIDE)

    def fit(self, row: Activity, scope: Scope) -> None:
        """What stands there now; hours of volunteers are corrected at each of them."""
        if row.kind not in EXAMINES:
            for name in ("examined", "advised"):
                del self.fields[name]
        for name, field in self.fields.items():
            if name != "reason":
                field.initial = getattr(row, name)

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        people = {name: said.pop(name, None) or 0 for name in PEOPLE}
        return {"people": people, "cost_cents": said["cost_cents"], "reason": said["reason"]}
