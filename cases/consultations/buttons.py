"""Which form and which function stand behind each step of a session. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.consultations import booking, crisis, plans, records, sessions
from cases.consultations import forms as f
from cases.consultations.states import LABELS
from network.deadlines.said import said


@dataclass(frozen=True)
class Button:
    """One step: its form, what runs, what the page asks, its short name, the icon, the action of the gate."""

    form: type[f.StepForm]
    run: Callable[..., Any]
    sentence: Any
    label: Any
    icon: str
    action: str


def _step(
    name: str, form: type[f.StepForm], run: Callable[..., Any], sentence: Any, icon: str, action: str
) -> Button:
    return Button(form, run, sentence, LABELS[name], icon, action)


RECEIVE, HOLD = "receive_client", "hold_session"
BUTTONS: dict[str, Button] = {
    "check_in": _step(
        "check_in", f.StepForm, sessions.check_in, _("She is here; her expert is told."), "door-open", RECEIVE
    ),
    "sign_consent": _step(
        "sign_consent",
        f.SheetForm,
        sessions.sign_consent,
        _("Put the signed consent sheet on record."),
        "file-check",
        RECEIVE,
    ),
    "begin": _step("begin", f.StepForm, sessions.begin, _("Begin the session now."), "message-circle", HOLD),
    "complete": _step(
        "complete",
        f.CompleteForm,
        sessions.complete,
        _("End the session: topic, outcome and minutes."),
        "circle-check",
        HOLD,
    ),
    "press_crisis": _step(
        "press_crisis",
        f.CrisisForm,
        crisis.press_crisis,
        _(
            "Somebody is in danger: call 110 or 120 first, then press here. The duty officer is called at once."
        ),
        "triangle-alert",
        "press_crisis",
    ),
    "advise_medical": _step(
        "advise_medical",
        f.MedicalForm,
        sessions.advise_medical,
        _("Advise her to see a doctor; diagnose nothing."),
        "stethoscope",
        HOLD,
    ),
    "no_show": _step(
        "no_show", f.StepForm, sessions.no_show, _("She did not come to her session."), "calendar-x", RECEIVE
    ),
    "cancel": _step(
        "cancel",
        f.StepForm,
        booking.cancel,
        _("Call the whole booking off; its chairs are free again."),
        "calendar-x",
        "cancel_consultation",
    ),
    "plan_follow_up": _step(
        "plan_follow_up",
        f.FollowUpForm,
        sessions.plan_follow_up,
        _("Agree on a day to ask how she is."),
        "calendar-plus",
        RECEIVE,
    ),
    "close": _step(
        "close",
        f.StepForm,
        sessions.close,
        _("Close the session; nothing of it is open any more."),
        "archive",
        RECEIVE,
    ),
}
# Notes and plans: no state moves.
NOTES: dict[str, Button] = {
    "record_advice": Button(
        f.AdviceForm,
        records.record_advice,
        _("Write down what was asked and advised."),
        _("legal record"),
        "file-pen",
        HOLD,
    ),
    "write_note": Button(
        f.NoteForm,
        records.write_note,
        _("A process note: only you can ever read it, nobody else."),
        _("process note"),
        "lock",
        HOLD,
    ),
    "note_crisis": Button(
        f.NoteForm,
        crisis.note_crisis,
        said(
            _("Write within %(time)s what happened and what was done for her safety."),
            time="consultation.crisis_note",
        ),
        _("note of the crisis"),
        "file-pen",
        "press_crisis",
    ),
    "make_plan": Button(
        f.PlanForm,
        plans.make_plan,
        _("Agree with her on a plan of sessions."),
        _("care plan"),
        "list-checks",
        HOLD,
    ),
    "end_plan": Button(
        f.EndPlanForm,
        plans.end_plan,
        _("End the plan; how it ended is for you alone."),
        _("end the care plan"),
        "archive",
        HOLD,
    ),
}
ALL = BUTTONS | NOTES
EVENTS: dict[str, Any] = {
    **{f"session_{name}": button.label for name, button in ALL.items()},
    "book_consultation": _("booked a session"),
    "session_answer_crisis": _("answered the crisis call"),
}
# What the page puts first, by state.
FIRST: dict[str, tuple[str, ...]] = {
    "booked": ("check_in",),
    "walked_in": ("check_in",),
    "checked_in": ("sign_consent", "begin"),
    "consented": ("begin",),
    "in_session": ("record_advice", "complete"),
    "crisis": ("note_crisis", "plan_follow_up"),
    "completed": ("close",),
    "medical_advised": ("plan_follow_up",),
    "follow_up": ("close",),
    "no_show": ("plan_follow_up", "close"),
}
