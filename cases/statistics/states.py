"""The states of a return; the diagram is printed from here. The rule opens it, the unit confirms, its leader locks, the
unit above accepts or sends it back; the city's stays locked, because nobody above is in this house."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "open": _("return open"),
    "confirmed": _("return confirmed"),
    "locked": _("return locked"),
    "accepted": _("return accepted"),
    "returned": _("return sent back"),
}
FROZEN = ("locked", "accepted")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


RETURN = StateTable(
    name="return",
    states=STATES,
    initial="open",
    transitions=(
        _on("confirm_return", ("open", "returned"), "confirmed", _("confirm the figures")),
        _on("lock_return", ("open", "confirmed", "returned"), "locked", _("lock the return")),
        _on("accept_return", ("locked",), "accepted", _("accept the return")),
        _on("send_back_return", FROZEN, "returned", _("send the return back")),
    ),
)
