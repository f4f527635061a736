"""Addresses of the roster, below /duty/."""

from django.urls import path

from network.duty import views
from network.duty.rota import expert_views
from network.duty.rota import views as rota

urlpatterns = [
    path("", views.roster_page, name="roster"),
    path("propose/", views.propose_page, name="reception_propose"),
    path("reception/<uuid:day_id>/revise/", views.propose_page, name="reception_revise"),
    path("reception/<uuid:day_id>/step/", views.step_page, name="reception_step"),
    path("rota/", rota.rota_page, name="rota"),
    path("rota/plan/", rota.plan_page, name="rota_plan"),
    path("rota/queue/", rota.queue_page, name="rota_queue"),
    path("rota/experts/", expert_views.experts_page, name="experts"),
    path("rota/experts/<uuid:expert_id>/", expert_views.expert_page, name="expert"),
    path("rota/shifts/<uuid:shift_id>/", rota.shift_page, name="shift"),
]
