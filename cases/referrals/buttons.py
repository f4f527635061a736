"""Which form and which function stand behind each step of a referral. A table."""

from django.utils.translation import gettext_lazy as _

from cases.coordination.buttons import Button
from cases.coordination.forms import note_form
from cases.referrals import answers, assessment, legal_aid, letters, opening
from cases.referrals import forms as f
from network.deadlines.said import said

_NOTED = _("It is written down.")
BUTTONS: dict[str, Button] = {
    "check_eligibility": Button(
        f.EligibilityForm,
        opening.check_eligibility,
        _("Go through the conditions of the service with her."),
        "list-checks",
        _NOTED,
    ),
    "record_referral_consent": Button(
        f.ConsentForm,
        opening.record_referral_consent,
        _("Ask whether this body may learn what the letter says."),
        "file-check",
        _("Her consent is recorded."),
    ),
    "name_basis": Button(
        f.BasisForm,
        opening.name_basis,
        _("Without her consent only where the law says so."),
        "scale",
        _NOTED,
    ),
    "phone_ahead": Button(
        f.PhoneForm,
        opening.phone_ahead,
        _("She is in danger: call the body before anything is written."),
        "phone",
        _("The call is written down."),
    ),
    "draw_letter": Button(
        f.NothingForm,
        letters.draw_letter,
        _("Draw up the letter; its words are fixed."),
        "file-pen",
        _("The letter is drawn up."),
    ),
    "present_letter": Button(
        f.PresentForm,
        answers.present_letter,
        _("Write down on which day the letter was handed in."),
        "inbox",
        said(_("The body has %(time)s to answer."), time="referral.acknowledge"),
    ),
    "agency_accept": Button(
        f.AnsweredForm, answers.agency_accept, _("The body takes it on."), "circle-check", _NOTED
    ),
    "agency_decline": Button(
        f.DeclinedForm, answers.agency_decline, _("The body declines, and says why."), "circle-alert", _NOTED
    ),
    "record_silence": Button(
        note_form(_("Whom the leader reached, and what was said"), length=1000),
        answers.record_silence,
        _("The body is silent: the leader calls theirs, and what was said is written down."),
        "phone",
        _NOTED,
    ),
    "record_service": Button(
        f.ServiceForm, answers.record_service, _("Write down that the help was given."), "hand-heart", _NOTED
    ),
    "record_outcome": Button(
        f.OutcomeForm, answers.record_outcome, _("Ask her what it brought."), "message-square-text", _NOTED
    ),
    "close_referral": Button(
        note_form(_("How the referral ended"), length=1000),
        answers.close_referral,
        _("Close the referral and say how it ended."),
        "archive",
        _NOTED,
    ),
    "take_back_consent": Button(
        f.NothingForm,
        opening.take_back_consent,
        _("She takes her consent back; a letter on its way counts no longer."),
        "rotate-ccw",
        _NOTED,
    ),
    "submit_aid": Button(
        f.AidForm,
        legal_aid.submit_aid,
        _("The application for legal aid was handed in."),
        "file-check",
        _NOTED,
    ),
    "aid_granted": Button(
        f.DecidedForm, legal_aid.aid_granted, _("The office grants legal aid."), "circle-check", _NOTED
    ),
    "aid_refused": Button(
        f.RefusedForm, legal_aid.aid_refused, _("The office refuses legal aid."), "circle-alert", _NOTED
    ),
    "assign_lawyer": Button(
        f.LawyerForm, legal_aid.assign_lawyer, _("A lawyer was assigned to her."), "user-plus", _NOTED
    ),
    "object_aid": Button(
        f.ObjectForm, legal_aid.object_aid, _("She objects at the justice bureau."), "scroll-text", _NOTED
    ),
    "objection_upheld": Button(
        f.DecidedForm, legal_aid.objection_upheld, _("The objection succeeds."), "circle-check", _NOTED
    ),
    "objection_dismissed": Button(
        f.DismissedForm,
        legal_aid.objection_dismissed,
        _("The objection is dismissed."),
        "circle-alert",
        _NOTED,
    ),
    "book_assessment": Button(
        f.BookForm,
        assessment.book_assessment,
        _("Write down when she goes to the assessment."),
        "calendar-plus",
        _NOTED,
    ),
    "record_assessment": Button(
        f.ResultForm,
        assessment.record_assessment,
        _("A result came. Its words are kept only if she wants it."),
        "file-check",
        _NOTED,
    ),
    "forget_opinion": Button(
        f.NothingForm,
        assessment.forget_opinion,
        _("She does not want the opinion kept here any more."),
        "rotate-ccw",
        _("The words of the opinion are gone."),
    ),
}
# What the page puts first, by state; the rest stands under "other steps".
FIRST: dict[str, tuple[str, ...]] = {
    "opened": ("phone_ahead", "check_eligibility"),
    "eligibility_checked": ("phone_ahead", "record_referral_consent"),
    "consented": ("phone_ahead", "draw_letter"),
    "letter_issued": ("present_letter",),
    "presented": ("record_silence", "agency_accept"),
    "agency_accepted": ("record_service",),
    "agency_declined": ("close_referral",),
    "no_response": ("close_referral",),
    "service_given": ("record_outcome",),
    "outcome_recorded": ("close_referral",),
    "expired": ("draw_letter",),
    "revoked": ("record_referral_consent",),
}
