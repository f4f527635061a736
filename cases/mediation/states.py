"""The states of a mediation (domain.md §6.2); the diagram is printed from here.

A yes at the screening leads to `unsuitable` by itself; from there only the exception leads back, and a leader who did
not ask for it decides. That a court has confirmed the agreement is a mark beside the state.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.mediation.lists import MediationState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

BEFORE = ("requested", "screening")
AGREED_TO_TALK = ("consented", "scheduled", "in_session", "adjourned")
AGREED = ("agreed_written", "agreed_oral")
ENDS = ("redirected", "failed", "ended_by_party", "reported_to_police", "performed", "breached")
OPEN = tuple(state for state in MediationState.values if state != "closed")
# What follows the gate: the database lets none of these stand on a matter in which violence was found.
BEYOND = (*AGREED_TO_TALK, *AGREED, "performing", "performed", "breached")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any, *, action: str = "") -> Transition:
    actors = tuple(role for role, row in ROLES.items() if (action or event) in row.may)
    return Transition(event, sources, target, actors, label)


def _here(event: str, sources: tuple[str, ...], label: Any) -> tuple[Transition, ...]:
    return tuple(_on(event, (state,), state, label) for state in sources)


MEDIATION = StateTable(
    name="mediation",
    states=dict(MediationState.choices),
    initial=MediationState.REQUESTED,
    transitions=(
        *_here("name_mediator", (*BEFORE, *AGREED_TO_TALK), _("name the mediator")),
        _on("screen_side", BEFORE, "screening", _("hear one side alone")),
        _on("find_unsuitable", (*BEFORE, *AGREED_TO_TALK), "unsuitable", _("mediation is not suitable")),
        _on("redirect_mediation", ("unsuitable",), "redirected", _("tell the other ways")),
        _on("ask_exception", ("unsuitable",), "unsuitable", _("she asks for an exception herself")),
        _on("approve_exception", ("unsuitable",), "screening", _("approve the exception")),
        _on("refuse_exception", ("unsuitable",), "unsuitable", _("refuse the exception")),
        _on("take_consent", ("screening",), "screening", _("record the consent of one side")),
        _on(
            "both_consented", ("screening",), "consented", _("both sides have agreed"), action="take_consent"
        ),
        _on("schedule_session", ("consented", "adjourned"), "scheduled", _("arrange a session")),
        _on("begin_mediation", ("scheduled",), "in_session", _("begin the session of mediation")),
        _on("adjourn_session", ("in_session",), "adjourned", _("adjourn the session")),
        _on("resume_session", ("adjourned",), "in_session", _("go on with the session")),
        _on("agree_in_writing", ("in_session",), "agreed_written", _("agreement in writing is reached")),
        _on("agree_orally", ("in_session",), "agreed_oral", _("agreement by word of mouth is reached")),
        _on("fail_mediation", ("in_session", "adjourned"), "failed", _("no agreement is reached")),
        _on("end_by_party", (*BEFORE, *AGREED_TO_TALK), "ended_by_party", _("one side does not want it")),
        _on("report_to_police", AGREED_TO_TALK, "reported_to_police", _("report it to the police")),
        *_here("extend_mediation", AGREED_TO_TALK, _("both sides want more time")),
        *_here("draw_agreement", ("agreed_written", "performing"), _("draw up the agreement on paper")),
        *_here("ask_confirmation", (*AGREED, "performing"), _("both apply to the court for confirmation")),
        *_here("record_confirmation", (*AGREED, "performing"), _("record what the court answered")),
        _on("begin_performance", AGREED, "performing", _("follow how the agreement is carried out")),
        _on("follow_agreement", ("performing",), "performing", _("record a follow-up of the agreement")),
        _on("confirm_performed", ("performing",), "performed", _("the agreement is carried out")),
        _on("declare_breached", ("performing",), "breached", _("the agreement is not kept")),
        _on("close_mediation", ENDS, "closed", _("close the mediation")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in MEDIATION.transitions} | {
    "request_mediation": _("mediation was asked for")
}
