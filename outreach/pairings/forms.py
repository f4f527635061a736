"""Forms of pairings; what is decided is never chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope
from network.sites.forms import a_day
from network.volunteers.asking import one_of, one_row, some_of
from outreach.pairings.lists import (
    Answer,
    Commitment,
    PairingKind,
    Progress,
    Rating,
    Said,
    Voice,
    WhyOver,
    Year,
)
from outreach.supporters.models import Supporter
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows

_YES = (("yes", _("yes")), ("no", _("no")))


class ProposeForm(forms.Form):
    """Who, how and until when."""

    kind = one_of(_("kind"), PairingKind.choices)
    supporter = one_row(_("supporter"), Supporter.objects.none())
    commitments = some_of(_("what she promises"), Commitment.choices)
    ends_on = a_day(_("until"), help_text=_("The house warns before that day."))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Supporter.objects.visible_to(scope).here().order_by("kind", "number")
        self.has_supporters = rows.exists()
        offer_rows(self, "supporter", rows)


class AgreeForm(forms.Form):
    """What was signed."""

    agreed_on = a_day(_("agreed on"), initial=clock.today)
    agreed_how = one_of(_("how they agreed"), ConsentManner.choices)
    guardian = one_of(_("the guardian of the child agreed"), (*_YES, ("adult", _("no child"))))
    photos = one_of(_("photos may be taken and shown"), _YES)

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        told = dict(self.cleaned_data)
        yes = {f"{name}_agreed": told.pop(name, "") == "yes" for name in ("guardian", "photos")}
        return told | yes


class EndForm(forms.Form):
    """Why it ends."""

    why = one_of(_("why it ends"), WhyOver.choices)


class EvaluateForm(forms.Form):
    """What they say of it."""

    said = one_of(_("what they say"), Said.choices)
    said_by = one_of(_("who says it"), Voice.choices)


class AgainForm(forms.Form):
    """The same two for another time."""

    ends_on = a_day(_("until"), help_text=_("The house warns before that day."))


class CareForm(forms.Form):
    """Three short words and one tick."""

    on = a_day(_("day when she was there"), initial=clock.today)
    living = one_of(_("living"), Rating.choices)
    study = one_of(_("learning"), Rating.choices)
    wellbeing = one_of(_("body and mood"), Rating.choices)
    concern = forms.BooleanField(
        label=_("something is wrong: tell the township"),
        required=False,
        help_text=_("What it is you say to her, and write nowhere. In danger call 110 first."),
    )


class CardForm(forms.Form):
    """What the supporter may know."""

    on = a_day(_("as of"), initial=clock.today)
    year = one_of(_("school year"), Year.choices)
    progress = one_of(_("how it goes"), Progress.choices)


class SettleForm(forms.Form):
    """What became of a concern."""

    answer = one_of(_("what became of it"), Answer.choices)
