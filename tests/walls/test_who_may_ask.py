"""Functions that run as the owner pass every wall: each that the web may call is known here, and asks who calls."""

import itertools

import pytest
from django.db import DatabaseError, ProgrammingError, transaction

from tests.house import acting, plain_sql
from tests.stories import matter

REFUSED = "42501"
ASKS, PUBLIC, TREE = "asks", "public", "tree"

# "asks": answers nothing to nobody. "public": for whoever stands at the door, or has a code. "tree": tells of units,
# accounts of the house and the length of the log alone.
CALLABLE = {
    **dict.fromkeys(
        """
        arranges arranges_at candidates_for case_changes case_openings case_seers cases_hand_over cases_held
        cases_hidden_from_me cases_open_at change_seat dispute_is_open door_again door_land door_letter end_stand_in
        fill_seats has_loan holds_post import_touched import_undo in_her_area in_my_area is_registering keeps_agency
        keeps_house keeps_readers known_elsewhere leads_visit leave_seat ledger_known may_approve_export may_lend
        may_open may_read_accusation may_read_narrative may_read_paper may_reread may_see may_see_commitment
        may_see_seat may_see_visit meeting_case my_barred_visits my_loans my_look_ups my_recusals my_searches my_writes near_visit
        next_number referral_answer_days referral_answers referral_response reception_free_slot reception_missed reception_move reception_waits recused running_clocks search_matters
        sees_agency staff_undo subject_sealed subject_visible take_numbers
        attends attends_case called_to counsels crisis_called hold_matters holds_session rota_asked rota_mine rota_near
        chairs_released plan_counted session_moved
        glass_end glass_lend glass_looks glass_matter glass_misses may_review_glass may_see_glass my_readings
        names_respondent is_childs child_shut minor_grant_number minor_grant_uses minor_review_met names_accused guardian_accused
        support_on support_lies support_may_switch my_support_note my_support_note_words my_support_file
        my_support_file_words my_support_visit my_support_objection support_step_aside
        bookings_kept_from destruction_kept_from glass_kept_from support_aside
        case_retention destruction_bars destruction_carry_out destruction_hers destruction_keep destruction_restrict
        accusation_destroy accusation_free_seats accusation_period audit_cut audit_cut_front glass_month reading_month matter_restrict may_see_destruction may_see_restriction restriction_lift
        site_near place_near selection_near inspection_near head_near cases_registrar_leaves visits_held
        visits_hand_over bulletin_reaches bulletin_kept round_near round_seen needs_near needs_mine needs_mine_of needs_seen needs_summed
        needs_answered needs_words head_stood_for team_walked
        device_near device_open_on device_taken_off outbox_file_hers outbox_hers outbox_item_waits outbox_place outbox_waits phone_check_near
        needs_answered needs_words pairing_mine pairing_told
        activity_near activity_kept campaign_seen campaign_drafted activity_seen activity_above activity_open agreement_seen
        story_signer story_seen survey_means survey_attitude
        helped_near helped_by_office helped_seen helped_at supporter_mine supporter_seen supporter_standing pairing_seen
        pairing_kept concern_seen helping_arranged helping_held helping_hand_over gift_seen entry_seen entry_mine help_inside help_children help_supporters
        award_known award_takes family_kept family_led family_drafted family_judged family_reading family_withdraw_kept
        families_forget family_offer_near family_offer_seen reports_made
        relief_barred relief_seen relief_desk relief_opens relief_leads relief_taken relief_ask relief_holds relief_before
        relief_repeats relief_sums screening_kept screening_counted screening_seen screening_sums claim_near treatment_near
        treatment_kept insurance_taken insurance_sums health_held health_hand_over
        figures_near figures_exact figures_petitions figures_handling figures_supervision figures_year figures_violence
        figures_mediation figures_sessions figures_referrals figures_network figures_more
        return_seen return_exact return_takes return_sum
        threezero_leads threezero_seen threezero_gathers threezero_facts threezero_draw threezero_files
        device_near device_first outbox_file_hers outbox_hers outbox_item_waits outbox_place outbox_waits phone_check_near
        phone_check_tell phone_check_told phone_words_read phone_words_hers
        volunteer_is_me team_is_mine patrol_is_mine volunteer_kept volunteer_near team_kept team_near patrol_kept
        patrol_near found_place_near volunteer_served volunteer_of hours_correctable volunteer_forget volunteers_at
        holds_city_post may_see_transfer transfer_bars transfer_candidates transfer_draw_up transfer_places
        transfer_receive transfer_return transfer_strike
        webhook_post work_order_known
        stat_scopes stat_figures stat_below stat_now
        """.split(),
        ASKS,
    ),
    **dict.fromkeys(
        """
        family_offer_rounds family_offer_make family_offer_ask family_offer_back
        families_shown families_in_notice family_notices family_flower family_withdraw
        device_revoked push_leaves door_add door_ask door_calls door_key door_rate selection_notices slip_answer slip_ask slip_key verify_paper
        event_list event_shown event_come survey_answer
        device_revoked door_add door_ask door_calls door_key door_rate selection_notices slip_answer slip_ask slip_key verify_paper
        event_list event_shown event_over event_come survey_answer
        device_revoked door_add door_ask door_calls door_key door_rate selection_notices slip_answer slip_ask slip_key verify_paper
        event_list event_shown event_come survey_answer token_ask
        """.split(),
        PUBLIC,
    ),
    **dict.fromkeys("agency_home audit_verify door_user figures_led move_unit".split(), TREE),
}
LISTED = """
select p.oid::regproc::text, array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t)::text[], proretset
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname = 'public' and p.prosecdef and p.prorettype <> 'trigger'::regtype
   and has_function_privilege('app', p.oid, 'execute') order by 1
"""


