"""The states of a three-zero village's year (domain.md §6.6); the diagram is printed from here. That a report was filed is no event."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


STATES = {
    "enrolled": _("village takes part"),
    "self_assessed": _("self-assessment signed"),
    "township_verified": _("verified by the township"),
    "county_reviewed": _("reviewed by the county"),
    "city_sampled": _("sample drawn by the city"),
    "designated": _("designated as three-zero village"),
    "monitored": _("designated and looked after"),
    "renewed": _("designation renewed"),
    "suspended": _("designation suspended"),
    "withdrawn": _("village has withdrawn"),
    "lapsed": _("designation ran out"),
}
# Nobody presses it: the night after the last day does (`lapsing.py`).
ITSELF = ("lapse_village",)
STANDING = ("designated", "monitored", "renewed")
ON_THE_WAY = ("enrolled", "self_assessed", "township_verified", "county_reviewed", "city_sampled")
ASSESSMENT = StateTable(
    name="three-zero assessment",
    states=STATES,
    initial="enrolled",
    transitions=(
        _on("enter_evidence", ("enrolled",), "enrolled", _("add evidence")),
        _on("self_assess", ("enrolled",), "self_assessed", _("sign the self-assessment")),
        _on("verify_village", ("self_assessed",), "township_verified", _("verify the self-assessment")),
        _on("send_back_village", ("self_assessed",), "enrolled", _("send it back to the village")),
        _on("review_village", ("township_verified",), "county_reviewed", _("review the assessment")),
        _on(
            "return_village",
            ("township_verified", "city_sampled"),
            "enrolled",
            _("give it back to the village"),
        ),
        _on("draw_sample", ("county_reviewed",), "city_sampled", _("draw the sample")),
        _on("visit_sample", ("city_sampled",), "city_sampled", _("record the visit of the city")),
        _on("designate_village", ("city_sampled",), "designated", _("designate the village")),
        _on("monitor_village", STANDING, "monitored", _("record a look after the designation")),
        _on("renew_village", ("monitored",), "renewed", _("renew the designation")),
        _on("suspend_village", STANDING, "suspended", _("suspend the designation")),
        Transition("lapse_village", STANDING, "lapsed", (), _("the last day went by without a renewal")),
        _on("withdraw_village", (*ON_THE_WAY, *STANDING), "withdrawn", _("withdraw the village")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in ASSESSMENT.transitions}
