"""The kinds of message and their one neutral sentence; no slot exists for a name or a place.

Outside the house every kind says the same (`letter.py`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`page`: a place of the left bar it leads to; empty when it leads to its subject alone (`pages.py`)."""

    says: object
    page: str = ""


KINDS = {
    "reminder": Kind(_("You have one matter approaching its date. Please open it.")),
    "danger": Kind(_("An urgent matter waits for you. Please open it now.")),
    "rung": Kind(_("A matter in your area is late. Please look at it.")),
    "data_gap": Kind(_("A post on the ladder is vacant. Please fill it."), page="units"),
    "handed": Kind(_("One matter has been handed to you. Please take it up.")),
    "handed_back": Kind(_("One matter has come back to you.")),
    "assigned": Kind(_("One matter is yours now.")),
    "handed_over": Kind(
        _("The open work of a colleague has been handed to you. Please look at your list."), page="desk"
    ),
    "left_over": Kind(
        _("Work of a unit below still waits to be handed over. Please look at its people."), page="staff"
    ),
    "supervised": Kind(_("A superior supervises one matter of yours. Please reply in time.")),
    "order_replied": Kind(_("A supervision order of yours has been answered.")),
    "approval": Kind(_("One matter waits for your decision.")),
    "approved": Kind(_("What you drafted has been approved.")),
    "co_handling": Kind(_("You have been asked to work on one matter together with its owner.")),
    "co_handling_ended": Kind(_("Working together on one matter has ended.")),
    "dispute": Kind(_("Two units disagree whose matter it is. Please decide."), page="disputes"),
    "dispute_decided": Kind(_("It has been decided whose matter one of yours is.")),
    "meeting_decision": Kind(_("A decision of a meeting is yours to see to.")),
    "answered": Kind(_("A matter you reported has been answered.")),
    "closed": Kind(_("A matter you reported is closed.")),
    "lent": Kind(_("You have been given access to one matter.")),
    "opened": Kind(_("Somebody opened a matter of yours and gave a reason.")),
    "request": Kind(_("Somebody asks for access to a matter of yours.")),
    "she_wrote": Kind(_("Somebody has added to one matter of yours. Please open it.")),
    "import_done": Kind(
        _("A file you brought in has been worked through. Please look at it."), page="imports"
    ),
    "ledger_approval": Kind(_("A ledger waits for your decision."), page="exports"),
    "ledger_ready": Kind(_("The ledger you asked for is ready. Please fetch it in time."), page="exports"),
    "ledger_refused": Kind(_("The ledger you asked for was not approved."), page="exports"),
    "reception_approval": Kind(_("A reception day waits for your approval.")),
    "reception_approved": Kind(_("A reception day you proposed is approved. Please publish it in time.")),
    "reception_missing": Kind(_("No reception day is set for next month. Please set one."), page="roster"),
    "reception_missing_below": Kind(
        _("Units below have set no reception day for next month. Please look."), page="roster"
    ),
    "reception_unpublished": Kind(_("A reception day is not published yet. Please publish it in time.")),
    "committed": Kind(_("A leader has taken on one matter of yours.")),
    "seat_empty": Kind(
        _("A colleague with whom you share a matter has left. Please name somebody in her place.")
    ),
    "list_short": Kind(
        _("The list of named readers is too short for some matters. It must be completed."),
        page="entrusted_readers",
    ),
    "policy_waits": Kind(_("A change of the rules waits for your decision."), page="policy"),
    "leave_waits": Kind(_("A leave waits for your decision."), page="leaves"),
    "leave_decided": Kind(_("Your leave has been decided."), page="leaves"),
    "stands_in": Kind(
        _("You stand in for a colleague for some days. Please look at your list."), page="desk"
    ),
    "staff_waits": Kind(_("A list of new accounts waits for your decision."), page="enrolment"),
    "staff_done": Kind(
        _("A list of new accounts has been worked through. Please look at it."), page="enrolment"
    ),
    "password_reset": Kind(
        _("Your password was set anew by somebody else. If you did not ask for it, tell her superior."),
        page="desk",
    ),
    "password_reset_below": Kind(
        _("The password of a colleague was set anew. Please ask whether it was wanted."), page="staff"
    ),
    "unit_moved": Kind(
        _("A unit of your city was moved under another. Please ask whether it was wanted."), page="units"
    ),
    "reset_waits": Kind(_("A new password waits for your decision."), page="password_resets"),
    "reset_decided": Kind(_("A new password you asked for has been decided."), page="password_resets"),
    "calendar_missing": Kind(
        _("Next year's holiday calendar has not been loaded. It must be loaded."), page="policy"
    ),
    "figures_wrong": Kind(
        _("Figures were counted again and some were mended. Please look at the last runs."), page="desk"
    ),
    "slip_returned": Kind(_("An answer has come in one matter of yours. Please open it.")),
    "letter_expired": Kind(_("A paper of one matter of yours has expired. Please open it.")),
    "cover_missing": Kind(
        _("The duty desk of your unit has hours with nobody there. Please arrange it."), page="roster"
    ),
    "cover_missing_below": Kind(
        _("A duty desk of a unit below has hours with nobody there. Please look."), page="roster"
    ),
    "shift_offered": Kind(_("A shift is offered to you. Please confirm it or say that you cannot come.")),
    "shift_declined": Kind(_("A shift you planned was declined. Please plan it again.")),
    "shift_coming": Kind(_("You will be on duty soon. Please look at your shift.")),
    "shift_unconfirmed": Kind(_("A shift begins soon and is not confirmed. Please call its expert.")),
    "shift_missed": Kind(_("Nobody has come to a shift that has begun. Please act now.")),
    "swap_asked": Kind(_("A colleague asks you to take over a shift.")),
    "swap_refused": Kind(_("Taking over a shift was declined. Please ask somebody else.")),
    "swap_accepted": Kind(_("A shift has been taken over by a colleague.")),
    "session_booked": Kind(_("Somebody has an appointment with you. Please look at it.")),
    "session_cancelled": Kind(_("An appointment with you was called off."), page="consultations"),
    "session_waits": Kind(_("Your visitor is here and waits for you.")),
    "data_request": Kind(
        _("A person of one matter of yours asks about her own data. Please answer in time.")
    ),
    "glass_opened": Kind(_("Somebody reads one matter of yours in an emergency. Please open it.")),
    "glass_below": Kind(
        _("Somebody reads a matter of your unit or below in an emergency. Please ask your colleagues."),
        page="staff",
    ),
    "glass_audit": Kind(_("Somebody reads a matter in an emergency. Please look at the log."), page="audit"),
    "return_back": Kind(_("Something your unit sent up has come back to be corrected. Please open it.")),
    "reading_sample": Kind(_("A sample of openings waits for your check."), page="reading_samples"),
    "reading_unjustified": Kind(
        _("An opening by a colleague was found to lack a reason. Please talk to her."), page="staff"
    ),
    "glass_review": Kind(_("An emergency reading waits for your review."), page="break_glasses"),
    "destruction_drawn": Kind(_("A list of destruction waits for your appraisal."), page="retention"),
    "audit_cut_waits": Kind(_("Entries of the audit log wait for your confirmation."), page="audit_period"),
    "destruction_waits": Kind(_("A list of destruction waits for your confirmation."), page="retention"),
    "glass_unjustified": Kind(
        _("An emergency reading by a colleague was found not justified. Please talk to her."), page="staff"
    ),
    "child_asked": Kind(
        _("Somebody asks for leave to read one matter. Please decide."), page="minor_requests"
    ),
    "child_decided": Kind(_("Your request for leave to read has been decided.")),
    "child_opened": Kind(
        _("Danger opened one matter before you were asked. Please look at it."), page="minor_requests"
    ),
    "child_ended": Kind(_("Something in one matter of yours has ended by itself. Please open it.")),
    "device_quiet": Kind(_("The phone of a colleague has been quiet for a while. Please ask how she is.")),
    "phone_check": Kind(_("Something that came in from a phone waits to be looked at. Please open it.")),
    "patrol_planned": Kind(_("You are to walk a patrol. Please look when and with whom.")),
    "patrol_off": Kind(_("A patrol you were to walk is called off.")),
    "patrol_unclosed": Kind(_("A patrol closed by itself. Please open it and say what is missing.")),
    "place_given": Kind(_("A place in your township needs to be looked at. Please open it.")),
    "bulletin": Kind(_("A bulletin is out that you are asked to read.")),
    "round_planned": Kind(_("One task with a day is planned for you. Please open it.")),
    "care_concern": Kind(_("Somebody who accompanies a person asks you to look today. Please open it.")),
    "jury_seated": Kind(
        _("You are asked to read stories for an award round. Please open the list."), page="jury"
    ),
    "relief_repeat": Kind(
        _("Something in the applications of your city needs your look. Please open the list."), page="repeats"
    ),
    "webhook_stopped": Kind(
        _("Events for a program have stopped by themselves. Please look at it."), page="webhooks"
    ),
    "calendar": Kind(_("A due date has moved because the holiday calendar was published.")),
}

# These leave the house at once, in quiet hours too; everything else waits for the digest of the day.
URGENT = ("danger", "shift_missed")
DIGEST = "digest"


def kind_choices() -> list[tuple[str, object]]:
    """For the models: a new kind needs no new migration."""
    return [(code, kind.says) for code, kind in KINDS.items()]
