"""Which form and which function stand behind each step of a demand. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.coordination import forms as f
from cases.coordination import investigations, urging


@dataclass(frozen=True)
class Button:
    """One step on the page of a demand: its form, what runs, what the page asks, the icon, what it says then."""

    form: type[f.MatterForm]
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any


_NOTED = _("It is written down.")
BUTTONS: dict[str, Button] = {
    "record_consent": Button(
        f.ConsentForm,
        investigations.record_consent,
        _("Record what she allows to be shared, and with whom."),
        "file-check",
        _("Her consent is recorded."),
    ),
    "send_demand": Button(
        f.SendForm,
        investigations.send_demand,
        _("Send the demand to the body, and tell her."),
        "send",
        _("The demand is on its way; the reply is awaited."),
    ),
    "record_agency_reply": Button(
        f.ReplyForm,
        investigations.record_agency_reply,
        _("Record what the body replied."),
        "inbox",
        _NOTED,
    ),
    "accept_agency_reply": Button(
        f.remark_form(_("Remark on the reply")),
        investigations.accept_agency_reply,
        _("The body has done what it owed: accept the reply."),
        "circle-check",
        _("The demand is at its end."),
    ),
    "urge": Button(
        f.remark_form(_("Remark on the urging opinion")),
        urging.urge,
        _("Approve the urging opinion; a copy goes to the committee on women and children."),
        "alarm-clock",
        _("The urging opinion is on its way."),
    ),
    "draft_urging": Button(
        f.UrgingForm,
        urging.draft_urging,
        _("Draft an urging opinion for your leader."),
        "file-pen",
        _("The draft is with your leader."),
    ),
    "return_urging": Button(
        f.note_form(_("What is missing in the draft")),
        urging.return_urging,
        _("Return the draft with what is missing."),
        "undo-2",
        _("The draft is with its author again."),
    ),
    "request_inspection": Button(
        f.InspectForm,
        urging.request_inspection,
        _("Ask the government to inspect."),
        "landmark",
        _NOTED,
    ),
    "close_investigation": Button(
        f.note_form(_("How the demand ended")),
        investigations.close_investigation,
        _("End the demand and say how it ended."),
        "archive",
        _("The demand is at its end."),
    ),
    "withdraw_consent": Button(
        f.TakeBackForm,
        investigations.withdraw_consent,
        _("She takes a consent back."),
        "rotate-ccw",
        _NOTED,
    ),
}
# What the page puts first, by state and by whether the body is late; the rest stands under "other steps".
FIRST: dict[str, tuple[str, ...]] = {
    "drafted": ("record_consent",),
    "consented": ("send_demand",),
    "sent": ("urge", "draft_urging", "record_agency_reply"),
    "agency_replied": ("urge", "accept_agency_reply"),
    "urging_sent": ("request_inspection", "record_agency_reply"),
    "replied": ("accept_agency_reply",),
    "inspection_requested": ("close_investigation",),
}
