"""The small forms of the verbs on the case page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.petitions.forms import LONG, SHORT
from cases.vocabulary import Category, DeclineReason, Outcome, Route


class NoInput(forms.Form):
    """A verb that needs nothing but a decision."""


class PassOnForm(forms.Form):
    """Up one level, or straight to the county."""

    note = forms.CharField(
        label=_("What has been done so far"), widget=SHORT, required=False, max_length=2000
    )
    to_county = forms.BooleanField(label=_("straight to the county federation"), required=False)


class ReasonForm(forms.Form):
    """A verb that must say why."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=SHORT,
        max_length=200,
        error_messages={"required": _("Please say why.")},
    )


class NoteForm(forms.Form):
    """A verb that leaves a sentence."""

    note = forms.CharField(
        label=_("What was said"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Please write it down.")},
    )


class CloseForm(forms.Form):
    """Follow-up and the petitioner's attitude."""

    note = forms.CharField(label=_("Follow-up: what she says"), widget=SHORT, required=False, max_length=2000)


class TriageForm(forms.Form):
    """Exactly one main route, and the class if it was wrong."""

    route = forms.ChoiceField(
        label=_("Route"),
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a route.")},
    )
    category = forms.ChoiceField(label=_("Class"), choices=Category.choices, initial=Category.FAMILY)


class AcceptForm(forms.Form):
    """How the petitioner was told (art. 23(2))."""

    notice_how = forms.ChoiceField(
        label=_("Written notice"),
        choices=[
            ("on_the_spot", _("handed over on the spot")),
            ("safe_way", _("sent the safe way she chose")),
        ],
    )


class DeclineForm(forms.Form):
    """A reason of the list and what she is told."""

    reason = forms.ChoiceField(label=_("Reason"), choices=DeclineReason.choices)
    note = forms.CharField(
        label=_("What she is told, and where she can turn"),
        widget=LONG,
        max_length=2000,
        error_messages={"required": _("Write what the petitioner is told and where she can turn.")},
    )


class OpinionForm(forms.Form):
    """处理意见书 (art. 32)."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    facts_found = forms.CharField(
        label=_("Facts found and reasons"),
        widget=LONG,
        max_length=8000,
        error_messages={"required": _("Write down the facts found and the reasons.")},
    )
    decision = forms.CharField(
        label=_("Decision"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Write down the decision.")},
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        widget=SHORT,
        max_length=600,
        error_messages={"required": _("Name the legal basis.")},
    )
    remedies = forms.CharField(
        label=_("Remedies"),
        widget=SHORT,
        required=False,
        max_length=1000,
        initial=_(
            "She may ask the next higher body for a review within 30 days of receiving this (art. 35)."
        ),
    )


class AnswerForm(forms.Form):
    """When and how the opinion reached her."""

    delivered_on = forms.DateField(
        label=_("Delivered on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-11-23.")},
    )
    delivered_how = forms.CharField(label=_("How"), max_length=60)


class AttachForm(forms.Form):
    """One file with a title of ours."""

    file = forms.FileField(label=_("File"), error_messages={"required": _("Please choose a file.")})
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
