"""The small forms of a paper, a rule and a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import chosen, delivery
from cases.casefile.held import ChosenFile
from cases.vocabulary.papers import Adoption
from cases.vocabulary.reading import AccessReason

LONG, SHORT = forms.Textarea(attrs={"rows": 8}), forms.Textarea(attrs={"rows": 3})
WRITE = {"required": _("Please write it down.")}


def text(label: Any, *, rows: int = 3, length: int = 2000, required: bool = True) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, widget=widget, max_length=length, required=required, error_messages=WRITE
    )


def line(label: Any, *, length: int = 80) -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=length, error_messages=WRITE)


def day(label: Any) -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-23."),
        },
    )


class WordsForm(forms.Form):
    """To whom, on what basis, and what she can do against it; the rest is the act's own text."""

    addressee = forms.CharField(label=_("Addressee"), max_length=120, required=False)
    basis = text(_("Legal basis"), length=1000)
    remedies = text(_("Remedies"), length=1000, required=False)


class DeliverForm(forms.Form):
    """When it was received, and how."""

    delivered_on = day(_("Received on"))
    delivered_how = delivery(_("How it was delivered"))


class NoteForm(forms.Form):
    """Why."""

    note = text(_("Why the paper is taken back"))


class NoInput(forms.Form):
    """Nothing but a decision."""


class PrintForm(forms.Form):
    """On what, and for a leader why."""

    reason = forms.ChoiceField(label=_("Reason"), choices=AccessReason.choices, required=False)


class RuleForm(forms.Form):
    """A rule in one version: its text, a PDF, or both."""

    title = line(_("title of the rule"))
    version = line(_("version of the rule"), length=20)
    in_force_from = day(_("rule in force from"))
    text = text(_("text of the rule"), rows=12, length=40_000, required=False)
    file = ChosenFile(label=_("PDF file"), required=False)


class ProposalForm(forms.Form):
    """What was seen in several matters, and what a department is asked to change; no name anywhere."""

    title = line(_("Short title"))
    department = line(_("Addressed to"))
    pattern = text(_("What several matters showed, without names"), rows=6, length=4000)
    proposal = text(_("What the department is asked to change"), rows=6, length=4000)
    numbers = text(_("Numbers of the matters, one on each line"), rows=4)


class ReplyForm(forms.Form):
    """What the department answered."""

    replied_on = day(_("Day of the reply"))
    adoption = chosen(_("Was it adopted?"), Adoption.choices, _("Choose whether it was adopted."))
    reply = text(_("What the department replied, without names"), rows=6, length=4000)
