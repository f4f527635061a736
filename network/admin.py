"""Django admin for the three administrators: units, accounts, posts, limits, calendar, last runs, audit.

Never any content of a case. Rights come from the roles table; every change goes through the same verbs.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.agencies.admin import AgencyAdmin
from network.agencies.models import Agency
from network.audit.models import AuditEvent
from network.deadlines.models import CalendarDay, CalendarYear, JobRun, Limit
from network.notifications.admin import DeliveryAdmin, SettingAdmin
from network.notifications.models import Delivery, Setting
from network.staff import accounts, appointments
from network.staff.forms import AccountForm, PostForm
from network.staff.models import Appointment, User
from network.units import verbs
from network.units.forms import UnitForm
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.keeping import Kept, ReadOnly
from sisterhood.lib.paging import GuessedCount


@login_not_required
def _to_the_door(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    if request.user.is_authenticated:
        raise Refusal("role", _("Administration is for the three administrators only."))
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")


def _out(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    response = HttpResponse(status=307)
    response["Location"] = reverse("sign_out")
    return response


def _own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("password_change")


admin.site.login = _to_the_door  # type: ignore[method-assign]
admin.site.logout = _out  # type: ignore[method-assign]
admin.site.password_change = _own_password  # type: ignore[method-assign]
admin.site.site_title = admin.site.site_header = _("Sisterhood administration")
admin.site.index_title = _("What you look after")
admin.site.enable_nav_sidebar = False
admin.site.final_catch_all_view = False
admin.site.unregister(Group)  # rights come from the roles table


@admin.register(Unit)
class UnitAdmin(Kept):
    """Names, parents and ends of units; a hamlet gets its code from its village."""

    form = UnitForm
    paginator = GuessedCount
    list_display = ("short_name", "official_name", "code", "level", "is_quasi", "valid_to")
    list_filter = ("level", "is_quasi")
    search_fields = ("code__startswith", "short_name", "official_name")
    ordering = ("id",)
    raw_id_fields = ("parent", "successor")
    _new = ("parent", "code", "official_name", "short_name", "hamlet_kind", "is_quasi")
    _known = (
        "parent",
        "reason",
        "code",
        "level",
        "official_name",
        "short_name",
        "is_quasi",
        "valid_to",
        "successor",
    )

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        """A new unit has no end, an old one keeps its code."""
        if obj is not None and not self.has_change_permission(request, obj):
            return tuple(name for name in self._known if name != "reason")
        return self._known if obj else self._new

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        """Code and level never change."""
        return ("code", "level") if obj else ()

    def save_model(self, request: HttpRequest, obj: Unit, form: UnitForm, change: bool) -> None:
        """One verb for each thing that changed."""
        if not change:
            self._create(request, obj)
            return
        before = Unit.objects.get(pk=obj.pk)
        if {"official_name", "short_name"} & set(form.changed_data):
            verbs.rename(before, official_name=obj.official_name, short_name=obj.short_name, by=request.user)
        if "is_quasi" in form.changed_data:
            Unit.objects.filter(pk=obj.pk).update(is_quasi=obj.is_quasi)
        if "parent" in form.changed_data:
            verbs.move_unit(before, to_parent=obj.parent, by=request.user, reason=form.cleaned_data["reason"])
        if "valid_to" in form.changed_data:
            verbs.close_unit(before, by=request.user, on=obj.valid_to, successor=obj.successor)

    def _create(self, request: HttpRequest, obj: Unit) -> None:
        if obj.parent.level == Level.VILLAGE:
            made = verbs.create_hamlet(obj.parent, name=obj.short_name, kind=obj.hamlet_kind, by=request.user)
            obj.pk, obj.code, obj.level, obj.valid_from = made.pk, made.code, made.level, made.valid_from
            return
        obj.level, obj.valid_from, obj.hamlet_kind = obj.parent.level + 1, clock.today(), ""
        obj.official_name = obj.official_name or obj.short_name
        obj.save()


@admin.register(User)
class AccountAdmin(Kept):
    """Accounts: opened with a one-time password that is shown once."""

    form = AccountForm
    list_display = ("username", "display_name", "work_phone", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "display_name")
    actions = ("reset_password",)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the list shows: any other column could be read out by asking."""
        return lookup in ("is_active", "is_active__exact")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """A new account is open from the start."""
        known = ("username", "display_name", "work_phone", "is_active", "last_login")
        return known if obj else known[:3]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """The user name stays."""
        return ("username", "last_login") if obj else ()

    @admin.action(description=_("Reset password"), permissions=["change"])
    def reset_password(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """One person at a time."""
        chosen = list(queryset[:2])
        if len(chosen) == 1:
            return redirect("reset_password", chosen[0].pk)
        self.message_user(request, _("Choose one person."), level="ERROR")
        return None

    def save_model(self, request: HttpRequest, obj: User, form: AccountForm, change: bool) -> None:
        """Opening, closing, and plain details."""
        if not change:
            opened = accounts.open_account(
                obj.username, obj.display_name, by=request.user, work_phone=obj.work_phone
            )
            obj.pk, request.opened = opened.user.pk, opened
            return
        if "is_active" in form.changed_data:
            (accounts.enable if obj.is_active else accounts.disable)(obj, by=request.user)
        obj.save(update_fields=["display_name", "work_phone", "initials"])

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The page with the one-time password."""
        context = {"opened": request.opened, "back": reverse("admin:network_user_changelist")}
        return render(request, "network/staff/one_time_password.html", context)


@admin.register(Appointment)
class PostAdmin(Kept):
    """Posts: appointing somebody ends the earlier holder; afterwards only the last day can be set."""

    form = PostForm
    list_display = ("user", "role", "unit", "is_primary", "is_deputy", "starts_on", "ends_on")
    list_filter = ("role", "is_primary")
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__display_name", "unit__short_name")
    raw_id_fields = ("user", "unit")

    def get_fields(self, request: HttpRequest, obj: Appointment | None = None) -> tuple[str, ...]:
        """The last day only once the post exists."""
        known = ("user", "unit", "role", "starts_on", "is_primary", "is_deputy")
        return (*known, "ends_on", "appointer") if obj else known

    def get_readonly_fields(self, request: HttpRequest, obj: Appointment | None = None) -> tuple[str, ...]:
        """All but the last day."""
        known = ("user", "unit", "role", "starts_on", "is_primary", "is_deputy", "appointer")
        return known if obj else ()

    @admin.display(description=_("appointed by"))
    def appointer(self, obj: Appointment) -> str:
        """Who appointed; empty for the house itself."""
        return str(obj.appointed_by or "")

    def save_model(self, request: HttpRequest, obj: Appointment, form: PostForm, change: bool) -> None:
        """Two verbs: appoint and end."""
        if change:
            if obj.ends_on is not None:
                appointments.end(obj, by=request.user, on=obj.ends_on)
            return
        made = appointments.appoint(
            obj.user,
            unit=obj.unit,
            role=obj.role,
            by=request.user,
            starts_on=obj.starts_on,
            is_primary=obj.is_primary,
            is_deputy=obj.is_deputy,
        )
        obj.pk = made.pk


@admin.register(Limit)
class LimitAdmin(ReadOnly):
    """First wordings; they change on the policy page, from a day on, by two people."""

    list_display = ("code", "name", "length", "count_in", "remind_before", "is_statutory", "source")


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnly):
    """Which years are published; a year is loaded by command together with all its days."""

    list_display = ("year", "is_official", "notice_no", "loaded_at")


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnly):
    """Days as they count."""

    list_display = ("date", "kind", "name", "is_working")
    list_filter = ("year", "kind")
    date_hierarchy = "date"


@admin.register(JobRun)
class JobRunAdmin(ReadOnly):
    """Last runs of the periodic jobs."""

    list_display = ("name", "started_at", "finished_at", "counts", "error")
    list_filter = ("name",)


admin.site.register(Agency, AgencyAdmin)
admin.site.register(Delivery, DeliveryAdmin)
admin.site.register(Setting, SettingAdmin)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """A door to /network/audit/, which pages without counting and records that it was read."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """To the log."""
        return self._to_the_log(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """To the log."""
        return self._to_the_log(request)

    def _to_the_log(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("audit")
