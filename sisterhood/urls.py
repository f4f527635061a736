"""Addresses. No address says what a matter is about."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from cases import api as cases_api
from network import api as network_api
from network.bulletins import views as bulletins
from network.patrols import views as patrols
from network.selection import views as selection
from network.sites import public
from outreach import api as outreach_api
from sisterhood.desk import cover, home, kept_views, phone, schema, shortcuts, sign_in
from sisterhood.pwa import views as pwa

urlpatterns = [
    path("", home.desk, name="desk"),
    path("mine/", home.mine, name="mine"),
    path("leader/late/", home.late, name="late"),
    path("inbox/", home.inbox, name="inbox"),
    path("inbox/read/", home.read_all, name="inbox_read_all"),
    path("inbox/<uuid:item_id>/", home.read, name="inbox_read"),
    path("cover/", cover.cover, name="cover"),
    path("kept/", kept_views.kept, name="kept"),
    path("kept/drop/", kept_views.drop, name="kept_drop"),
    path("shortcuts/", shortcuts.shortcuts, name="shortcuts"),
    path("text-size/", home.text_size, name="text_size"),
    path("m/", phone.phone_home, name="phone_home"),
    path("m/mine/", phone.phone_mine, name="phone_mine"),
    path("m/tasks/", phone.phone_tasks, name="phone_tasks"),
    path("m/call/", phone.phone_call, name="phone_call"),
    path("m/matters/<uuid:case_id>/", phone.phone_matter, name="phone_matter"),
    path("m/matters/<uuid:case_id>/<slug:verb>/", phone.phone_verb, name="phone_verb"),
    path("m/shell/", pwa.shell, name="phone_shell"),
    path("m/shell/<slug:page>/", pwa.shell, name="phone_shell_page"),
    path("sw.js", pwa.worker, name="phone_worker"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("m/service/", patrols.my_service, name="my_service"),
    path("m/notices/", bulletins.notices_page, name="notices"),
    path("m/notices/<uuid:row_id>/", bulletins.notice_page, name="notice_read"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.ChangePassword.as_view(), name="password_change"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("help/", public.help_page, name="help"),
    path("help/units/", public.units_page, name="help_units"),
    path("help/units/<slug:code>/", public.unit_page, name="help_unit"),
    path("help/notices/<uuid:row_id>/", selection.head_notice, name="head_notice"),
    path("leave/", public.leave, name="leave"),
    path("api/v1/schema/", schema.Schema.as_view(), name="api_schema"),
    path("api/v1/", include([*network_api.urlpatterns, *cases_api.urlpatterns, *outreach_api.urlpatterns])),
    path("network/", include("network.urls")),
    path("duty/", include("network.duty.urls")),
    path("", include("cases.urls")),
    path("", include("outreach.urls")),
    path("admin/", admin.site.urls),
    path("healthz", home.healthz, name="healthz"),
]
