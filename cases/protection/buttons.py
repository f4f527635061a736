"""Which form and which function stand behind each step of protection. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.coordination.forms import MatterForm, note_form
from cases.protection import contact, danger, evidence, monitoring, orders, reports, shelter
from cases.protection import forms as f
from cases.protection import report_forms as rf


@dataclass(frozen=True)
class Button:
    """One step: its form, what runs, what its page asks, the word on it, its icon."""

    form: type[MatterForm]
    run: Callable[..., Any]
    sentence: Any
    label: Any
    icon: str = "pencil"


# Steps of the matter itself.
STEPS: dict[str, Button] = {
    "open_danger": Button(
        f.DangerForm,
        danger.open_danger,
        _("Somebody is in danger now: call 110 or 120 first, then tell those on duty."),
        _("Danger now"),
        "siren",
    ),
    "begin_protection": Button(
        note_form(_("What came to light")),
        danger.begin_protection,
        _("Violence has come to light: the matter is sealed and goes to the county."),
        _("Begin the protection"),
        "shield",
    ),
    "do_danger_step": Button(
        f.StepForm,
        danger.do_danger_step,
        _("A step of the danger track is done."),
        _("Record a step"),
        "check",
    ),
    "end_danger": Button(
        f.EndDangerForm, danger.end_danger, _("End the danger track."), _("End the danger track"), "archive"
    ),
    "notice_duty": Button(
        rf.NoticeForm,
        reports.notice_duty,
        _("A child or somebody who cannot act for herself is harmed or at risk."),
        _("A duty to report"),
        "triangle-alert",
    ),
    "mandatory_report": Button(
        rf.ReportForm,
        reports.mandatory_report,
        _("Record that police, civil affairs or education were told."),
        _("Record the mandatory report"),
        "send",
    ),
    "meet_first": Button(
        f.FirstContactForm,
        contact.meet_first,
        _("Listen, believe her, ask what she needs. Write only what is needed."),
        _("First contact and her wishes"),
        "message-circle",
    ),
    "sign_screen": Button(
        f.ScreenForm,
        contact.sign_screen,
        _("Twelve questions. The result is advice; you sign, nothing follows by itself."),
        _("Safety screen"),
        "clipboard-check",
    ),
    "plan_safety": Button(
        f.PlanForm,
        contact.plan_safety,
        _("What she does when it becomes dangerous, step by step."),
        _("Safety plan"),
        "file-pen",
    ),
    "add_evidence": Button(
        f.EvidenceForm,
        evidence.add_evidence,
        _("Add an item to the evidence register."),
        _("Add evidence"),
        "paperclip",
    ),
    "draft_order": Button(
        f.OrderForm,
        orders.draft_order,
        _("Write the application for a protection order."),
        _("Protection order"),
        "scale",
    ),
    "record_warning": Button(
        f.WarningForm,
        monitoring.record_warning,
        _("Record a written warning of the police; visits are planned."),
        _("Warning of the police"),
        "file-check",
    ),
    "start_stay": Button(
        f.StayForm, shelter.start_stay, _("She is in a safe place."), _("Safe place"), "house"
    ),
}
# Steps of one of its rows.
ROW_STEPS: dict[str, Button] = {
    "report_result": Button(
        rf.ResultForm, reports.report_result, _("Record what the body told back."), _("Record the result")
    ),
    "file_order": Button(
        f.FileForm, orders.file_order, _("The application is with the court."), _("Filed"), "send"
    ),
    "court_accepts": Button(
        f.AcceptForm,
        orders.court_accepts,
        _("The court has accepted; its hours run."),
        _("Accepted"),
        "check",
    ),
    "court_declines": Button(
        note_form(_("What the court said")),
        orders.court_declines,
        _("The court does not accept the application."),
        _("Not accepted"),
    ),
    "grant_order": Button(
        f.GrantForm, orders.grant_order, _("The court has granted the order."), _("Granted"), "shield-check"
    ),
    "refuse_order": Button(
        f.RefuseForm, orders.refuse_order, _("The court has refused the application."), _("Refused")
    ),
    "ask_reconsideration": Button(
        note_form(_("Why the court should look again")),
        orders.ask_reconsideration,
        _("Ask the court once to look again."),
        _("Reconsideration"),
    ),
    "withdraw_order": Button(
        note_form(_("Why she withdraws it")),
        orders.withdraw_order,
        _("She withdraws the application."),
        _("Withdraw it"),
    ),
    "revoke_order": Button(
        note_form(_("Why the court revoked it")),
        orders.revoke_order,
        _("The court has revoked the order."),
        _("Revoked"),
    ),
    "change_order": Button(
        f.ChangeForm,
        orders.change_order,
        _("The court has changed the measures; the last day stays."),
        _("Measures changed"),
        "pencil",
    ),
    "renew_order": Button(
        note_form(_("Why the protection is still needed")),
        orders.renew_order,
        _("Apply for renewal before the order runs out."),
        _("Apply for renewal"),
        "refresh-cw",
    ),
    "serve_order": Button(
        f.ServeForm, monitoring.serve_order, _("Record on whom the order was served."), _("Served"), "inbox"
    ),
    "record_visit": Button(
        f.VisitForm, monitoring.record_visit, _("Record the visit."), _("Record the visit"), "footprints"
    ),
    "record_breach": Button(
        f.BreachForm,
        monitoring.record_breach,
        _("The order or warning was broken: call the police first."),
        _("It was broken"),
        "triangle-alert",
    ),
    "extend_stay": Button(
        f.ExtendForm, shelter.extend_stay, _("She stays longer, filed with civil affairs."), _("Longer")
    ),
    "end_stay": Button(
        f.EndStayForm, shelter.end_stay, _("She has left the safe place."), _("Has left the safe place")
    ),
}
ALL = STEPS | ROW_STEPS
# What the page of an order puts first, by its state.
FIRST = {
    "drafted": "file_order",
    "filed": "court_accepts",
    "accepted": "grant_order",
    "granted": "renew_order",
}
OF_ORDER = (
    *("file_order", "court_accepts", "court_declines", "grant_order", "refuse_order", "ask_reconsideration"),
    *("serve_order", "record_breach", "change_order", "renew_order", "withdraw_order", "revoke_order"),
)
LABELS = {verb: button.label for verb, button in ALL.items()}
