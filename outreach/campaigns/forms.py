"""Forms of a campaign: the plan, and the few words of each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, text
from network.agencies.models import Agency
from network.units.models import Unit
from outreach.campaigns.fields import CHOOSE, LIST_WRONG, Money, Places, line, rows
from outreach.campaigns.lists import CampaignKind, Series, Topic
from outreach.campaigns.models import Campaign
from outreach.campaigns.verbs import Plan, targets
from sisterhood.lib.offering import offer_rows

INSIDE = _("Nobody's name or number.")


class CampaignForm(forms.Form):
    """The plan of one campaign. Nothing is chosen beforehand."""

    kind = chosen(_("Kind of campaign"), CampaignKind.choices, _("Please choose."))
    series = forms.ChoiceField(
        label=_("Named series"),
        choices=[("", _("none")), *Series.choices],
        required=False,
        error_messages=CHOOSE,
    )
    title = line(_("Title"), 60)
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=LIST_WRONG,
    )
    plan = text(_("What is done, and what it is to bring"), length=2000, help_text=INSIDE)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))
    villages = Places(
        Unit.objects.none(),
        label=_("Where it goes to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=LIST_WRONG,
    )
    partners = rows(_("Partners"), Agency.objects.none())
    budget_cents = Money(label=_("Budget in yuan"))

    def __init__(self, *args: Any, unit: Unit, row: Campaign | None = None, **kwargs: Any) -> None:
        if row is not None:
            names = ("kind", "series", "title", "topics", "plan", "starts_on", "ends_on", "budget_cents")
            known: dict[str, Any] = {name: getattr(row, name) for name in names}
            known["villages"] = [each.unit_id for each in row.villages.all()]
            known["partners"] = [each.agency_id for each in row.partners.all()]
            kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        offer_rows(self, "villages", targets(unit).order_by("code"))
        offer_rows(self, "partners", Agency.objects.for_case_of(unit))

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = dict(self.cleaned_data)
        said["villages"], said["partners"] = list(said["villages"]), list(said["partners"])
        return {"plan": Plan(**said)}


class StepForm(forms.Form):
    """A question, answered by the button."""

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        return dict(self.cleaned_data)


class RemarkForm(StepForm):
    """A few words that are needed."""

    remark = text(_("Why, or what is to be changed"), widget=SHORT, length=400, help_text=INSIDE)


class ReviewForm(StepForm):
    """A few words, if there are any."""

    remark = text(_("Remark on the report"), widget=SHORT, length=400, required=False, help_text=INSIDE)


class ReportForm(StepForm):
    """What was done, and what was spent beside the activities."""

    report = text(_("What was done and what it brought"), length=2000, help_text=INSIDE)
    spent_cents = Money(
        label=_("Spent beside the activities, in yuan"),
        help_text=_("The cost of each activity stands there already. Write 0 if nothing else was spent."),
    )
