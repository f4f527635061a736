"""Addresses. No address says what a matter is about."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from network.selection import views as selection
from network.sites import public
from sisterhood.desk import cover, home, kept_views, sign_in

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
    path("text-size/", home.text_size, name="text_size"),
    path("m/", home.phone_home, name="phone_home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.ChangePassword.as_view(), name="password_change"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("help/", public.help_page, name="help"),
    path("help/units/", public.units_page, name="help_units"),
    path("help/units/<slug:code>/", public.unit_page, name="help_unit"),
    path("help/notices/<uuid:row_id>/", selection.head_notice, name="head_notice"),
    path("leave/", public.leave, name="leave"),
    path("network/", include("network.urls")),
    path("duty/", include("network.duty.urls")),
    path("", include("cases.urls")),
    path("admin/", admin.site.urls),
    path("healthz", home.healthz, name="healthz"),
]
