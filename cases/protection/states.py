"""The states of the danger track, of a protection order and of a mandatory report; the diagrams are printed from here.

That an order has run out is no state: it is read from its last day. Where a report stands nothing stores either.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.protection.lists import CourtOrderState, IncidentState, ReportState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


INCIDENT = StateTable(
    name="incident",
    states=dict(IncidentState.choices),
    initial=IncidentState.OPEN,
    transitions=(
        _on("do_danger_step", ("open",), "open", _("do a step of the danger track")),
        _on("end_danger", ("open",), "ended", _("end the danger track")),
    ),
)
ORDER = StateTable(
    name="protection_order",
    states=dict(CourtOrderState.choices),
    initial=CourtOrderState.DRAFTED,
    transitions=(
        _on("file_order", ("drafted",), "filed", _("file the application")),
        _on("court_accepts", ("filed",), "accepted", _("the court accepts it")),
        _on("court_declines", ("filed",), "declined", _("the court does not accept it")),
        _on("grant_order", ("accepted", "reconsidered"), "granted", _("the court grants the order")),
        _on("refuse_order", ("accepted", "reconsidered"), "refused", _("the court refuses it")),
        _on("ask_reconsideration", ("refused",), "reconsidered", _("ask for reconsideration")),
        _on("withdraw_order", ("drafted", "filed", "accepted"), "withdrawn", _("withdraw the application")),
        _on("serve_order", ("granted",), "granted", _("record a service")),
        _on("record_visit", ("granted",), "granted", _("record a visit")),
        _on("record_breach", ("granted",), "granted", _("record a breach")),
        _on("change_order", ("granted",), "granted", _("the court changes the measures")),
        _on("renew_order", ("granted",), "granted", _("apply for renewal")),
        _on("revoke_order", ("granted",), "revoked", _("the court revokes the order")),
    ),
)
MANDATORY = StateTable(
    name="mandatory_report",
    states=dict(ReportState.choices),
    initial=ReportState.REPORTED,
    transitions=(
        _on("report_result", ("reported",), "answered", _("what the body told back")),
        _on("report_result", ("answered",), "answered", _("what the body told back")),
    ),
)
LABELS = {each.event: each.label for table in (INCIDENT, ORDER, MANDATORY) for each in table.transitions}
