"""Forms of the duty to report: noticed, reported, told back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, moment, text
from cases.coordination.forms import MatterForm
from cases.protection.forms import LINE, several, yes
from cases.protection.lists import Trigger
from cases.protection.reports import TOLD
from cases.vocabulary.petitions import TellingChannel
from sisterhood.lib import clock


class NoticeForm(MatterForm):
    """A duty to report was noticed."""

    noticed_at = moment(_("Noticed at"))
    note = text(_("What was noticed"), length=2000)


class ReportForm(MatterForm):
    """Who was told of what."""

    trigger = forms.ChoiceField(
        label=_("What makes it a duty"), choices=Trigger.choices, widget=forms.RadioSelect
    )
    noticed_at = moment(_("Noticed at"))
    noticed_by = text(
        _("Who noticed it"),
        widget=LINE,
        length=120,
        help_text=_("Kept sealed; the police keep whoever reports secret as well."),
    )
    told = several(_("Told"), [(kind.value, kind.label) for kind in TOLD], _("Choose who was told."))
    body = text(_("Which body exactly"), widget=LINE, length=120)
    channel = chosen(_("How"), TellingChannel.choices, _("Choose how they were told."))
    reported_at = moment(_("Reported at"))
    receipt = text(_("Receipt number"), widget=LINE, length=80, required=False)
    told_before = yes(_("She, or the guardian where that is safe, was told before"))
    note = text(_("What was reported"), widget=SHORT, length=2000, required=False)


class ResultForm(MatterForm):
    """What came back."""

    result = text(_("What the body told back"), length=2000)
    result_on = day(_("On"), initial=clock.today)
    receipt = text(_("Receipt number"), widget=LINE, length=80, required=False)
