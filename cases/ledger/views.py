"""案件台账: the list of an area by the columns of the card, her saved filters, and giving many rows to a colleague."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.casefile.models import Case
from cases.ledger import lines, queries, verbs
from cases.ledger.filters import DUES, SORTS, VIEWS, Filters, read
from cases.ledger.forms import GiveOutForm
from cases.petitions.states import END_STATES, OPEN_STATES, STATES
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import Appointment
from network.units.models import Unit
from sisterhood.lib import clock

CHOICES = 300  # a list of people longer than this helps nobody
Place = tuple[str, int]


@require_GET
def ledger_page(request: HttpRequest) -> HttpResponse:
    """/cases/: one page of cards; with `format=json` the same rows and columns for machines."""
    scope, at = request.scope, clock.now()
    gate.require(scope, "see_ledger")
    asked = read(request.GET)
    found = queries.places(scope, asked)
    marks = {side: request.GET.get(side, "") for side in ("after", "before")}
    page = queries.page(scope, found, asked, at, **marks)
    record.events(Action.LIST, by=request.user, kind="case", ids=[card.id for card in page.cards])
    if request.GET.get("format") == "json":
        return JsonResponse(
            {
                "rows": lines.as_plain(page.cards),
                "before": str(page.before or ""),
                "after": str(page.behind or ""),
            },
            json_dumps_params={"ensure_ascii": False},
        )
    counted = queries.count(scope, found, asked, at)
    context = _frame(request, asked, found, counted) | {"at": at, "page": page}
    context |= _rows(request, page, at)
    return render(request, "cases/ledger/list.html", context)


def _rows(request: HttpRequest, page: queries.Page, at: datetime) -> dict[str, Any]:
    rows = lines.lines(page.cards, at, lines.giver(request.scope))
    return {"rows": rows, "may_give": any(row.tick for row in rows)}


def _frame(request: HttpRequest, asked: Filters, found: list[Place], counted: int) -> dict[str, Any]:
    stages = END_STATES if asked.view == "closed" else OPEN_STATES
    units, people = _choices(request, found)
    return {
        "asked": asked,
        "counted": f"{queries.MOST}+" if counted > queries.MOST else counted,
        "views": [(code, label, Filters(view=code).address()) for code, label in VIEWS.items()],
        "kept": [(pk, name, read(query).address()) for pk, name, query in verbs.kept(request.user)],
        "units": units,
        "people": people,
        "stages": [(code, STATES[code]) for code in stages],
        "dues": DUES.items(),
        "sorts": SORTS.items(),
        "stored": asked.stored().items(),
    }


def _choices(request: HttpRequest, found: list[Place]) -> tuple[list[tuple], list[tuple]]:
    """The units she looks at and the next level down; who sits there."""
    here = [unit for _column, unit in found] or list(request.scope.area)
    units = Unit.objects.current().filter(Q(pk__in=here) | Q(parent_id__in=here)).order_by("level", "code")
    shown = list(units.values_list("pk", "short_name"))
    posts = Appointment.objects.on(clock.today()).filter(unit_id__in=[pk for pk, _name in shown])
    people = posts.order_by("user__display_name").values_list("user_id", "user__display_name").distinct()
    return shown, list(people[:CHOICES])


@require_POST
def save_page(request: HttpRequest) -> HttpResponse:
    """/cases/views/: keep the filter of the page she stands on under her name."""
    gate.require(request.scope, "see_ledger")
    asked = read(request.POST)
    try:
        verbs.save_view(asked, name=request.POST.get("name", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The filter is kept. Only you see it."))
    return redirect(f"{reverse('ledger')}?{asked.address()}")


@require_POST
def forget_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/cases/views/<id>/: delete one of her filters."""
    if not verbs.forget_view(row_id, by=request.user):
        raise Http404
    messages.success(request, _("The filter is deleted."))
    return redirect("ledger")


@require_POST
def assign_page(request: HttpRequest) -> HttpResponse:
    """/cases/assign/: first the ticked rows with a form, then what worked and what did not."""
    scope = request.scope
    if not scope.may("reassign"):
        gate.require(scope, "give_out")
    ticks = [tick for text in request.POST.getlist("tick")[: queries.PAGE] if (tick := verbs.Tick.read(text))]
    if not ticks:
        messages.error(request, _("Tick the matters first."))
        return redirect("ledger")
    cases = Case.objects.visible_to(scope).filter(pk__in=[tick.case_id for tick in ticks]).cards()
    hers = Q(is_sealed=False) | Q(owner_id=request.user.pk)
    shown = list(cases.filter(hers).order_by("next_due_at", "id"))
    unit_ids = {case.unit_id for case in shown} & set(scope.units)
    chosen = "to" in request.POST or "reason" in request.POST
    form = GiveOutForm(request.POST if chosen else None, unit_ids=unit_ids)
    if chosen and form.is_valid():
        outcomes = verbs.assign_many(ticks, by=request.user, **form.cleaned_data)
        context = {
            "done": [each for each in outcomes if each.done],
            "refused": [each for each in outcomes if not each.done],
            "to": form.cleaned_data["to"],
        }
        return render(request, "cases/ledger/assigned.html", context)
    context = {"form": form, "cases": shown, "ticks": request.POST.getlist("tick"), "stages": STATES}
    return render(request, "cases/ledger/assign.html", context)
