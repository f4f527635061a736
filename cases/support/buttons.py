"""Which form and which function stand behind each step of a note, a file and a visit. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.support import forms as f
from cases.support import noting, objecting, opening, reviewing, visiting


@dataclass(frozen=True)
class Button:
    """Form, verb, the sentence above the form, picture, and what is said when it is done."""

    form: Any
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any = _("It is written down.")


NOTE_BUTTONS: dict[str, Button] = {
    "review_note": Button(
        f.ReviewNoteForm, noting.review_note, _("Look at it, and pass it to the county."), "eye"
    ),
    "propose_file": Button(
        f.ProposeForm,
        opening.propose_file,
        _("Propose a file only when nothing lighter is enough."),
        "file-plus",
        _("It waits for the privacy officer now."),
    ),
    "redirect_note": Button(
        f.RedirectForm, noting.redirect_note, _("Send it the way that is meant for it."), "send"
    ),
    "dismiss_note": Button(
        f.DismissForm, noting.dismiss_note, _("Nothing follows; the words will be deleted."), "undo-2"
    ),
    "step_aside": Button(
        f.NothingForm,
        noting.step_aside,
        _("You are related or involved: step aside, and the note is gone for you."),
        "log-out",
        _("Somebody else looks at it."),
    ),
}
FILE_BUTTONS: dict[str, Button] = {
    "sign_file": Button(
        f.SignForm, opening.sign_file, _("Sign off purpose, basis, evidence and necessity."), "user-check"
    ),
    "approve_file": Button(
        f.NothingForm, opening.approve_file, _("Approve the file; its worker begins."), "check"
    ),
    "refuse_file": Button(
        f.NothingForm, opening.refuse_file, _("Do not open it; the words will be deleted."), "undo-2"
    ),
    "plan_visit": Button(f.PlanVisitForm, visiting.plan_visit, _("Offer something, by a visit."), "house"),
    "write_review": Button(
        f.ReviewForm, reviewing.write_review, _("Write the review in time, or the file goes dark."), "pencil"
    ),
    "continue_file": Button(
        f.ContinueForm, reviewing.continue_file, _("Confirm that support goes on."), "check"
    ),
    "end_file": Button(
        f.NothingForm,
        reviewing.end_file,
        _("End the file; nobody reads it from now on."),
        "circle-check",
        _("The file is closed to everybody."),
    ),
    "return_review": Button(
        f.NothingForm, reviewing.return_review, _("Give the review back to its worker."), "undo-2"
    ),
    "give_notice": Button(
        f.NoticeForm, opening.give_notice, _("The family has been told."), "message-circle"
    ),
    "name_worker": Button(
        f.WorkerForm, opening.name_worker, _("Give the work to somebody else."), "user-plus"
    ),
    "take_objection": Button(
        f.ObjectForm,
        objecting.take_objection,
        _("The family objects: everything stands still."),
        "circle-alert",
        _("The file stands still until the privacy officer has answered."),
    ),
    "accept_objection": Button(
        f.AcceptForm, objecting.accept_objection, _("Accept it; the file is closed to everybody."), "check"
    ),
    "answer_objection": Button(
        f.AnswerForm, objecting.answer_objection, _("Correct the file, or refuse with reasons."), "pencil"
    ),
    "ask_longer": Button(
        f.LongerForm, reviewing.ask_longer, _("Ask the city for a later last day."), "clock"
    ),
    "grant_longer": Button(
        f.NothingForm, reviewing.grant_longer, _("Grant the later last day, once."), "check"
    ),
    "refuse_longer": Button(
        f.NothingForm, reviewing.refuse_longer, _("The last day stays as it is."), "undo-2"
    ),
    "propose_destruction": Button(
        f.NothingForm, reviewing.propose_destruction, _("Propose that its words are destroyed."), "file-x"
    ),
    "destroy_file": Button(
        f.NothingForm, reviewing.destroy_file, _("Agree that its words are destroyed."), "file-x"
    ),
}
VISIT_BUTTONS: dict[str, Button] = {
    "record_outreach": Button(
        f.RecordVisitForm, visiting.record_outreach, _("Write down the visit."), "pencil"
    ),
    "decline_outreach": Button(
        f.NothingForm,
        visiting.decline_outreach,
        _("They did not want it; nothing else is written down."),
        "log-out",
    ),
    "call_off_outreach": Button(f.NothingForm, visiting.call_off_outreach, _("The visit is not made."), "x"),
}
# What a page puts first, by state; the rest stands under "other steps".
FIRST_OF_NOTE = {"noted": "review_note", "reviewed": "redirect_note"}
FIRST_OF_FILE = {
    "proposed": "sign_file",
    "signed": "approve_file",
    "active": "plan_visit",
    "paused": "answer_objection",
    "restricted": "destroy_file",
}
FIRST_OF_VISIT = {"asked": "record_outreach"}
