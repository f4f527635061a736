"""接访与值班: the month's roster, and the steps of a reception day until it is published."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.duty import cover, grid, roster, verbs
from network.duty.forms import PlanForm, as_initial
from network.duty.models import ReceptionDay, first_of_month, next_month
from network.units.models import Unit
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _month(text: str) -> date:
    """The first day of ?month=2026-12; this month for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        found = first_of_month(clock.today())
    return found if 2004 <= found.year <= 2035 else first_of_month(clock.today())


@require_GET
def roster_page(request: HttpRequest) -> HttpResponse:
    """/duty/?month=: the month of her unit and of those below."""
    scope = request.scope
    gate.require(scope, "see_roster")
    month = _month(request.GET.get("month", ""))
    days = list(ReceptionDay.objects.visible_to(scope).alive().in_month(month))
    below = Unit.objects.current().filter(pk__in=scope.area) | Unit.objects.current().filter(
        parent__in=scope.area
    )
    ids = [unit.pk for unit in below]
    context = {
        "month": month,
        "before": month - timedelta(days=1),
        "after": next_month(month),
        "weeks": grid.weeks(month, days),
        "rows": days,
        "missing": list(roster.without_day(month, ids)),
        "empty": cover.gaps(at=clock.now(), units=ids),
        "may_propose": scope.may("propose_reception"),
        "may_take_on": scope.may("take_on"),
    }
    return render(request, "network/duty/roster.html", context)


@require_http_methods(["GET", "POST"])
def propose_page(request: HttpRequest, day_id: UUID | None = None) -> HttpResponse:
    """/duty/propose/ a new day; /duty/reception/<id>/revise/ another wording of one that is not published yet."""
    row = ReceptionDay.objects.visible_to(request.scope).filter(pk=day_id).first() if day_id else None
    if day_id and row is None:
        raise Http404
    if row is not None:
        gate.require(request.scope, "propose_reception", row)
    unit = row.unit if row else acts_for(request.scope, "propose_reception")
    form = PlanForm(request.POST or None, unit=unit, initial=as_initial(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                done = verbs.propose(form.plan(), unit=unit, by=request.user)
            else:
                done = verbs.revise(row, form.plan(), by=request.user)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The day is proposed; the leader hears of it."))
            return redirect("reception_day", done.pk)
    return render(request, "network/duty/propose.html", {"form": form, "row": row, "unit": unit})


STEPS = {
    "approve": (verbs.approve, _("The day is approved. It can be published now.")),
    "publish": (verbs.publish, _("The day is published, and its places can be booked.")),
}


@require_POST
def step_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/step/: approve or publish."""
    row = ReceptionDay.objects.visible_to(request.scope).filter(pk=day_id).first()
    act, done = STEPS.get(request.POST.get("act", ""), (None, ""))
    if row is None or act is None:
        raise Http404
    try:
        act(row, by=request.user)
    except (Refusal, IllegalTransition) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("reception_day", row.pk)
