"""Which form and which function stand behind each step of a mediation. A table."""

from django.utils.translation import gettext_lazy as _

from cases.coordination.buttons import Button
from cases.mediation import agreements, consenting, opening, performing, screening, sessions
from cases.mediation import forms as f

_NOTED = _("It is written down.")
BUTTONS: dict[str, Button] = {
    "name_mediator": Button(
        f.MediatorForm,
        opening.name_mediator,
        _("Name the mediator; each side may refuse her."),
        "user-plus",
        _("The mediator is named and may open the matter until the mediation ends."),
    ),
    "screen_side": Button(
        f.ScreenForm,
        screening.screen_side,
        _("Hear one side alone. A yes, or “not known”, ends it here."),
        "clipboard-check",
        _NOTED,
    ),
    "find_unsuitable": Button(
        f.FoundForm,
        screening.find_unsuitable,
        _("Something came to light that cannot be mediated."),
        "triangle-alert",
        _NOTED,
    ),
    "redirect_mediation": Button(
        f.RedirectForm,
        screening.redirect_mediation,
        _("This is not mediated. Tell her the other ways; none of them is closed."),
        "signpost",
        _NOTED,
    ),
    "ask_exception": Button(
        f.ExceptionForm,
        screening.ask_exception,
        _("Only when she asks herself, in writing, knowing what it means."),
        "file-pen",
        _("Her request is with the leader."),
    ),
    "approve_exception": Button(
        f.NoteForm,
        screening.approve_exception,
        _("Read her request and decide: let it be mediated in separate rooms."),
        "check",
        _NOTED,
    ),
    "refuse_exception": Button(
        f.NoteForm, screening.refuse_exception, _("Keep to what the gate says."), "undo-2", _NOTED
    ),
    "take_consent": Button(
        f.ConsentForm,
        consenting.take_consent,
        _("Ask each side alone whether it wants to mediate."),
        "file-check",
        _("The consent is recorded."),
    ),
    "schedule_session": Button(
        f.SessionForm,
        sessions.schedule_session,
        _("Arrange day, place and committee of the session."),
        "calendar-plus",
        _NOTED,
    ),
    "begin_mediation": Button(
        f.BeginForm,
        sessions.begin_mediation,
        _("Begin the session; a woman of the committee is there."),
        "users",
        _NOTED,
    ),
    "agree_in_writing": Button(
        f.WrittenForm,
        agreements.agree_in_writing,
        _("Both agree: write down everything that the law wants in an agreement."),
        "file-pen",
        _("The agreement is in force."),
    ),
    "agree_orally": Button(
        f.OralForm,
        agreements.agree_orally,
        _("Both agree and want no paper: record what was agreed."),
        "message-square-text",
        _("The agreement is in force."),
    ),
    "adjourn_session": Button(
        f.RecordForm, sessions.adjourn_session, _("Stop for today; write the record."), "clock", _NOTED
    ),
    "resume_session": Button(
        f.NothingForm, sessions.resume_session, _("Go on with the same people."), "refresh-cw", _NOTED
    ),
    "fail_mediation": Button(
        f.FailForm,
        sessions.fail_mediation,
        _("No agreement: write the record, and tell the other ways."),
        "circle-alert",
        _NOTED,
    ),
    "end_by_party": Button(
        f.PartyForm,
        consenting.end_by_party,
        _("One side does not want it: it ends, without a reason asked."),
        "log-out",
        _NOTED,
    ),
    "report_to_police": Button(
        f.PoliceForm,
        sessions.report_to_police,
        _("Violence or an offence: call 110 first; the mediation is over."),
        "siren",
        _NOTED,
    ),
    "extend_mediation": Button(
        f.ExtendForm,
        consenting.extend_mediation,
        _("Both want more time: lengthen the period once."),
        "calendar-plus",
        _NOTED,
    ),
    "draw_agreement": Button(
        f.NothingForm,
        agreements.draw_agreement,
        _("Draw up the paper: one for each side, one is kept."),
        "scroll-text",
        _("The paper is drawn up; issue it on the page of the matter."),
    ),
    "begin_performance": Button(
        f.NothingForm,
        performing.begin_performance,
        _("Follow whether it is kept: three follow-ups are owed."),
        "list-checks",
        _NOTED,
    ),
    "follow_agreement": Button(
        f.FollowForm,
        performing.follow_agreement,
        _("Ask each side alone whether it is kept."),
        "phone",
        _NOTED,
    ),
    "ask_confirmation": Button(
        f.AskCourtForm,
        agreements.ask_confirmation,
        _("Both ask the court together to confirm it."),
        "scale",
        _NOTED,
    ),
    "record_confirmation": Button(
        f.CourtForm, agreements.record_confirmation, _("Record the answer of the court."), "scale", _NOTED
    ),
    "confirm_performed": Button(
        f.PerhapsForm,
        performing.confirm_performed,
        _("Both say that it is carried out."),
        "circle-check",
        _NOTED,
    ),
    "declare_breached": Button(
        f.BreachForm,
        performing.declare_breached,
        _("It is not kept: tell her how the court can help."),
        "triangle-alert",
        _NOTED,
    ),
    "close_mediation": Button(
        f.PerhapsForm,
        performing.close_mediation,
        _("Close the mediation; the mediator's access ends."),
        "archive",
        _("The mediation is closed."),
    ),
}
# What the page puts first, by state; the rest stands under "other steps".
FIRST: dict[str, tuple[str, ...]] = {
    "requested": ("screen_side",),
    "screening": ("screen_side", "name_mediator", "take_consent"),
    "unsuitable": ("approve_exception", "redirect_mediation"),
    "consented": ("schedule_session",),
    "scheduled": ("begin_mediation",),
    "in_session": ("agree_in_writing",),
    "adjourned": ("schedule_session",),
    "agreed_written": ("begin_performance",),
    "agreed_oral": ("begin_performance",),
    "performing": ("follow_agreement", "confirm_performed"),
    "redirected": ("close_mediation",),
    "failed": ("close_mediation",),
    "ended_by_party": ("close_mediation",),
    "reported_to_police": ("close_mediation",),
    "performed": ("close_mediation",),
    "breached": ("close_mediation",),
}
