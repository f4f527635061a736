"""Addresses of outreach: on the phone below /m/, at the desk below /outreach/."""

from django.urls import path

from outreach.families import desk_views as families
from outreach.families import reading_views as readings
from outreach.families import wall_views as wall
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
    path("outreach/families/", families.rounds_page, name="award_rounds"),
    path("outreach/families/new/", families.open_page, name="open_awards"),
    path("outreach/families/figures/", readings.figures_page, name="family_figures"),
    path("outreach/families/jury/", readings.jury_page, name="jury"),
    path("outreach/families/jury/<uuid:row_id>/", readings.story_page, name="jury_story"),
    path("outreach/families/nominations/<uuid:row_id>/", families.family_page, name="family"),
    path("outreach/families/nominations/<uuid:row_id>/photo/", families.family_photo, name="family_photo"),
    path("outreach/families/nominations/<uuid:row_id>/<str:verb>/", families.family_verb, name="family_verb"),
    path("outreach/families/<uuid:row_id>/", families.round_page, name="award_round"),
    path("outreach/families/<uuid:row_id>/nominate/", families.nominate_page, name="nominate_family"),
    path("outreach/families/<uuid:row_id>/<str:verb>/", families.round_verb, name="award_verb"),
    path("families/", wall.wall_page, name="wall"),
    path("families/withdraw/", wall.withdraw_page, name="wall_withdraw"),
    path("families/notice/<uuid:award>/", wall.notice_page, name="wall_notice"),
    path("families/<uuid:family>/", wall.wall_family, name="wall_family"),
    path("families/<uuid:family>/flower/", wall.flower_page, name="wall_flower"),
    path("families/<uuid:family>/photo/<str:size>/", wall.wall_photo, name="wall_photo"),
]
