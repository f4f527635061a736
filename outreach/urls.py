"""Addresses of outreach: on the phone below /m/, at the desk below /outreach/."""

from django.urls import path

from outreach.health import pages as health
from outreach.health.relief import views as relief
from outreach.health.screening import views as screening
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
    path("outreach/health/figures/", health.figures_page, name="health_figures"),
    path("outreach/needs/", needs.summary_page, name="needs"),
]
