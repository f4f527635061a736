"""Addresses of the matters: UUIDs only."""

from django.urls import path

from cases.petitions import registering, views

urlpatterns = [
    path("cases/register/", registering.register_page, name="register"),
    path("cases/<uuid:case_id>/", views.case_page, name="case"),
    path("cases/<uuid:case_id>/open/", views.open_page, name="case_open"),
    path("cases/<uuid:case_id>/requests/<uuid:request_id>/", views.decide_page, name="case_decide"),
    path("cases/<uuid:case_id>/names/", views.names_page, name="case_names"),
    path("cases/<uuid:case_id>/attach/", views.attach_page, name="case_attach"),
    path(
        "cases/<uuid:case_id>/attachments/<uuid:attachment_id>/",
        views.attachment_page,
        name="case_attachment",
    ),
    path("cases/<uuid:case_id>/<slug:verb>/", views.verb_page, name="case_verb"),
    path("m/report/", registering.report_page, name="phone_report"),
]
