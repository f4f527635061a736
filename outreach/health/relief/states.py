"""The states of an application for cancer relief (domain.md §6.4); the diagram is printed from here."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from network.units.models import Level
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "nominated": _("papers to be completed"),
    "papers_complete": _("papers complete"),
    "village_checked": _("checked by the village"),
    "township_checked": _("the county verifies it"),
    "county_verified": _("verified by the county"),
    "city_summed": _("on the list of the city"),
    "province_submitted": _("with the province"),
    "approved": _("relief approved"),
    "rejected": _("relief not supported"),
    "paid": _("relief paid"),
    "closed": _("application closed"),
    "withdrawn": _("application withdrawn"),
}
ENDED = ("closed", "withdrawn")
# From here on it can be neither sent back nor withdrawn.
EARLY = ("nominated", "papers_complete", "village_checked", "township_checked", "county_verified")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


RELIEF = StateTable(
    name="application for cancer relief",
    states=STATES,
    initial="nominated",
    transitions=(
        _on("complete_papers", ("nominated",), "papers_complete", _("complete the papers")),
        _on("check_village", ("papers_complete",), "village_checked", _("check for the village")),
        _on("check_township", ("village_checked",), "township_checked", _("check for the township")),
        _on("verify_relief", ("township_checked",), "county_verified", _("verify for the county")),
        _on("refuse_relief", ("township_checked",), "rejected", _("do not support it")),
        _on("sum_relief", ("county_verified",), "city_summed", _("put on the city's list")),
        _on("submit_relief", ("city_summed",), "province_submitted", _("submit to the province")),
        _on("approve_relief", ("province_submitted",), "approved", _("the province approved")),
        _on("reject_relief", ("province_submitted",), "rejected", _("the province did not approve")),
        _on("pay_relief", ("approved",), "paid", _("enter the payment")),
        _on("close_relief", ("paid", "rejected"), "closed", _("close, she was told")),
        _on("send_back_relief", EARLY[2:], "nominated", _("send back for papers")),
        _on("withdraw_relief", EARLY, "withdrawn", _("she does not want it any more")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in RELIEF.transitions}


@dataclass(frozen=True)
class Next:
    """Who owes what in a state: the level whose desk it stands at, the verb looked for, and the period."""

    level: Level
    verb: str
    limit: str


NEXT: dict[str, Next] = {
    "nominated": Next(Level.VILLAGE, "complete_papers", "relief.papers"),
    "papers_complete": Next(Level.VILLAGE, "check_village", "relief.village"),
    "village_checked": Next(Level.TOWNSHIP, "check_township", "relief.township"),
    "township_checked": Next(Level.COUNTY, "verify_relief", "relief.county"),
    "county_verified": Next(Level.CITY, "sum_relief", "relief.city"),
    "city_summed": Next(Level.CITY, "submit_relief", "relief.submit"),
    "province_submitted": Next(Level.CITY, "approve_relief", "relief.answer"),
    "approved": Next(Level.COUNTY, "pay_relief", "relief.pay"),
    "rejected": Next(Level.COUNTY, "close_relief", "relief.told"),
    "paid": Next(Level.COUNTY, "close_relief", "relief.told"),
}
# Nobody takes two of these of one application: each is a look by somebody else.
CHECKS = ("check_village", "check_township", "verify_relief", "sum_relief")
