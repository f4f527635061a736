"""The desk after sign-in: my work, my inbox, what I reported, late matters; the phone's home."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.accusations import queries as accusations
from cases.casefile import pages
from cases.casefile.models import Case
from cases.casefile.queries import waits_for_her
from cases.petitions import finding
from cases.petitions.models import Petition
from cases.petitions.next_steps import PRESSING, next_step, urgings
from cases.petitions.opinions import drafts
from cases.petitions.reports import owing_answered
from cases.petitions.states import STATES
from cases.petitions.windows import rated
from cases.privacy import reveal
from cases.vocabulary.intake import Category, Channel
from network.access import gate
from network.access.roles import ADMIN_ROLES, AREA_LEVELS
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.notifications import pages as lead
from network.notifications.kinds import KINDS
from network.notifications.models import InboxItem
from network.units.models import ANCESTOR_COLUMNS, Level, Unit
from sisterhood.desk import nav, waiting
from sisterhood.desk.cover import place_before
from sisterhood.lib import clock

PAGE = 50


def rows_of(cases: list[Case], at: datetime, names: dict[Any, str], scope: Scope) -> list[dict[str, Any]]:
    faces = pages.faces(cases, at=at)
    petitions = Petition.objects.in_bulk([case.pk for case in cases])
    spoke, urging, owing = rated(cases), urgings(cases), owing_answered(cases)
    drafted = drafts(cases)
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
            "next": next_step(
                case,
                petitions.get(case.pk),
                scope,
                urging=case.pk in urging,
                rated=case.pk in spoke,
                owes=case.pk in owing,
                drafted=case.pk in drafted,
                running=(faces[case.pk].code,) if case.pk in faces else (),
            ),
            "urgent": bool(case.next_due_at and case.next_due_at <= at),
        }
        for case in cases
    ]


def _grouped(
    rows: list[dict[str, Any]], decisions: list[waiting.Waits], at: datetime
) -> list[dict[str, Any]]:
    """Duties in minutes first of all; then matters and decisions in the one order of their clocks, without one last."""
    midnight = clock.end_of_day(clock.local_date(at))  # a day limit ends at 24:00 of its day
    presses = [row for row in rows if row["face"] and row["face"].code in PRESSING]
    lines = [(row["case"].next_due_at, row) for row in rows if row not in presses]
    lines += [(each.due_at, {"decision": each, "face": each.face(at)}) for each in decisions]
    lines.sort(key=lambda line: (line[0] is None, line[0] or at))
    late = [row for due, row in lines if due and due <= at]
    today = [row for due, row in lines if due and at < due <= midnight]
    later = [row for due, row in lines if not due or due > midnight]
    groups = [(_("At once"), presses), (_("Late"), late), (_("Today"), today), (_("Coming up"), later)]
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
    decisions = waiting.for_her(scope, request.user, at=at)
    context = {
        "groups": _grouped(rows_of(cases, at, names, scope), decisions, at),
        "decisions": sum(not each.is_hers for each in decisions),
        "chores": sum(each.is_hers for each in decisions),
        "count": (hers := sum(waits_for_her(case, scope) for case in cases)),
        "others": len(cases) - hers,
        "entrusted": accusations.open_of(scope),
        "at": at,
        "may_register": bool(gate.ask(scope, "register")),
    }
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
    context = {"rows": rows_of(found, at, {}, scope), "at": at}
    return render(request, "desk/late.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我上报的: everything she registered that she may still see, newest first."""
    template = "desk/mine_phone.html" if _on_phone(request) else "desk/mine.html"
    return render(request, template, {"rows": reported(request.scope)})


def reported(scope: Scope) -> list[dict[str, Any]]:
    """Lines of what she registered; of a sealed matter the receipt alone."""
    cases = finding.mine(scope, most=PAGE)
    kept = finding.kept(cases, scope)
    whole = rows_of([case for case in cases if case.pk not in kept], clock.now(), {}, scope)
    known = {row["case"].pk: row for row in whole}
    return [known.get(case.pk) or _receipt_row(case) for case in cases]


def _receipt_row(case: Case) -> dict[str, Any]:
    """Number and day; neither stage nor clock, which would tell one sealed matter from another."""
    return {"case": case, "title": _("Restricted matter"), "stage": STATES["registered"], "kept": True}


def _on_phone(request: HttpRequest) -> bool:
    return bool(request.scope.posts) and all(p.level == Level.HAMLET for p in request.scope.posts)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What arrived, newest first: neutral sentences, each with the number of its matter while she may see it."""
    items = list(outbox.inbox_of(request.user)[:PAGE])
    numbers = finding.numbers(
        [item.subject_id for item in items if item.subject_kind == "case"], request.scope
    )
    record.events(Action.LIST, by=request.user, kind="case", ids=list(numbers))
    groups = [
        [{"item": item, "number": numbers.get(item.subject_id, "")} for item in group]
        for group in outbox.bundled(items)
    ]
    rows = [{**group[0], "others": group[1:], "count": len(group)} for group in groups]
    rows = _alike(rows)
    newest = items[0].at.isoformat() if items else ""
    return render(request, "desk/inbox.html", {"rows": rows, "newest": newest})


def _alike(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Unread messages that say the same stand in one line, at the place of the newest; the oldest is opened first."""
    same: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["item"].read_at is None and not row["others"]:
            same.setdefault(row["item"].kind, []).append(row)
    shown, done = [], set()
    for row in rows:
        group = same.get(row["item"].kind, []) if row["item"].read_at is None and not row["others"] else []
        if len(group) < 2:
            shown.append(row)
        elif row["item"].kind not in done:
            done.add(row["item"].kind)
            oldest, *rest = reversed(group)
            shown.append({**oldest, "alike": rest, "count": len(group)})
    return shown


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """全部已读: everything up to the newest message that the page showed."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is not None and until.tzinfo is not None:
        outbox.mark_all_read(by=request.user, until=until)
    return redirect("inbox")


@require_POST
def read(request: HttpRequest, item_id: Any) -> HttpResponse:
    """Mark as read and go where the message leads, if that is open to her."""
    item = get_object_or_404(InboxItem, pk=item_id)
    outbox.mark_read(item, by=request.user)
    place = KINDS[item.kind].page
    if place and nav.is_open(place, request.scope):
        return redirect(place)
    there = lead.address(item.subject_kind, item.subject_id, request.scope)
    if there:
        return redirect(*there)
    messages.info(request, _("What this message is about is not open to you now."))
    return redirect("inbox")


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """大字: switches between the two sizes and comes back; without an account it ends with the browser."""
    response = redirect(place_before(request))
    size = "normal" if request.COOKIES.get("text_size") == "large" else "large"
    keep_size(response, size, for_good=request.user.is_authenticated)
    return response


def keep_size(response: HttpResponse, size: str, *, for_good: bool = True) -> None:
    """The chosen size stays with this browser for a year, or until the browser is closed."""
    age = 365 * 24 * 3600 if for_good else None
    response.set_cookie("text_size", size, max_age=age, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive; says nothing else."""
    return HttpResponse("ok", content_type="text/plain")
