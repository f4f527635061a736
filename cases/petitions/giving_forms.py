"""Forms of the steps that involve somebody else: other bodies, other federations, the next higher one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, moment, notice, text
from cases.casefile.models import Case
from cases.coordination import urgent
from cases.petitions.verb_forms import AnswerForm, VerbForm, offer_her_word
from cases.vocabulary.petitions import FollowUpResult, FollowUpWay, Outcome, Satisfaction, TellingChannel
from network.agencies.models import Agency, AgencyKind
from network.units.models import Level, Unit
from sisterhood.lib.offering import offer, offer_rows

LISTED_HELP = _("Address, phone and hours go into the notice.")


def listed(help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Body on the list"),
        required=False,
        empty_label=_("not on the list: write it below"),
        help_text=help_text,
    )


class ListedForm(VerbForm):
    """A body of the list of the matter's county or city, or one written by hand."""

    def fit(self, case: Case) -> None:
        """What stands on the list, nearest first."""
        offer_rows(self, "listed", Agency.objects.for_case_of(case.unit))


class GuideForm(ListedForm):
    """Which body, what she is told, how."""

    listed = listed(LISTED_HELP)
    body = text(_("Competent body"), widget=forms.TextInput(), length=80, required=False)
    note = text(_("What she is told, and where she can turn"), length=2000)
    notice_how = notice()


class GiveForm(VerbForm):
    """To which lower federation, why, and how she was told."""

    to_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("To which federation"), empty_label=_("Please choose")
    )
    reason = text(_("Reason"), widget=SHORT, length=2000)
    notice_how = notice()

    def fit(self, case: Case) -> None:
        """Counties and townships below."""
        column = "city_id" if case.unit.level == Level.CITY else "county_id"
        below = Unit.objects.current().filter(
            **{column: case.unit_id}, level__in=(Level.COUNTY, Level.TOWNSHIP), is_quasi=False
        )
        below = below.exclude(pk=case.unit_id).order_by("level", "code")
        offer_rows(self, "to_unit", below)


class ReportForm(VerbForm):
    """办结报告."""

    report = text(_("Result: what was found, done and answered"))


class MergeForm(VerbForm):
    """Which of two matters goes on; the other one ends here and is found through it."""

    stays = forms.ChoiceField(
        label=_("Which matter goes on?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose which matter goes on.")},
    )
    notice_how = notice()

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stays", choices)


class NumberForm(forms.Form):
    """A matter that names somebody else, such as another member of the group, by its number."""

    number = text(_("Number of the other matter"), widget=forms.TextInput(), length=32)


class DemandForm(ListedForm):
    """要求查处函: to whom, what, by which law. Consent and sending follow on its own page."""

    listed = listed()
    agency = text(_("Competent body"), widget=forms.TextInput(), length=80, required=False)
    agency_kind = forms.ChoiceField(
        label=_("What kind of body it is"), choices=AgencyKind.choices, initial=AgencyKind.OTHER
    )
    request = text(_("What the body is asked to do"))
    basis = forms.CharField(
        label=_("Legal basis"),
        widget=SHORT,
        max_length=600,
        initial="《妇女权益保障法》第七十三条",
        error_messages={"required": _("Name the legal basis.")},
    )


class UrgentForm(VerbForm):
    """Art. 25: who was told, how, when, the receipt, what was said."""

    told = forms.MultipleChoiceField(
        label=_("Who was told"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Party committee and government are both told at once; others as needed."),
    )
    other = text(_("Another body"), widget=forms.TextInput(), length=80, required=False)
    channel = chosen(_("How"), TellingChannel.choices, _("Choose how they were told."))
    told_at = moment(_("When"))
    receipt = text(_("Number of the receipt"), widget=forms.TextInput(), length=60, required=False)
    note = text(_("What was reported"), length=2000)

    def fit(self, case: Case) -> None:
        """Bodies that can be told; party committee and government are always among them."""
        self.bodies = urgent.bodies(case.unit)
        offer(self, "told", [(str(n), body.name) for n, body in enumerate(self.bodies)])

    def clean(self) -> dict[str, Any]:
        """From ticks to bodies."""
        data = super().clean() or {}
        told = [self.bodies[int(n)] for n in data.pop("told", [])]
        other = data.pop("other", "").strip()
        data["told"] = told + ([urgent.Body(AgencyKind.OTHER, other)] if other else [])
        return data


class MediateForm(VerbForm):
    """Both sides are willing."""

    willing = forms.BooleanField(label=_("Each side was asked alone and is willing"), required=False)
    note = text(_("What each side said"), widget=SHORT, length=2000, required=False)
    notice_how = notice()


class InformForm(AnswerForm):
    """What she is told of the result, when and how."""

    field_order = ["note", "delivered_on", "delivered_how"]
    note = text(_("What she is told of the result"))


class ReviewForm(VerbForm):
    """Her request to the next body (art. 35, 36)."""

    asked_on = day(_("Request received on"))
    reason = text(_("What she asks to be looked at again"))
    late_reason = text(
        _("If the time to ask has passed: why it is taken all the same"),
        widget=SHORT,
        length=1000,
        required=False,
    )


class FollowUpForm(VerbForm):
    """How she was asked, whether she was reached, what she says; when to try again."""

    way = chosen(_("How she was asked"), FollowUpWay.choices, _("Choose how she was asked."))
    result = forms.ChoiceField(
        label=_("Was she reached?"),
        choices=FollowUpResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether she was reached.")},
    )
    satisfaction = forms.ChoiceField(
        label=_("How content she is, in her own judgement"),
        choices=Satisfaction.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = text(_("Follow-up: what she says"), widget=SHORT, length=2000, required=False)
    next_on = forms.DateField(
        label=_("If she was not reached: next attempt on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-11-23.")},
    )

    def fit(self, case: Case) -> None:
        """Her own word first."""
        offer_her_word(self.fields["satisfaction"], case)


class ExternalForm(AnswerForm):
    """What the superior federation decided."""

    field_order = ["outcome", "note", "delivered_on", "delivered_how"]
    outcome = chosen(_("Outcome"), Outcome.choices, _("Choose the outcome."))
    note = text(_("What the superior decided"))
