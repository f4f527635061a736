"""Forms of whoever is helped. What the definition asks for is asked in its own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import ConsentManner
from network.sites.forms import a_day
from network.volunteers.asking import line, number, one_of, some_of
from outreach.beneficiaries.lists import FACTS, Away, Category, Need, Sex, Source, WhyEnded
from sisterhood.lib import clock

_YES = (("yes", _("yes")), ("no", _("no")))
_ASKED = ("parents_away", "other_able", "with_parents", "months_away", "across_counties")


class ProposeForm(forms.Form):
    """Who, by which paper, in which category."""

    category = one_of(_("category"), Category.choices)
    name = line(_("full name"), 40)
    sex = one_of(_("sex"), Sex.choices)
    born_on = a_day(_("born on"))
    source = one_of(_("which paper says so"), Source.choices)
    source_on = a_day(_("day of the paper"))
    parents_away = one_of(
        _("who works away from home"),
        Away.choices,
        required=False,
        help_text=_("This and the next four only for left-behind and migrant children."),
    )
    other_able = one_of(_("the other parent is able to be guardian"), _YES, required=False)
    with_parents = one_of(_("the child lives away with a parent or guardian"), _YES, required=False)
    months_away = number(_("for how many months"), 0, 240, required=False)
    across_counties = one_of(_("across the border of a county"), _YES, required=False)
    needs = some_of(_("what would help"), Need.choices)
    guardian = line(_("guardian"), 40, required=False, help_text=_("For a minor: who agreed."))
    guardian_phone = line(_("phone of the guardian"), 30, required=False)
    consent_how = one_of(_("how she, or the guardian, agreed"), ConsentManner.choices)
    consented_on = a_day(_("agreed on"), initial=clock.today)

    def clean(self) -> dict[str, Any]:
        """As the verb takes it; what the definition asks for is answered for those two categories."""
        told = dict(self.cleaned_data)
        asked = told.get("category") in FACTS
        for name in _ASKED:
            if asked and told.get(name) in (None, ""):
                self.add_error(name, _("This category asks for it."))
        facts = {name: told.get(name) for name in ("category", "source", "source_on", "born_on", "sex")}
        facts["parents_away"] = told.get("parents_away", "") if asked else ""
        facts["months_away"] = (told.get("months_away") or 0) if asked else 0
        for name in ("other_able", "with_parents", "across_counties"):
            facts[name] = asked and told.get(name) == "yes"
        names = ("name", "guardian", "guardian_phone", "needs", "consent_how", "consented_on")
        return {name: told.get(name) for name in names} | {"facts": facts}


class ReviewForm(forms.Form):
    """Which paper of now says that it still is so."""

    source = one_of(_("which paper says so"), Source.choices)
    source_on = a_day(_("day of the paper"))


class EndForm(forms.Form):
    """Why the help ends."""

    why = one_of(_("why the help ends"), WhyEnded.choices)


class ReasonForm(forms.Form):
    """Why a name is opened."""

    reason = line(
        _("why you need it"), 120, help_text=_("It is kept with your name and the time. No names in it.")
    )
