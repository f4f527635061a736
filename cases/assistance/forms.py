"""Forms of rights assistance. Each knows its matter and its row, and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.assistance.kinds import KINDS
from cases.assistance.lists import AssistanceKind, AssistanceOutcome, CalledOffFor
from cases.assistance.opening import refuse_kind
from cases.casefile.fields import SHORT, day, moment, text
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import ConsentManner, TellingChannel
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.offering import offer

LINE = forms.TextInput()


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def carried(case: Case) -> list[tuple[str, Any]]:
    """The kinds that this matter carries."""
    found = []
    for kind in AssistanceKind:
        try:
            refuse_kind(case, kind)
        except Refusal:
            continue
        found.append((kind.value, kind.label))
    return found


class AskForm(MatterForm):
    """What is asked of whom, and what they may hear."""

    kind = one_of(_("Which assistance"), AssistanceKind.choices)
    body = text(_("Which body is asked"), widget=LINE, length=200)
    request = text(
        _("What is asked for"), length=2000, help_text=_("Facts only, no more than the body needs.")
    )
    manner = forms.ChoiceField(
        label=_("How she consented"),
        choices=[("", _("Please choose")), *ConsentManner.choices],
        required=False,
        help_text=_("Ask her first. Not needed to report to the police, nor to apply for a guardian."),
    )
    given_on = day(_("Consent given on"), required=False, initial=clock.today)
    shared = text(_("What the body may hear"), widget=SHORT, length=2000, required=False)

    def fit(self, case: Case, row: Any) -> None:
        """Kinds this matter carries; two days that belong to one kind each stand only where it is offered."""
        kinds = carried(case)
        offer(self, "kind", kinds)
        offered = {code for code, _label in kinds}
        if AssistanceKind.LAND in offered:
            self.fields["known_on"] = day(
                _("Land: she learnt of the village's decision on"),
                required=False,
                help_text=_("A year later no court revokes it any more; the clock warns before."),
            )
        if any(KINDS[code].at_once for code in offered):
            self.fields["noticed_at"] = moment(
                _("Report to the police: noticed at"),
                required=False,
                help_text=_("The minutes of the report count from here."),
            )


class BeginForm(MatterForm):
    """From when on the body has it."""

    begun_on = day(_("In the hands of the body since"), initial=clock.today)
    note = text(_("In words"), widget=SHORT, length=2000, required=False)

    def fit(self, case: Case, row: Any) -> None:
        """The police are told at a minute, every other body on a day."""
        if not row.terms.at_once:
            self.fields["begun_on"].label = row.terms.began
            return
        del self.fields["begun_on"]
        self.fields = {
            "told_at": moment(row.terms.began),
            "channel": one_of(_("How they were told"), TellingChannel.choices),
            "receipt": text(_("Receipt number"), widget=LINE, length=100, required=False),
            **self.fields,
        }


class NoteForm(MatterForm):
    """A sentence."""

    note = text(_("In words"), widget=SHORT, length=2000)


class ResultForm(MatterForm):
    """The paper, and how it reached her."""

    outcome = one_of(_("What the paper says, seen from what she asked"), AssistanceOutcome.choices)
    result = text(_("What the paper says"), length=2000)
    result_on = day(_("Day of the paper"), initial=clock.today)
    in_writing = forms.BooleanField(label=_("I have the result in writing before me"), required=False)
    delivered = one_of(_("How the paper reached her"), Delivery.choices)
    delivered_on = day(_("It reached her on"), initial=clock.today)

    def fit(self, case: Case, row: Any) -> None:
        """What this kind asks for stands beside the box."""
        self.fields["in_writing"].help_text = row.terms.result


class WhyForm(MatterForm):
    """A reason."""

    why = text(_("Reason, and which other ways she was told"), widget=SHORT, length=2000)


class CallOffForm(MatterForm):
    """Why it ends."""

    ended_for = one_of(
        _("Why it ends"), [each for each in CalledOffFor.choices if each[0] != CalledOffFor.MATTER_ENDED]
    )
    why = text(_("In words"), widget=SHORT, length=2000)

    def fit(self, case: Case, row: Any) -> None:
        """A report that is a duty ends by a mistake alone."""
        if row.terms.at_once:
            offer(self, "ended_for", [(CalledOffFor.MISTAKE.value, CalledOffFor.MISTAKE.label)])
