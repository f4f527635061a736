"""Addresses of the network, below /network/."""

from django.urls import path

from network.agencies import views as agencies
from network.bulletins import views as bulletins
from network.devices import views as devices
from network.enrolment import views as enrolment
from network.inspections import views as inspections
from network.leave import views as leave
from network.notifications import views as notifications
from network.oversight import cut_views
from network.oversight import views as oversight
from network.patrols import views as patrols
from network.policy import views as policy
from network.resets import views as resets
from network.selection import succession_views
from network.selection import views as selection
from network.sites import place_views as places
from network.sites import views as sites
from network.staff import views as staff
from network.tokens import views as tokens
from network.units import views as units
from network.volunteers import team_views as teams
from network.volunteers import views as volunteers
from network.webhooks import views as webhooks

urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/reset-password/", resets.reset_password, name="reset_password"),
    path("resets/", resets.password_resets, name="password_resets"),
    path("resets/<uuid:reset_id>/<str:verb>/", resets.password_reset_verb, name="password_reset_verb"),
    path("staff/<int:pk>/hand-over/<int:unit_id>/", staff.hand_over, name="hand_over"),
    path("notifications/settings/", notifications.message_settings, name="message_settings"),
    path("notifications/here/", devices.tell_here, name="tell_here"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.new_agency, name="new_agency"),
    path("agencies/<int:pk>/", agencies.agency, name="agency"),
    path("window/", sites.window_page, name="window"),
    path("coverage/", places.coverage_page, name="coverage"),
    path("sites/", places.sites_page, name="sites"),
    path("sites/new/", places.new_site_page, name="new_site"),
    path("sites/<uuid:site_id>/", places.site_page, name="site"),
    path("sites/<uuid:site_id>/inspect/", inspections.inspect_site_page, name="inspect_site"),
    path("devices/", devices.devices_page, name="devices"),
    path("devices/<uuid:device_id>/", devices.device_page, name="device"),
    path("inspections/", inspections.inspections_page, name="inspections"),
    path("inspections/<uuid:inspection_id>/", inspections.inspection_page, name="inspection"),
    path("selections/", selection.selections_page, name="selections"),
    path("selections/new/", selection.new_selection_page, name="new_selection"),
    path("selections/<uuid:row_id>/", selection.selection_page, name="selection"),
    path("selections/<uuid:row_id>/<str:verb>/", selection.selection_verb, name="selection_verb"),
    path("heads/<uuid:head_id>/", selection.head_page, name="station_head"),
    path("heads/<int:post_id>/succession/", succession_views.succession_page, name="succession"),
    path("successions/<uuid:row_id>/", succession_views.succession_list, name="succession_list"),
    path("volunteers/", volunteers.volunteers_page, name="volunteers"),
    path("volunteers/new/", volunteers.new_volunteer_page, name="new_volunteer"),
    path("volunteers/export/", volunteers.volunteer_export, name="volunteer_export"),
    path("volunteers/<uuid:row_id>/", volunteers.volunteer_page, name="volunteer"),
    path("volunteers/<uuid:row_id>/<str:verb>/", volunteers.volunteer_verb, name="volunteer_verb"),
    path("teams/", teams.teams_page, name="teams"),
    path("teams/new/", teams.new_team_page, name="new_team"),
    path("teams/<uuid:team_id>/", teams.team_page, name="team"),
    path("teams/<uuid:team_id>/patrol/", patrols.new_patrol_page, name="new_patrol"),
    path("teams/<uuid:team_id>/<str:verb>/", teams.team_verb, name="team_verb"),
    path("patrols/", patrols.patrols_page, name="patrols"),
    path("patrols/<uuid:row_id>/", patrols.patrol_page, name="patrol"),
    path("patrols/<uuid:row_id>/<str:verb>/", patrols.patrol_verb, name="patrol_verb"),
    path("found-places/<uuid:row_id>/", patrols.found_place_page, name="found_place"),
    path("bulletins/", bulletins.bulletins_page, name="bulletins"),
    path("bulletins/new/", bulletins.new_bulletin_page, name="new_bulletin"),
    path("bulletins/<uuid:row_id>/", bulletins.bulletin_page, name="bulletin"),
    path("bulletins/<uuid:row_id>/revise/", bulletins.revise_bulletin_page, name="revise_bulletin"),
    path("bulletins/<uuid:row_id>/<str:verb>/", bulletins.bulletin_verb, name="bulletin_verb"),
    path("tokens/", tokens.tokens_page, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke_token, name="token_revoke"),
    path("webhooks/", webhooks.webhooks_page, name="webhooks"),
    path("webhooks/<uuid:row_id>/", webhooks.webhook_page, name="webhook"),
    path("webhooks/<uuid:row_id>/<slug:verb>/", webhooks.webhook_verb, name="webhook_verb"),
    path("webhooks/events/<uuid:event_id>/again/", webhooks.send_again, name="webhook_again"),
    path("policy/", policy.policy, name="policy"),
    path("policy/calendar/", policy.calendar_page, name="policy_calendar"),
    path("policy/limits/<str:code>/", policy.limit, name="policy_limit"),
    path("policy/rules/<str:code>/", policy.rule, name="policy_rule"),
    path("policy/<str:kind>/<uuid:version_id>/decide/", policy.decide, name="policy_decide"),
    path("leave/", leave.leaves, name="leaves"),
    path("leave/<uuid:leave_id>/<str:verb>/", leave.leave_verb, name="leave_verb"),
    path("enrolment/", enrolment.sheets, name="enrolment"),
    path("enrolment/<uuid:sheet_id>/", enrolment.sheet, name="staff_sheet"),
    path("enrolment/<uuid:sheet_id>/slips/<int:place_id>/", enrolment.slip, name="staff_slip"),
    path("enrolment/<uuid:sheet_id>/<str:verb>/", enrolment.sheet_verb, name="staff_sheet_verb"),
    path("audit/", oversight.audit, name="audit"),
    path("audit/period/", cut_views.period_page, name="audit_period"),
]
