"""Which form and which function stand behind each verb's button. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.petitions import (
    following,
    giving,
    hand_over,
    interventions,
    merging,
    opinions,
    review,
    transitions,
)
from cases.petitions import giving_forms as g
from cases.petitions import verb_forms as f
from network.deadlines.said import said


@dataclass(frozen=True)
class Button:
    """One verb on the case page: its form, what runs, what the page asks, the icon, what the page says then."""

    form: type[f.VerbForm]
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any


_BACK = _("The matter has gone back.")
_NOTED = _("It is written down.")
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
        _BACK,
    ),
    "triage": Button(
        f.TriageForm,
        transitions.triage,
        _("Choose the route of this matter."),
        "signpost",
        _("The route is set."),
    ),
    "choose_route": Button(
        f.TriageForm,
        transitions.choose_route,
        _("Choose the route of this matter."),
        "signpost",
        _("The route is set."),
    ),
    "guide_out": Button(
        g.GuideForm,
        giving.guide_out,
        _("Tell her in writing which body is competent."),
        "map-pin",
        _("She has been told; the matter is closed here."),
    ),
    "transfer": Button(
        g.GiveForm,
        giving.transfer,
        _("Transfer the matter to the competent lower federation."),
        "arrow-down-right",
        _("The matter has been transferred."),
    ),
    "assign": Button(
        g.GiveForm,
        giving.assign,
        _("Assign the matter to a lower federation, which reports back."),
        "clipboard-list",
        _("The matter has been assigned."),
    ),
    "object_to": Button(
        f.ReasonForm,
        giving.object_to,
        _("Object: the matter is not ours."),
        "message-circle",
        _("The sender decides about your objection."),
    ),
    "uphold_objection": Button(
        f.remark_form(_("Why the objection is upheld")),
        giving.uphold_objection,
        _("Uphold the objection and choose another way."),
        "undo-2",
        _("The matter is yours again."),
    ),
    "reject_objection": Button(
        f.note_form(_("Why the objection is rejected")),
        giving.reject_objection,
        _("Reject the objection and assign the matter again."),
        "send",
        _BACK,
    ),
    "merge": Button(
        g.MergeForm,
        merging.merge,
        _("The same facts are in handling already: merge."),
        "files",
        _("The matters are merged."),
    ),
    "unmerge": Button(
        f.ReasonForm,
        merging.unmerge,
        said(_("Undo the merge within %(time)s."), time="petition.unmerge"),
        "undo-2",
        _("The matter is open again."),
    ),
    "accept": Button(
        f.AcceptForm,
        transitions.accept,
        _("Accept the matter and tell the petitioner in writing."),
        "circle-check",
        _("Accepted. The period of handling has begun. Draw up the written notice now."),
    ),
    "decline": Button(
        f.DeclineForm,
        transitions.decline,
        _("Do not accept, and tell her where to turn."),
        "circle-x",
        _("Recorded as not accepted."),
    ),
    "advise": Button(
        f.note_form(_("The advice given")),
        transitions.advise,
        _("Write down the advice and close the matter today."),
        "message-circle",
        _("The advice is recorded and the matter closed."),
    ),
    "reply": Button(
        f.note_form(_("What she was told")),
        transitions.reply,
        _("Reply to the suggestion and close the matter."),
        "message-circle",
        _("The reply is recorded and the matter closed."),
    ),
    "demand": Button(
        g.DemandForm,
        interventions.demand,
        _("Demand that the competent body investigates."),
        "scroll-text",
        _("The demand is drafted. Now record her consent."),
    ),
    "mediate": Button(
        g.MediateForm,
        interventions.mediate,
        _("Send the matter to mediation: both sides are willing."),
        "handshake",
        _("The matter is in mediation."),
    ),
    "urgent_report": Button(
        g.UrgentForm,
        interventions.urgent_report,
        _("Record the report to party committee and government."),
        "siren",
        _NOTED,
    ),
    "start": Button(
        f.NoInput, transitions.start, _("Begin to handle the matter."), "play", _("Handling has begun.")
    ),
    "extend": Button(
        f.ExtendForm,
        transitions.extend,
        _("Extend the handling once, and tell her why."),
        "calendar-plus",
        _("The period is longer now."),
    ),
    "hold_hearing": Button(
        f.HearingForm,
        transitions.hold_hearing,
        _("Hold a hearing."),
        "users",
        _("The hearing has begun."),
    ),
    "end_hearing": Button(
        f.note_form(_("What the hearing found")),
        transitions.end_hearing,
        _("End the hearing and write down what it found."),
        "users",
        _NOTED,
    ),
    "draft_opinion": Button(
        f.OpinionForm,
        opinions.draft_opinion,
        _("Draft the opinion for your leader."),
        "file-pen",
        _("The draft is with your leader."),
    ),
    "return_draft": Button(
        f.note_form(_("What is missing in the draft")),
        opinions.return_draft,
        _("Return the draft with what is missing."),
        "undo-2",
        _("The draft is with its author again."),
    ),
    "answer": Button(
        f.AnswerForm,
        transitions.answer,
        _("Approve the opinion and answer the petitioner."),
        "file-check",
        _("The petitioner has been answered."),
    ),
    "inform": Button(
        g.InformForm,
        transitions.inform,
        _("Tell her the result."),
        "file-check",
        _("The petitioner has been answered."),
    ),
    "report_back": Button(
        g.ReportForm,
        giving.report_back,
        _("Report the result to whoever assigned the matter."),
        "send",
        _("The report is with the sender."),
    ),
    "accept_report": Button(
        f.remark_form(_("Remark on the report")),
        giving.accept_report,
        _("Accept the report."),
        "circle-check",
        _NOTED,
    ),
    "return_report": Button(
        f.note_form(_("What is missing in the report")),
        giving.return_report,
        _("Return the report with what is missing."),
        "undo-2",
        _BACK,
    ),
    "ask_review": Button(
        g.ReviewForm,
        review.ask_review,
        _("She asks the next higher federation for a review."),
        "arrow-up-right",
        _("The matter is with the reviewing federation."),
    ),
    "answer_review": Button(
        f.AnswerForm,
        review.answer_review,
        _("Approve the review opinion and answer."),
        "file-check",
        _("The petitioner has been answered."),
    ),
    "ask_reexamination": Button(
        g.ReviewForm,
        review.ask_reexamination,
        _("She asks for a re-examination."),
        "arrow-up-right",
        _("The re-examination has begun."),
    ),
    "answer_reexamination": Button(
        f.AnswerForm,
        review.answer_reexamination,
        _("Approve the re-examination opinion: the last word."),
        "file-check",
        _("The petitioner has been answered."),
    ),
    "record_external": Button(
        g.ExternalForm,
        review.record_external,
        _("Record what the superior federation decided."),
        "file-check",
        _NOTED,
    ),
    "log_contact": Button(
        f.note_form(_("What she brought, and what help was offered")),
        review.log_contact,
        _("She came again with the same facts: log it and offer help."),
        "message-circle",
        _NOTED,
    ),
    "follow_up": Button(
        g.FollowUpForm,
        following.follow_up,
        _("Ask her how it went, and write down what she says."),
        "phone",
        _NOTED,
    ),
    "close": Button(
        f.CloseForm,
        transitions.close,
        _("Follow up and close the matter."),
        "archive",
        _("The matter is closed."),
    ),
    "reassign": Button(
        f.ColleagueForm,
        hand_over.reassign,
        _("Give the matter to a colleague of the unit."),
        "users",
        _("The matter is with your colleague now."),
    ),
    "declare_recusal": Button(
        f.RecusalForm,
        hand_over.recuse,
        _("Declare a conflict of interest: for this person the matter does not exist any more."),
        "circle-x",
        _NOTED,
    ),
    "withdraw": Button(
        f.ReasonForm,
        transitions.withdraw,
        _("The petitioner takes the matter back of her own will."),
        "rotate-ccw",
        _("The matter has been withdrawn."),
    ),
}
