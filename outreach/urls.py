"""Addresses of outreach: on the phone below /m/, at the desk below /outreach/."""

from django.urls import path

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
    path("outreach/needs/", needs.summary_page, name="needs"),
]
