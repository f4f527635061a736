"""Addresses of outreach: on the phone below /m/, at the desk below /outreach/, for everybody below /events/."""

from django.urls import path

from outreach.beneficiaries import views as beneficiaries
from outreach.campaigns import activity_views as activities
from outreach.campaigns import figure_views as figures
from outreach.campaigns import public_views as events
from outreach.campaigns import teaching_views as teaching
from outreach.campaigns import views as campaigns
from outreach.donations import views as donations
from outreach.families import desk_views as families
from outreach.families import offer_views as offers
from outreach.families import reading_views as readings
from outreach.families import wall_views as wall
from outreach.health import pages as health
from outreach.health.insurance import views as insurance
from outreach.health.relief import views as relief
from outreach.health.screening import views as screening
from outreach.health.treatment import views as treatment
from outreach.needs import views as needs
from outreach.outcomes import export_views as tables
from outreach.outcomes import views as outcomes
from outreach.pairings import figure_views, hers
from outreach.pairings import views as pairings
from outreach.partners import views as partners
from outreach.supporters import views as supporters
from outreach.threezero import programme_views as programmes
from outreach.threezero import views as threezero
from outreach.visits import views as visits

urlpatterns = [
    path("m/visits/", visits.rounds_page, name="rounds"),
    path("m/visits/new/", visits.set_out_page, name="set_out"),
    path("m/visits/<uuid:row_id>/", visits.round_page, name="round"),
    path("m/visits/<uuid:row_id>/<str:verb>/", visits.round_verb, name="round_verb"),
    path("outreach/visits/", visits.figures_page, name="round_figures"),
    path("outreach/visits/plan/", visits.plan_page, name="plan_round"),
    path("m/needs/", needs.sheets_page, name="needs_sheets"),
    path("m/needs/<uuid:row_id>/", needs.sheet_page, name="needs_sheet"),
    path("outreach/relief/", relief.list_page, name="reliefs"),
    path("outreach/relief/new/", relief.nominate_page, name="nominate_relief"),
    path("outreach/relief/window/", relief.window_page, name="relief_window"),
    path("outreach/relief/before/", relief.before_page, name="relief_before"),
    path("outreach/relief/repeats/", relief.repeats_page, name="repeats"),
    path("outreach/relief/<uuid:row_id>/", relief.relief_page, name="relief"),
    path("outreach/relief/<uuid:row_id>/papers/", relief.papers_page, name="relief_papers"),
    path("outreach/relief/<uuid:row_id>/<str:verb>/", relief.verb_page, name="relief_verb"),
    path("outreach/screenings/", screening.list_page, name="screenings"),
    path("outreach/screenings/plan/", screening.plan_page, name="plan_screening"),
    path("outreach/screenings/<uuid:row_id>/", screening.round_page, name="screening"),
    path("outreach/screenings/<uuid:row_id>/day/", screening.day_page, name="screening_day"),
    path("outreach/screenings/<uuid:row_id>/<str:verb>/", screening.verb_page, name="screening_verb"),
    path("outreach/insurance/", insurance.list_page, name="insurance"),
    path("outreach/insurance/plan/", insurance.plan_page, name="insurance_plan"),
    path("outreach/insurance/enrol/", insurance.enrol_page, name="enrol_insurance"),
    path("outreach/insurance/list/", insurance.names_page, name="insurance_names"),
    path("outreach/insurance/<uuid:row_id>/leave/", insurance.leave_page, name="leave_insurance"),
    path("outreach/insurance/<uuid:row_id>/claim/", insurance.open_page, name="open_claim"),
    path("outreach/claims/<uuid:row_id>/", insurance.claim_page, name="claim"),
    path("outreach/claims/<uuid:row_id>/<str:verb>/", insurance.claim_verb, name="claim_verb"),
    path("outreach/treatment/", treatment.list_page, name="treatments"),
    path("outreach/treatment/new/", treatment.begin_page, name="begin_treatment"),
    path("outreach/treatment/<uuid:row_id>/", treatment.treatment_page, name="treatment"),
    path("outreach/treatment/<uuid:row_id>/<str:verb>/", treatment.verb_page, name="treatment_verb"),
    path("outreach/health/figures/", health.figures_page, name="health_figures"),
    path("outreach/needs/", needs.summary_page, name="needs"),
    path("outreach/partners/", partners.agreements_page, name="agreements"),
    path("outreach/partners/new/", partners.new_agreement_page, name="new_agreement"),
    path("outreach/partners/<uuid:row_id>/", partners.agreement_page, name="agreement"),
    path("outreach/campaigns/new/", campaigns.new_campaign_page, name="new_campaign"),
    path("outreach/campaigns/<uuid:row_id>/", campaigns.campaign_page, name="campaign"),
    path("outreach/campaigns/<uuid:row_id>/<str:verb>/", campaigns.campaign_verb, name="campaign_verb"),
    path("outreach/activities/", campaigns.activities_page, name="activities"),
    path("outreach/activities/new/", activities.new_activity_page, name="new_activity"),
    path("outreach/activities/figures/", figures.figures_page, name="activity_figures"),
    path("outreach/activities/coverage/", figures.coverage_page, name="village_coverage"),
    path("outreach/activities/<uuid:row_id>/", activities.activity_page, name="activity"),
    path("outreach/activities/<uuid:row_id>/<str:verb>/", activities.activity_verb, name="activity_verb"),
    path(
        "outreach/activities/<uuid:row_id>/speakers/<uuid:speaker_id>/",
        activities.strike_speaker,
        name="strike_speaker",
    ),
    path(
        "outreach/activities/<uuid:row_id>/photos/<uuid:photo_id>/",
        activities.photo_page,
        name="activity_photo",
    ),
    path(
        "outreach/activities/<uuid:row_id>/photos/<uuid:photo_id>/withdraw/",
        activities.withdraw_photo,
        name="withdraw_photo",
    ),
    path("outreach/publicity/", activities.publicity_page, name="publicity"),
    path("outreach/teaching/", teaching.stories_page, name="teaching_cases"),
    path("outreach/teaching/new/", teaching.new_story_page, name="new_teaching_case"),
    path("outreach/teaching/<uuid:row_id>/", teaching.story_page, name="teaching_case"),
    path("outreach/teaching/<uuid:row_id>/<str:verb>/", teaching.story_verb, name="teaching_case_verb"),
    path("outreach/threezero/", threezero.villages_page, name="threezero_villages"),
    path("outreach/threezero/new/", threezero.enrol_page, name="enrol_village"),
    path("outreach/threezero/sample/", threezero.sample_page, name="threezero_sample"),
    path("outreach/threezero/families/", programmes.families_page, name="safe_families"),
    path("outreach/threezero/pledges/", programmes.pledges_page, name="pledges"),
    path("outreach/threezero/figures/", programmes.figures_page, name="threezero_figures"),
    path("outreach/threezero/<uuid:row_id>/", threezero.village_page, name="threezero"),
    path("outreach/threezero/<uuid:row_id>/<str:verb>/", threezero.village_verb, name="threezero_verb"),
    path("events/", events.events_page, name="events"),
    path("events/<slug:code>/", events.event_page, name="event"),
    path("events/<slug:code>/survey/", events.survey_page, name="event_survey"),
    path("outreach/supporters/", supporters.supporters_page, name="supporters"),
    path("outreach/supporters/new/", supporters.new_supporter_page, name="new_supporter"),
    path("outreach/supporters/<uuid:row_id>/", supporters.supporter_page, name="supporter"),
    path("outreach/supporters/<uuid:row_id>/<str:verb>/", supporters.supporter_verb, name="supporter_verb"),
    path("outreach/beneficiaries/", beneficiaries.beneficiaries_page, name="beneficiaries"),
    path("outreach/beneficiaries/new/", beneficiaries.new_beneficiary_page, name="new_beneficiary"),
    path("outreach/beneficiaries/<uuid:row_id>/", beneficiaries.beneficiary_page, name="beneficiary"),
    path(
        "outreach/beneficiaries/<uuid:row_id>/<str:verb>/",
        beneficiaries.beneficiary_verb,
        name="beneficiary_verb",
    ),
    path("outreach/donations/", donations.donations_page, name="donations"),
    path("outreach/donations/new/", donations.receive_gift_page, name="receive_gift"),
    path("outreach/donations/use/", donations.use_gifts_page, name="use_gifts"),
    path("outreach/donations/route/", donations.money_route_page, name="money_route"),
    path("outreach/donations/gifts/<uuid:row_id>/", donations.gift_page, name="gift"),
    path("outreach/donations/gifts/<uuid:row_id>/thank/", donations.thank_donor_page, name="thank_donor"),
    path("outreach/donations/gifts/<uuid:row_id>/paper/", donations.gift_paper, name="gift_paper"),
    path(
        "outreach/donations/entries/<uuid:row_id>/reverse/",
        donations.reverse_entry_page,
        name="reverse_entry",
    ),
    path("outreach/pairings/", pairings.pairings_page, name="pairings"),
    path("outreach/pairings/new/<uuid:row_id>/", pairings.new_pairing_page, name="new_pairing"),
    path("outreach/pairings/<uuid:row_id>/", pairings.pairing_page, name="pairing"),
    path("outreach/pairings/<uuid:row_id>/paper/", pairings.pairing_paper, name="pairing_paper"),
    path("outreach/pairings/<uuid:row_id>/<str:verb>/", pairings.pairing_verb, name="pairing_verb"),
    path("outreach/concerns/<uuid:row_id>/", pairings.concern_page, name="care_concern"),
    path("outreach/concerns/<uuid:row_id>/settle/", pairings.settle_concern_page, name="settle_concern"),
    path("outreach/helping/figures/", figure_views.help_figures_page, name="help_figures"),
    path("m/pairings/", hers.my_pairings_page, name="my_pairings"),
    path("m/pairings/<uuid:row_id>/", hers.my_pairing_page, name="my_pairing"),
    path("m/pairings/<uuid:row_id>/<str:verb>/", hers.my_pairing_verb, name="my_pairing_verb"),
    path("outreach/outcomes/", outcomes.outcome_page, name="outcomes"),
    path("outreach/tables/<slug:code>/export/", tables.export_page, name="export_table"),
    path("outreach/families/", families.rounds_page, name="award_rounds"),
    path("outreach/families/new/", families.open_page, name="open_awards"),
    path("outreach/families/figures/", outcomes.family_figures_page, name="family_figures"),
    path("outreach/families/jury/", readings.jury_page, name="jury"),
    path("outreach/families/jury/<uuid:row_id>/", readings.story_page, name="jury_story"),
    path("outreach/families/nominations/<uuid:row_id>/", families.family_page, name="family"),
    path("outreach/families/nominations/<uuid:row_id>/photo/", families.family_photo, name="family_photo"),
    path("outreach/families/nominations/<uuid:row_id>/<str:verb>/", families.family_verb, name="family_verb"),
    path("outreach/families/offers/<uuid:row_id>/", offers.offer_page, name="family_offer"),
    path("outreach/families/offers/<uuid:row_id>/<str:verb>/", offers.offer_verb, name="offer_verb"),
    path("outreach/families/<uuid:row_id>/", families.round_page, name="award_round"),
    path("outreach/families/<uuid:row_id>/nominate/", families.nominate_page, name="nominate_family"),
    path("outreach/families/<uuid:row_id>/<str:verb>/", families.round_verb, name="award_verb"),
    path("families/", wall.wall_page, name="wall"),
    path("families/nominate/", offers.calls_page, name="offer_calls"),
    path("families/nominate/progress/", offers.offer_progress, name="offer_progress"),
    path("families/nominate/<uuid:award>/", offers.propose_page, name="propose_family"),
    path("families/withdraw/", wall.withdraw_page, name="wall_withdraw"),
    path("families/notice/<uuid:award>/", wall.notice_page, name="wall_notice"),
    path("families/<uuid:family>/", wall.wall_family, name="wall_family"),
    path("families/<uuid:family>/flower/", wall.flower_page, name="wall_flower"),
    path("families/<uuid:family>/photo/<str:size>/", wall.wall_photo, name="wall_photo"),
]
