"""Forms of insurance; nothing is chosen beforehand, least of all that she wants it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day
from network.volunteers.asking import line, number, one_of, words
from outreach.health.insurance.models import Answer, InsurancePlan, Payer
from outreach.health.insurance.verbs import Terms
from sisterhood.lib.offering import offer

YES_NO = (("yes", _("yes")), ("no", _("no")))
MOST_YUAN, MOST_DAYS = 9_999_999, 730


class PlanForm(forms.Form):
    """Every number of the product."""

    name = line(_("name of the plan"), 60)
    insurer = line(_("insurer"), 60)
    covers = words(_("what is covered, and what is not"), 300)
    premium = number(_("premium, yuan"), 0, MOST_YUAN)
    insured = number(_("sum insured, yuan"), 1, MOST_YUAN)
    waiting_days = number(_("days of waiting"), 0, MOST_DAYS)
    claim_days = number(_("days in which to claim, from the day it happened"), 1, MOST_DAYS)
    enrol_from = day(_("enrolment from"))
    enrol_until = day(_("enrolment until"))
    starts_on = day(_("cover begins"))
    ends_on = day(_("cover ends"))

    def __init__(self, *args: Any, row: InsurancePlan | None, **kwargs: Any) -> None:
        known = {name: getattr(row, name) for name in self.base_fields} if row else {}
        kwargs["initial"] = known
        super().__init__(*args, **kwargs)

    @property
    def told(self) -> Terms:
        """The terms in one."""
        return Terms(**self.cleaned_data)


class EnrolForm(forms.Form):
    """Who, and that it was her own choice."""

    plan = one_of(_("plan"), ())
    name = line(_("her name"), 40)
    id_number = line(_("identity number"), 24)
    phone = line(_("phone"), 20, required=False)
    payer = one_of(_("who pays the premium"), Payer.choices)
    told_terms = one_of(_("was she told price, waiting and what is not covered?"), YES_NO)
    chose_herself = one_of(
        _("did she choose it herself, knowing that nothing else depends on it?"),
        YES_NO,
        help_text=_("If not, nothing is written down, and nobody asks again."),
    )
    chosen_on = day(_("chosen on"))

    def __init__(self, *args: Any, plans: list[InsurancePlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "plan", [(str(row.pk), f"{row.name} · {row.premium}") for row in plans])

    @property
    def told(self) -> dict[str, Any]:
        """Yes and no as the verb takes them."""
        said = dict(self.cleaned_data)
        return said | {name: said[name] == "yes" for name in ("told_terms", "chose_herself")}


class NothingForm(forms.Form):
    """No field: a question, answered by the button."""


class HappenedForm(forms.Form):
    """The day it happened; what happened is written on the insurer's paper alone."""

    happened_on = day(_("day it happened, as on the paper of the hospital"))


class FiledForm(forms.Form):
    """When it was filed."""

    filed_on = day(_("filed on"))


class AnsweredForm(forms.Form):
    """What the insurer said."""

    answered_on = day(_("answered on"))
    answer = one_of(_("what the insurer said"), Answer.choices)
