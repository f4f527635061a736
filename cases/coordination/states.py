"""The states of a demand to another body (妇女权益保障法 art. 73); the diagram is printed from here.

That a reply is overdue is no state: it is read from the clock of the demand, and nothing stores it twice.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import InvestigationState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

_AFTER = ("consented", "sent", "agency_replied", "urging_sent", "replied")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


INVESTIGATION = StateTable(
    name="investigation",
    states=dict(InvestigationState.choices),
    initial=InvestigationState.DRAFTED,
    transitions=(
        _on("record_consent", ("drafted",), "consented", _("record her consent")),
        *(_on("record_consent", (state,), state, _("record her consent")) for state in _AFTER),
        _on("withdraw_consent", ("consented",), "drafted", _("she withdraws her consent")),
        *(
            _on("withdraw_consent", (state,), state, _("she withdraws her consent"))
            for state in ("sent", "agency_replied", "urging_sent", "replied")
        ),
        _on("send_demand", ("consented",), "sent", _("send the demand")),
        _on("record_agency_reply", ("sent",), "agency_replied", _("record the body's reply")),
        _on("record_agency_reply", ("urging_sent",), "replied", _("record the body's reply")),
        _on(
            "record_agency_reply",
            ("inspection_requested",),
            "inspection_requested",
            _("record the body's reply"),
        ),
        _on("accept_agency_reply", ("agency_replied", "replied"), "accepted_reply", _("accept the reply")),
        *(
            _on(event, (state,), state, label)
            for event, label in (
                ("draft_urging", _("draft the urging opinion")),
                ("return_urging", _("return the draft")),
            )
            for state in ("sent", "agency_replied")
        ),
        _on("urge", ("sent", "agency_replied"), "urging_sent", _("approve and send the urging opinion")),
        _on(
            "request_inspection",
            ("urging_sent", "replied"),
            "inspection_requested",
            _("ask for government inspection"),
        ),
        _on(
            "close_investigation",
            ("drafted", *_AFTER, "inspection_requested"),
            "closed",
            _("end the demand"),
        ),
    ),
)
LABELS = {transition.event: transition.label for transition in INVESTIGATION.transitions}
