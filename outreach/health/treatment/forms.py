"""Forms of following up a treatment; nothing is chosen beforehand, and no field asks what she has."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day
from network.volunteers.asking import line, one_of, some_of
from outreach.health.relief.lists import Consent
from outreach.health.treatment.models import Barrier, Offered, WhyEnded


class BeginForm(forms.Form):
    """Who wants it, and how she agreed."""

    name = line(_("her name"), 40)
    phone = line(_("phone"), 20, required=False)
    consent_how = one_of(_("how she agreed that somebody looks in"), Consent.choices)
    consented_on = day(_("agreed on"))


class LookForm(forms.Form):
    """When, what keeps her from it, what was offered."""

    on = day(_("looked in on"))
    barrier = one_of(_("what keeps her from treatment, as she says"), Barrier.choices)
    offered = some_of(_("what was offered"), Offered.choices, required=True)


class EndForm(forms.Form):
    """Her word is enough."""

    why = one_of(_("why it ends"), WhyEnded.choices)
