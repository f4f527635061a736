"""A child's matter, her circle and her plan: what a post may do. A table."""

from network.access.reach import ANY, HOLDS, UNIT

# A child's matter: whoever works on it names the child and asks for leave to read; a leader who does not own it decides.
TENDS = dict.fromkeys(("name_child", "name_guardian", "note_behaviour", "open_minor_in_danger"), HOLDS) | {
    "ask_minor_access": ANY
}
DECIDES_READING = {
    "see_minor_requests": ANY,
    "approve_minor_access": UNIT,
    "refuse_minor_access": UNIT,
    "review_minor_access": UNIT,
}
# The circle and the plan of a child: whoever holds the matter keeps them.
ACCOMPANIES = dict.fromkeys(
    """
    open_circle name_member renew_member_check end_member hold_contact renew_circle_consent end_circle
    draft_plan set_goal set_step agree_plan finish_step review_plan end_plan
    """.split(),
    HOLDS,
) | {"see_circles": ANY}
