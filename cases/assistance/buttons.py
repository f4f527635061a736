"""Which form and which function stand behind each step of an assistance. A table."""

from django.utils.translation import gettext_lazy as _

from cases.assistance import forms as f
from cases.assistance import opening, results
from cases.coordination.buttons import Button

_NOTED = _("It is written down.")
BUTTONS: dict[str, Button] = {
    "begin_assistance": Button(
        f.BeginForm,
        opening.begin_assistance,
        _("Bring it to the body; its own period begins."),
        "send",
        _("The period of the body runs."),
    ),
    "ask_after_assistance": Button(
        f.NoteForm,
        results.ask_after_assistance,
        _("Ask the body again, and write down what it said."),
        "phone",
        _NOTED,
    ),
    "record_assistance": Button(
        f.ResultForm,
        results.record_assistance,
        _("Record the result in writing, and how it reached her."),
        "file-check",
        _("The result is recorded."),
    ),
    "close_assistance": Button(
        f.NoteForm,
        results.close_assistance,
        _("Ask her what she says about the result, then close."),
        "circle-check",
        _("The assistance is closed."),
    ),
    "refuse_assistance": Button(
        f.WhyForm,
        results.refuse_assistance,
        _("The body does not take it on: write its reason, and tell her the other ways."),
        "circle-alert",
        _NOTED,
    ),
    "call_off_assistance": Button(
        f.CallOffForm,
        results.call_off_assistance,
        _("It ends before a result."),
        "log-out",
        _NOTED,
    ),
}
# What the page puts first, by state; the rest stands under "other steps".
FIRST = {"asked": "begin_assistance", "under_way": "record_assistance", "recorded": "close_assistance"}