def test_every_function_that_passes_the_walls_is_known(house):
    assert {name for name, *_rest in house.raw(LISTED)} == set(CALLABLE)


def _values(house) -> dict[str, list]:
    """For each type of an argument the ids that stand in the world of the matrix, or something harmless."""
    columns = house.raw(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'"
        " and column_name = 'id' and data_type = 'uuid' and table_name ~ '^(cases|network|outreach)_'"
    )
    found = [house.raw(f"select id from {table} limit 1") for table, _column, _type in columns]
    units = [row[0] for row in house.raw("select distinct unit_id from network_appointment")]
    users = [row[0] for row in house.raw("select distinct user_id from network_appointment")]
    return {
        "uuid": [rows[0][0] for rows in found if rows],
        "integer": units[:6],
        "bigint": users[:6],
        "integer[]": [units],
        "bigint[]": [users],
        "uuid[]": [[rows[0][0] for rows in found if rows]],
    }


OTHER = {
    "text": ["case", "lend_card", "M-1-2026"],
    "text[]": [["city_leader", "county_leader"]],
    "bytea": [b"x" * 32],
    "bytea[]": [[b"x"]],
    "date": ["2026-11-01"],
    "date[]": [["2026-11-01"]],
    "boolean": [True],
    "interval": ["1 day"],
    "timestamp with time zone": ["2026-11-26 10:00+08"],
}


def test_a_function_that_asks_answers_nothing_to_nobody(world, house):
    values = _values(house) | OTHER
    called = []
    for name, types, _many in house.raw(LISTED):
        if CALLABLE.get(name) != ASKS:
            continue
        marks = ", ".join(f"%s::{kind}" for kind in types)
        for arguments in itertools.islice(itertools.product(*(values[kind] for kind in types)), 60):
            answer = _answer(f"select * from {name}({marks})", list(arguments))
            assert not any(any(row) for row in answer), (name, arguments, answer)
        called.append(name)
    assert set(called) == {name for name, why in CALLABLE.items() if why == ASKS}


def _answer(statement: str, arguments: list) -> list[tuple]:
    """What the web's login is told without a scope; a refusal is no answer. Whatever it wrote is taken back."""
    try:
        with transaction.atomic():
            rows = plain_sql(statement, arguments)
            transaction.set_rollback(True)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != REFUSED:
            raise
        return []
    return rows


@pytest.mark.parametrize("change", ["owner_id = app_user()", "is_sealed = true", "unit_id = city_id"])
def test_an_officer_sees_the_cards_of_her_area_and_takes_none(fresh_house, change):
    case = matter("xu")
    statement = f"update cases_case set {change} where id = %s returning 1"
    with acting("lin"):
        assert plain_sql("update cases_case set stage = stage where id = %s returning 1", [case.pk]) == [(1,)]
    with pytest.raises(ProgrammingError) as refused, acting("lin"):
        plain_sql(statement, [case.pk])
    assert refused.value.__cause__.sqlstate == REFUSED
    with acting("lin"):
        assert plain_sql("select may_open(%s)", [case.pk]) == [(False,)]
    with acting("xu"):
        assert plain_sql(statement, [case.pk]) == [(1,)]
