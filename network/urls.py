"""Addresses of the network, below /network/."""

from django.urls import path

from network.oversight import views as oversight
from network.staff import views as staff
from network.units import views as units

urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/reset-password/", staff.reset_password, name="reset_password"),
    path("staff/<int:pk>/hand-over/<int:unit_id>/", staff.hand_over, name="hand_over"),
    path("audit/", oversight.audit, name="audit"),
]
