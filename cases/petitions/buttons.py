"""Which form and which function stand behind each verb's button. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.petitions import hand_over, transitions
from cases.petitions import verb_forms as f


@dataclass(frozen=True)
class Button:
    """One verb on the case page: its form, what runs, what the page says, the icon."""

    form: type[forms.Form]
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any


BUTTONS: dict[str, Button] = {
    "pass_on": Button(
        f.PassOnForm,
        hand_over.pass_on,
        _("Pass the matter on to the level above."),
        "send",
        _("The matter has been passed on."),
    ),
    "take_up": Button(
        f.NoInput,
        hand_over.take_up,
        _("Say that the matter is with you now."),
        "hand",
        _("The matter is with you now."),
    ),
    "hand_back": Button(
        f.ReasonForm,
        hand_over.hand_back,
        _("Return the matter to whoever handed it to you."),
        "undo-2",
        _("The matter has gone back."),
    ),
    "triage": Button(
        f.TriageForm,
        transitions.triage,
        _("Choose the route of this matter."),
        "signpost",
        _("The route is set."),
    ),
    "accept": Button(
        f.AcceptForm,
        transitions.accept,
        _("Accept the matter and tell the petitioner in writing."),
        "circle-check",
        _("Accepted. 60 days of handling have begun."),
    ),
    "decline": Button(
        f.DeclineForm,
        transitions.decline,
        _("Do not accept, and tell her where to turn."),
        "circle-x",
        _("Recorded as not accepted."),
    ),
    "advise": Button(
        f.NoteForm,
        transitions.advise,
        _("Write down the advice and close the matter today."),
        "message-circle",
        _("The advice is recorded and the matter closed."),
    ),
    "start": Button(
        f.NoInput, transitions.start, _("Begin to handle the matter."), "play", _("Handling has begun.")
    ),
    "draft_opinion": Button(
        f.OpinionForm,
        transitions.draft_opinion,
        _("Draft the handling opinion for your leader."),
        "file-pen",
        _("The draft is with your leader."),
    ),
    "answer": Button(
        f.AnswerForm,
        transitions.answer,
        _("Approve the opinion and answer the petitioner."),
        "file-check",
        _("The petitioner has been answered."),
    ),
    "close": Button(
        f.CloseForm,
        transitions.close,
        _("Follow up and close the matter."),
        "archive",
        _("The matter is closed."),
    ),
    "withdraw": Button(
        f.ReasonForm,
        transitions.withdraw,
        _("The petitioner takes the matter back of her own will."),
        "rotate-ccw",
        _("The matter has been withdrawn."),
    ),
}
# What the page puts first, per state; the rest stands under "other steps".
FIRST = {
    "registered": ("take_up", "triage", "pass_on"),
    "triaged": ("accept", "advise"),
    "accepted": ("start",),
    "handling": ("answer", "draft_opinion"),
    "answered": ("close",),
}
