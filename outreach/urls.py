"""Addresses of outreach: on the phone below /m/, at the desk below /outreach/."""

from django.urls import path

from outreach.health import pages as health
from outreach.health.insurance import views as insurance
from outreach.health.relief import views as relief
from outreach.health.screening import views as screening
from outreach.health.treatment import views as treatment
from outreach.needs import views as needs
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
]
