"""妇女需求: the sheet of a hamlet on the phone, and the sums of an area."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level
from outreach.frames import base_of
from outreach.needs import periods, summary, verbs
from outreach.needs.forms import SheetForm
from outreach.needs.models import NeedsSheet
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

SHOWN = 40
_PERIOD = re.compile(r"20\d\dH[12]")


@require_GET
def sheets_page(request: HttpRequest) -> HttpResponse:
    """/m/needs/: sheets that are due now, and those filled."""
    gate.require(request.scope, "fill_needs")
    this = periods.of(clock.today())
    rows = NeedsSheet.objects.visible_to(request.scope).filter(period__lte=this).select_related("unit")
    found = [
        (row, periods.label(row.period)) for row in rows.order_by("state", "-period", "unit__code")[:SHOWN]
    ]
    return render(request, "outreach/needs/sheets.html", {"rows": found, "base": base_of(request)})


@require_http_methods(["GET", "POST"])
def sheet_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/m/needs/<id>/: one sheet. A refusal stands beside its field and loses nothing."""
    gate.require(request.scope, "fill_needs")
    rows = NeedsSheet.objects.visible_to(request.scope).select_related("unit", "words")
    row = get_object_or_404(rows, pk=row_id)
    form = SheetForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            verbs.fill_needs(row.pk, by=request.user, **form.told)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The sheet is in. Thank you for asking around."))
            return redirect("needs_sheets")
    context = {
        "row": row,
        "form": form,
        "period": periods.label(row.period),
        "over": row.state == "lapsed" or (row.state == "filled" and row.period != periods.of(clock.today())),
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "base": base_of(request),
    }
    return render(request, "outreach/needs/sheet.html", context)


@require_GET
def summary_page(request: HttpRequest) -> HttpResponse:
    """/outreach/needs/?unit=&period=: what is needed most, so that campaigns can be planned."""
    here = chosen_unit(request, "see_needs")
    if here.level == Level.HAMLET:  # the sheet of one hamlet is read by its head and its village's chair
        raise Http404
    this, asked = periods.of(clock.today()), request.GET.get("period", "")
    period = asked if _PERIOD.fullmatch(asked) and asked <= this else this
    found = summary.summed(here, period)
    units = here.children.current().filter(pk__in=found.parts).order_by("code")
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_needs")),
        "period": {"code": period, "label": periods.label(period)},
        "earlier": {"code": periods.before(period), "label": periods.label(periods.before(period))},
        "summary": found,
        "rows": [(unit, found.parts[unit.pk], unit.level < Level.HAMLET) for unit in units],
        "shows_parts": here.level <= Level.TOWNSHIP,
    }
    return render(request, "outreach/needs/summary.html", context)
