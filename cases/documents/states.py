"""The states of a paper; the diagram is printed from here.

The roles are those of most kinds; letters, agreements and orders name others in their row of the table of kinds.
"""

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.papers import PaperState
from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

_DRAFTS, _APPROVES, _ISSUES, _REVOKES = (
    tuple(roles_that(action)) for action in ("draw_up_paper", "approve_paper", "issue_paper", "revoke_paper")
)
PAPER = StateTable(
    name="paper",
    states=dict(PaperState.choices),
    initial=PaperState.DRAFT,
    transitions=(
        Transition("amend", ("draft", "approved"), "draft", _DRAFTS, _("change the draft")),
        Transition("approve", ("draft",), "approved", _APPROVES, _("approve the paper")),
        Transition("issue", ("approved",), "issued", _ISSUES, _("issue the paper")),
        Transition("deliver", ("issued", "delivered"), "delivered", _ISSUES, _("write down the delivery")),
        Transition("revoke", ("draft", "approved"), "revoked", _DRAFTS, _("revoke the paper")),
        Transition("revoke", ("issued", "delivered"), "revoked", _REVOKES, _("revoke the paper")),
        Transition("replace", ("issued", "delivered"), "replaced", _REVOKES, _("replace the paper")),
    ),
)
