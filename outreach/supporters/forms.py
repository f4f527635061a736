"""Forms of supporters. Phone and organisation are sealed like the name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope
from network.sites.forms import a_day
from network.volunteers.asking import line, one_of
from network.volunteers.models import Volunteer
from outreach.supporters.lists import SupporterKind, WhyGone
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows


class FactsForm(forms.Form):
    """What names her."""

    name = line(_("her name"), 40)
    phone = line(_("her phone"), 30, required=False)
    organisation = line(_("where she works"), 60, required=False)


def _volunteer(*, required: bool) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Volunteer.objects.none(),
        label=_("her row on the list of volunteers"),
        required=required,
        empty_label=_("she is no volunteer"),
        help_text=_("Whoever comes near a child is a trained volunteer whose records were looked up."),
        error_messages={"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")},
    )


def _offer(form: forms.Form, scope: Scope) -> None:
    offer_rows(form, "volunteer", Volunteer.objects.visible_to(scope).here().order_by("name"))


class EnterForm(FactsForm):
    """Somebody wants to help."""

    kind = one_of(_("who she is in public life"), SupporterKind.choices)
    volunteer = _volunteer(required=False)
    consent_how = one_of(_("how she agreed that it is written down"), ConsentManner.choices)
    consented_on = a_day(_("agreed on"), initial=clock.today)
    field_order = ("kind", "name", "phone", "organisation")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, scope)


class LinkForm(forms.Form):
    """Which volunteer she is."""

    volunteer = _volunteer(required=True)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, scope)


class ReleaseForm(forms.Form):
    """Why she goes."""

    why = one_of(_("why she supports no longer"), WhyGone.choices)


class ReasonForm(forms.Form):
    """Why a name is opened."""

    reason = line(
        _("why you need it"), 120, help_text=_("It is kept with your name and the time. No names in it.")
    )
