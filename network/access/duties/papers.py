"""Papers and proposals: what a post may do. A table."""

from network.access.reach import ANY, HOLDS, HOLDS_OR_UNIT, UNIT

# Papers: whoever holds a matter draws up and issues, the unit's leader approves and takes back.
DRAWS_UP = {"draw_up_paper": HOLDS, "issue_paper": HOLDS, "draw_up_form": HOLDS}
APPROVES = {
    "draw_up_paper": HOLDS_OR_UNIT,
    "approve_paper": UNIT,
    "issue_paper": HOLDS_OR_UNIT,
    "revoke_paper": UNIT,
    "draw_up_form": HOLDS_OR_UNIT,
}
# A pattern seen in several matters: counties and the city propose, their leader sends.
PROPOSES = {"propose_change": ANY, "read_proposals": ANY}
SENDS = {"propose_change": ANY, "read_proposals": ANY, "send_proposal": UNIT}
