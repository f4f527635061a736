"""Forms of an agreement: with which body, about what, until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, text
from network.access.scope import Scope
from network.agencies.models import Agency
from network.volunteers.asking import one_of
from outreach.partners.models import AgreementKind, WhyEnded
from sisterhood.lib.offering import offer_rows


class AgreementForm(forms.Form):
    """A new one. Nothing is chosen beforehand."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("With which body"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose."), "invalid_choice": _("Please choose.")},
        help_text=_("Bodies stand on the list of bodies and contacts; enter a missing one there first."),
    )
    kind = chosen(_("What the two do together"), AgreementKind.choices, _("Please choose."))
    scope = text(
        _("What was agreed"),
        widget=SHORT,
        length=400,
        help_text=_("What each side does, and where. Nobody's name or number."),
    )
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.kept_by(scope).filter(active=True)
        offer_rows(self, "agency", rows.order_by("unit__level", "kind", "name"))


class RenewForm(forms.Form):
    """A later last day."""

    ends_on = day(_("New last day"))


class EndForm(forms.Form):
    """Asked once more, with the reason."""

    why = one_of(_("Why the agreement ends"), WhyEnded.choices)
