"""Referrals, mediation, rights assistance, rota and sessions: what a post may do. A table."""

from network.access.reach import ANY, HOLDS, HOLDS_OR_UNIT, UNIT

# Green channel and referrals: whoever holds the matter introduces her, asks after the answer and writes it down.
REFERS = dict.fromkeys(
    """
    open_referral check_eligibility record_referral_consent name_basis take_back_consent phone_ahead draw_letter
    issue_letter take_back_letter give_slip_code present_letter agency_accept agency_decline record_silence record_service
    record_outcome close_referral submit_aid aid_granted aid_refused assign_lawyer object_aid objection_upheld
    objection_dismissed book_assessment record_assessment forget_opinion
    """.split(),
    HOLDS,
) | {"see_referrals": ANY}
# Her leader calls the silent body's leader, takes a letter back, and looks at how soon help comes.
LEADS_REFERRALS = REFERS | {
    "record_silence": HOLDS_OR_UNIT,
    "take_back_letter": HOLDS_OR_UNIT,
    "see_referral_figures": ANY,
}
# Mediation: whoever holds the matter opens it and names the mediator; the mediator holds what is named here herself.
MEDIATES_HERSELF = dict.fromkeys(
    """
    screen_side find_unsuitable redirect_mediation take_consent schedule_session begin_mediation adjourn_session
    resume_session agree_in_writing agree_orally fail_mediation end_by_party report_to_police extend_mediation
    ask_confirmation record_confirmation begin_performance follow_agreement confirm_performed declare_breached
    close_mediation
    """.split(),
    HOLDS,
) | {"see_mediations": ANY}
MEDIATES = MEDIATES_HERSELF | dict.fromkeys(("request_mediation", "name_mediator", "draw_agreement"), HOLDS)
# The exception after violence: the county or the city asks for it, its leader decides, never the same person.
ASKS_EXCEPTION = {"ask_exception": HOLDS}
DECIDES_EXCEPTION = ASKS_EXCEPTION | {"approve_exception": UNIT, "refuse_exception": UNIT}
# Rights assistance: whoever holds the matter asks another body for what the law lets a federation ask.
ASSISTS = dict.fromkeys(
    """
    ask_assistance begin_assistance ask_after_assistance record_assistance close_assistance refuse_assistance
    call_off_assistance
    """.split(),
    HOLDS,
) | {"see_assistance": ANY}
# The rota of advisers (items 28–34): counties and the city keep it, whoever handles matters reads it.
SEES_ROTA = {"see_rota": ANY}
KEEPS_ROTA = SEES_ROTA | {"keep_rota": UNIT, "keep_queue": UNIT, "answer_crisis": UNIT}
# A session on a matter: its owner books it, the expert holds it.
BOOKS_SESSIONS = {"book_consultation": HOLDS, "cancel_consultation": HOLDS, "receive_client": HOLDS}
ADVISES = SEES_ROTA | {
    "answer_shift": HOLDS,
    "hold_session": HOLDS,
    "receive_client": HOLDS,
    "press_crisis": HOLDS,
}
