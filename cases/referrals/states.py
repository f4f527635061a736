"""The states of a referral (§6.4), of an application for legal aid and of an injury assessment; printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.services import AidState, LegalAidState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

_UNHEARD = ("letter_issued", "presented", "no_response")
_LETTERLESS = ("eligibility_checked", "expired", "revoked")
_ENDS = ("outcome_recorded", "agency_declined", "no_response", "opened", "eligibility_checked", "consented")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any, *, action: str = "") -> Transition:
    actors = tuple(role for role, row in ROLES.items() if (action or event) in row.may)
    return Transition(event, sources, target, actors, label)


def _here(event: str, sources: tuple[str, ...], label: Any) -> tuple[Transition, ...]:
    return tuple(_on(event, (state,), state, label) for state in sources)


REFERRAL = StateTable(
    name="aid_referral",
    states=dict(AidState.choices),
    initial=AidState.OPENED,
    transitions=(
        _on("check_eligibility", ("opened",), "eligibility_checked", _("check the conditions")),
        _on("record_referral_consent", _LETTERLESS, "consented", _("record her consent to this body")),
        _on("name_basis", _LETTERLESS, "consented", _("name the law that needs no consent")),
        _on("take_back_consent", ("consented",), "eligibility_checked", _("she takes her consent back")),
        _on("take_back_consent", ("letter_issued", "presented"), "revoked", _("she takes her consent back")),
        *_here(
            "phone_ahead",
            ("opened", "eligibility_checked", "consented"),
            _("call the body first"),
        ),
        _on("draw_letter", ("consented", "expired", "revoked"), "consented", _("draw up the letter")),
        _on("issue_letter", ("consented",), "letter_issued", _("issue the letter")),
        *_here("give_slip_code", _UNHEARD + ("agency_accepted",), _("give the body a code for its slip")),
        _on("expire_letter", ("letter_issued",), "expired", _("the letter expires")),
        _on(
            "revoke_letter",
            ("letter_issued", "presented"),
            "revoked",
            _("take the letter back"),
            action="take_back_letter",
        ),
        _on(
            "replace_letter",
            ("letter_issued", "presented"),
            "consented",
            _("replace the letter"),
            action="take_back_letter",
        ),
        _on("present_letter", ("letter_issued",), "presented", _("the letter was presented")),
        _on("agency_accept", _UNHEARD, "agency_accepted", _("the body takes it on")),
        _on("agency_decline", _UNHEARD, "agency_declined", _("the body declines")),
        _on("record_silence", ("presented",), "no_response", _("the leader has called: no answer")),
        _on("record_service", ("agency_accepted",), "service_given", _("the help was given")),
        _on("record_outcome", ("service_given",), "outcome_recorded", _("record the outcome")),
        _on("close_referral", (*_ENDS, "expired", "revoked"), "closed", _("close the referral")),
    ),
)
LEGAL_AID = StateTable(
    name="legal_aid",
    states=dict(LegalAidState.choices),
    initial=LegalAidState.NOTED,
    transitions=(
        _on("submit_aid", ("noted",), "submitted", _("the application was handed in")),
        _on("aid_granted", ("submitted",), "granted", _("legal aid is granted")),
        _on("aid_refused", ("submitted",), "refused", _("legal aid is refused")),
        _on("assign_lawyer", ("granted",), "assigned", _("a lawyer is assigned")),
        _on("object_aid", ("refused",), "objected", _("she objects to the refusal")),
        _on("objection_upheld", ("objected",), "granted", _("the objection succeeds")),
        _on("objection_dismissed", ("objected",), "dismissed", _("the objection is dismissed")),
    ),
)
# Read from its days. That the opinion is kept here is a mark of hers and no state.
INJURY = StateTable(
    name="injury assessment",
    states={"booked": _("the appointment is made"), "assessed": _("the result has come")},
    initial="booked",
    transitions=(
        _on("book_again", ("booked",), "booked", _("make another appointment"), action="book_assessment"),
        _on("record_assessment", ("booked", "assessed"), "assessed", _("the result has come")),
        _on("forget_opinion", ("assessed",), "assessed", _("forget the opinion")),
    ),
)
ASSESSMENT = {
    "book_assessment": _("the appointment is made"),
    "record_assessment": _("the result has come"),
}
LABELS: dict[str, Any] = (
    {each.event: each.label for table in (REFERRAL, LEGAL_AID) for each in table.transitions}
    | ASSESSMENT
    | {"open_referral": _("open a referral"), "slip_returned": _("return slip of the body")}
)
