"""The states of help with a claim; the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "opened": _("claim to be filed"),
    "filed": _("claim filed"),
    "answered": _("insurer answered"),
    "closed": _("claim help closed"),
    "dropped": _("claim help not wanted"),
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


CLAIM = StateTable(
    name="help with a claim",
    states=STATES,
    initial="opened",
    transitions=(
        _on("file_claim", ("opened",), "filed", _("the claim was filed")),
        _on("answer_claim", ("filed",), "answered", _("the insurer answered")),
        _on("close_claim", ("answered",), "closed", _("she knows the answer, close")),
        _on("drop_claim", ("opened", "filed"), "dropped", _("she does not want help any more")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in CLAIM.transitions}
