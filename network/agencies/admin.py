"""The list of bodies in the administration: to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from network.agencies.models import AgencyContact
from sisterhood.lib.keeping import ReadOnly


class ContactInline(admin.TabularInline):
    """Who answers there."""

    model = AgencyContact
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class AgencyAdmin(ReadOnly):
    """Officers of the division keep it, on their own page."""

    list_display = ("name", "kind", "unit", "phone", "active")
    list_filter = ("kind", "active")
    inlines = (ContactInline,)
