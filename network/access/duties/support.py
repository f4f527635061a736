"""Family support (domain.md §6.5): what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS

# Family support (domain.md §6.5): near the family a concern is noted and a visit made; the county proposes, the privacy
# officer signs off, the leader approves. Whoever notes does not decide, and whoever decides does not list.
SEES_SUPPORT = {"see_support": ANY}
VISITS = SEES_SUPPORT | dict.fromkeys(("record_outreach", "decline_outreach", "call_off_outreach"), HOLDS)
NOTES_CONCERNS = VISITS | {"note_concern": ANY, "ask_visit": ANY}
WORKS_ON_SUPPORT = VISITS | dict.fromkeys(
    ("plan_visit", "give_notice", "write_review", "take_objection"), HOLDS
)
LOOKS_AT_NOTES = {"review_note": AREA, "step_aside": AREA}
PROPOSES_SUPPORT = LOOKS_AT_NOTES | {"redirect_note": AREA, "dismiss_note": AREA, "propose_file": AREA}
LEADS_SUPPORT = (
    SEES_SUPPORT
    | {"see_switches": ANY}
    | dict.fromkeys(
        """
    decide_switch approve_file refuse_file name_worker continue_file end_file return_review destroy_file
    """.split(),
        AREA,
    )
)
SIGNS_SUPPORT = (
    SEES_SUPPORT
    | {"see_switches": ANY}
    | dict.fromkeys(
        """
    propose_switch sign_file refuse_file ask_longer take_objection accept_objection answer_objection
    propose_destruction
    """.split(),
        AREA,
    )
)
LENGTHENS_SUPPORT = SEES_SUPPORT | {
    "see_switches": ANY,
    "decide_switch": AREA,
    "grant_longer": AREA,
    "refuse_longer": AREA,
}
