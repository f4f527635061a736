"""The desk after sign-in: my work, my inbox, what I reported, late matters; the phone's home; the cover."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.casefile import pages
from cases.casefile.models import Case
from cases.petitions.buttons import BUTTONS, FIRST
from cases.petitions.states import STATES
from cases.privacy import reveal
from cases.vocabulary import Category, Channel
from network.access import gate
from network.access.roles import ADMIN_ROLES, AREA_LEVELS
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.notifications.models import InboxItem
from network.staff.appointments import holder
from network.units.models import ANCESTOR_COLUMNS, Level, Unit
from sisterhood.lib import clock

PAGE = 50


def _next_step(case: Case, scope: Scope) -> Any:
    """The first verb of the stage that she herself may do; empty when she waits for somebody."""
    for verb in FIRST.get(case.stage, ()):
        if verb == "take_up" and case.taken_up_at and case.owner_id == scope.user_id:
            continue
        if gate.ask(scope, verb, case):
            return BUTTONS[verb].sentence
    return ""


def _rows(cases: list[Case], at: datetime, names: dict[Any, str], scope: Scope) -> list[dict[str, Any]]:
    faces = pages.faces(cases, at=at)
    categories, channels = dict(Category.choices), dict(Channel.choices)
    return [
        {
            "case": case,
            "face": faces.get(case.pk),
            "title": _("Restricted matter") if case.is_sealed else categories[case.category],
            "who": names.get(case.pk, ""),
            "unit": case.unit.short_name,
            "channel": channels[case.channel],
            "stage": STATES[case.stage],
            "next": _next_step(case, scope),
            "urgent": bool(case.next_due_at and case.next_due_at <= at),
        }
        for case in cases
    ]


def _grouped(rows: list[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    late, today, later = [], [], []
    for row in rows:
        due = row["case"].next_due_at
        if due and due <= at:
            late.append(row)
        elif due and clock.local_date(due) <= clock.local_date(at):
            today.append(row)
        else:
            later.append(row)
    groups = [(_("Late"), late), (_("Today"), today), (_("Coming up"), later)]
    return [{"label": label, "rows": rows} for label, rows in groups if rows]


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """我的工作: what she owns and what was lent to her, by due date. Other homes for other posts."""
    scope = request.scope
    if scope.holds(*ADMIN_ROLES):
        return redirect("admin:index")
    if scope.posts and all(p.level == Level.HAMLET for p in scope.posts):
        return redirect("phone_home")
    at = clock.now()
    cases = Case.objects.held_by(scope, limit=PAGE)
    names = reveal.masked_names(cases)
    record.events(Action.LIST, by=request.user, kind="case", ids=[c.pk for c in cases])
    context = {"groups": _grouped(_rows(cases, at, names, scope), at), "count": len(cases), "at": at}
    return render(request, "desk/work.html", context)


@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Late ordinary matters of her area: number, unit, stage, clock and owner only."""
    scope = request.scope
    gate.require(scope, "see_late")
    at = clock.now()
    cases: dict[Any, Case] = {}
    for unit in Unit.objects.filter(pk__in=[p.unit_id for p in scope.posts if p.level in AREA_LEVELS]):
        column = ANCESTOR_COLUMNS[Level(unit.level)]
        page = Case.objects.in_area(scope, column, unit.pk).overdue(at).cards()
        cases |= {case.pk: case for case in page.order_by("next_due_at", "id")[:PAGE]}
    found = sorted(cases.values(), key=lambda c: (c.next_due_at, c.pk))[:PAGE]
    record.events(Action.LIST, by=request.user, kind="case", ids=[c.pk for c in found])
    return render(request, "desk/late.html", {"rows": _rows(found, at, {}, scope), "at": at})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我上报的: everything she registered that she may still see, newest first."""
    cases = (
        Case.objects.visible_to(request.scope)
        .filter(registered_by_id=request.user.pk)
        .cards()
        .order_by("-opened_at", "-id")[:PAGE]
    )
    rows = _rows(list(cases), clock.now(), {}, request.scope)
    template = "desk/mine_phone.html" if _on_phone(request) else "desk/mine.html"
    return render(request, template, {"rows": rows})


def _on_phone(request: HttpRequest) -> bool:
    return bool(request.scope.posts) and all(p.level == Level.HAMLET for p in request.scope.posts)


@require_GET
def phone_home(request: HttpRequest) -> HttpResponse:
    """The station's home: five actions, and at most three things for today."""
    at = clock.now()
    cases = Case.objects.held_by(request.scope, limit=3)
    unit = Unit.objects.filter(pk__in=request.scope.units).order_by("level").first()
    officer = None
    if unit is not None and unit.county_id:
        officer = holder(Unit.objects.get(pk=unit.county_id), "officer", on=clock.today())
    context = {
        "rows": _rows(cases, at, {}, request.scope),
        "unit": unit,
        "county_phone": officer.work_phone if officer else "",
        "waiting": Case.objects.open().filter(owner_id=request.user.pk).count(),
    }
    return render(request, "desk/phone_home.html", context)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What arrived: neutral sentences with a link that needs a sign-in."""
    return render(request, "desk/inbox.html", {"items": outbox.inbox_of(request.user)[:PAGE]})


@require_POST
def read(request: HttpRequest, item_id: Any) -> HttpResponse:
    """Mark as read and go to the matter, if it still exists for her."""
    item = get_object_or_404(InboxItem, pk=item_id)
    outbox.mark_read(item, by=request.user)
    if (
        item.subject_kind == "case"
        and Case.objects.visible_to(request.scope).filter(pk=item.subject_id).exists()
    ):
        return redirect("case", item.subject_id)
    messages.info(request, _("This matter is no longer in your hands."))
    return redirect("inbox")


@require_GET
def cover(request: HttpRequest) -> HttpResponse:
    """遮屏: a page that shows nothing. It does not clear the browser's history."""
    return render(request, "desk/cover.html", {"back": _back(request)})


def _back(request: HttpRequest) -> str:
    target = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and "/cover/" not in target else "/"


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """大字: switches between the two sizes and comes back."""
    response = redirect(_back(request))
    size = "normal" if request.COOKIES.get("text_size") == "large" else "large"
    response.set_cookie(
        "text_size", size, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive; says nothing else."""
    return HttpResponse("ok", content_type="text/plain")
