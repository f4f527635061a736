"""Forms of a referral. Each knows its matter, so that it offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT, chosen, consented, day, moment, text
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.referrals.models import ServiceItem
from cases.vocabulary.petitions import ConsentManner
from cases.vocabulary.services import (
    AidChannel,
    AidMatter,
    AidOutcome,
    AidPlace,
    AidUrgency,
    MeansGround,
    SlipWay,
    StatutoryBasis,
)
from network.agencies.models import Agency
from network.deadlines.said import said
from network.units.models import Level
from sisterhood.lib import clock

CHOOSE = _("Please choose")


class OpenForm(MatterForm):
    """Which service, of which body, how fast."""

    item = forms.ModelChoiceField(
        ServiceItem.objects.none(),
        label=_("Service"),
        empty_label=CHOOSE,
        error_messages={"required": _("Choose the service.")},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Body that gives it"),
        empty_label=CHOOSE,
        error_messages={"required": _("Choose the body.")},
    )
    channel = forms.ChoiceField(
        label=_("How fast"),
        choices=AidChannel.choices,
        widget=forms.RadioSelect,
        initial=AidChannel.ORDINARY,
        help_text=said(
            _("Green channel: the letter within %(letter)s. Danger: call the body within %(call)s."),
            letter="referral.green",
            call="referral.phone",
        ),
    )
    need = text(
        _("What the referral is for"),
        widget=SHORT,
        length=1000,
        help_text=_("It stays in this matter. Nothing of it stands on the letter."),
    )

    def fit(self, case: Case, row: Any) -> None:
        """Services with a body of their kind on the list; of a township its standard ones."""
        bodies = Agency.objects.for_case_of(case.unit)
        items = ServiceItem.objects.filter(active=True, agency_kind__in=bodies.values("kind"))
        if case.unit.level >= Level.TOWNSHIP:
            items = items.filter(is_standard=True)
        self.offer("item", items)
        self.offer("agency", bodies.filter(kind__in=items.values("agency_kind")))


def little(label: Any, *, required: bool = False) -> forms.CharField:
    """A short text."""
    return text(label, widget=SHORT, length=1000, required=required)


class EligibilityForm(MatterForm):
    """What was gone through with her."""

    note = text(_("Conditions and papers, as gone through with her"), widget=SHORT, length=1000)


class ConsentForm(MatterForm):
    """What, how, when."""

    shared = text(
        _("What may be shared"),
        widget=SHORT,
        length=1000,
        help_text=_("The minimum: what the recipient needs to act, and no more."),
    )
    manner = consented()
    given_on = day(_("On"), initial=clock.today)


class BasisForm(MatterForm):
    """Which rule, and why."""

    basis = forms.ChoiceField(
        label=_("Which rule of law"), choices=StatutoryBasis.choices, widget=forms.RadioSelect
    )
    note = text(_("Why her consent could not be asked for"), widget=SHORT, length=1000)


class PhoneForm(MatterForm):
    """Who was reached."""

    note = text(
        _("Whom you reached and what was agreed"),
        widget=SHORT,
        length=1000,
        help_text=_(
            "As long as she has not agreed, say that somebody comes and what is needed, and not who she is."
        ),
    )


class NothingForm(MatterForm):
    """Nothing but a decision."""


class CodeForm(MatterForm):
    """How the body gets its code."""

    how = forms.ChoiceField(
        label=_("How does the body get the code?"), choices=SlipWay.choices, widget=forms.RadioSelect
    )


class PresentForm(MatterForm):
    """When."""

    presented_on = day(_("Presented on"), initial=clock.today)


class AnsweredForm(MatterForm):
    """When the body answered."""

    answered_on = day(_("Answered on"), initial=clock.today)
    note = little(_("What the body answered"))


class DeclinedForm(MatterForm):
    """When, and why not."""

    answered_on = day(_("Answered on"), initial=clock.today)
    note = little(_("Why the body declines"), required=True)


class ServiceForm(MatterForm):
    """When it was given."""

    service_on = day(_("Given on"), initial=clock.today)
    note = little(_("What help was given"))


class OutcomeForm(MatterForm):
    """What it brought her."""

    outcome = forms.ChoiceField(
        label=_("What it brought her"), choices=AidOutcome.choices, widget=forms.RadioSelect
    )
    note = little(_("In her own words"))


class AidForm(MatterForm):
    """法律援助申请 (§5.8)."""

    matter = chosen(_("What for"), AidMatter.choices, _("Choose what she needs a lawyer for."))
    ground = chosen(_("Her means"), MeansGround.choices, _("Choose what holds for her means."))
    urgency = chosen(
        _("Urgency"),
        AidUrgency.choices,
        _("Choose whether it is urgent."),
        help_text=said(
            _("Help first, papers later (art. 44): also when a limitation ends in less than %(time)s."),
            time="legal_aid.limitation",
        ),
    )
    place = chosen(_("Where it is handed in"), AidPlace.choices, _("Choose where it is handed in."))
    representative = text(
        _("Who represents her, and why not somebody else"),
        widget=SHORT,
        length=400,
        required=False,
        help_text=_("Only without capacity of her own; never the person who harms her."),
    )
    papers = text(_("Papers handed over"), widget=SHORT, length=1000, required=False)
    submitted_on = day(_("Handed in on"), initial=clock.today)


class DecidedForm(MatterForm):
    """On which day."""

    decided_on = day(_("Decided on"), initial=clock.today)


class RefusedForm(MatterForm):
    """On which day, and why."""

    decided_on = day(_("Decided on"), initial=clock.today)
    note = little(_("Why it was refused"), required=True)


class DismissedForm(MatterForm):
    """On which day."""

    decided_on = day(_("Decided on"), initial=clock.today)
    note = little(_("Why the objection is dismissed"))


class LawyerForm(MatterForm):
    """Who, since when."""

    assigned_on = day(_("Assigned on"), initial=clock.today)
    lawyer = text(_("Lawyer and office"), widget=forms.TextInput(), length=120)


class ObjectForm(MatterForm):
    """On which day she objected."""

    objected_on = day(_("Filed on"), initial=clock.today)


class BookForm(MatterForm):
    """When she goes there."""

    appointed_at = moment(_("Appointment"), initial=None)
    fee_waived = forms.BooleanField(label=_("The fee is waived"), required=False)


class ResultForm(MatterForm):
    """That it came; its words only with her consent."""

    result_on = day(_("Result received on"), initial=clock.today)
    opinion = text(
        _("Words of the opinion"),
        widget=LONG,
        length=6000,
        required=False,
        help_text=_("Leave it empty unless she wants it kept here."),
    )
    manner = forms.ChoiceField(
        label=_("How she consented"),
        choices=[("", _("She has not consented")), *ConsentManner.choices],
        required=False,
    )
