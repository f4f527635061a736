"""接访与值班: the month's roster, and the steps of a reception day until it is published."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.deadlines.models import CalendarDay
from network.duty import cover, roster, verbs
from network.duty.forms import PlanForm, as_initial
from network.duty.models import ReceptionDay, first_of_month, next_month
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _month(text: str) -> date:
    """The first day of ?month=2026-12; this month for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        found = first_of_month(clock.today())
    return found if 2004 <= found.year <= 2035 else first_of_month(clock.today())


def _weeks(month: date, days: list[ReceptionDay]) -> list[list[dict[str, Any]]]:
    """Whole weeks from Monday, each day with its receptions and what the calendar says of it."""
    names = {row.date: row for row in CalendarDay.objects.filter(date__gte=month, date__lt=next_month(month))}
    return [
        [
            {
                "date": day,
                "inside": day.month == month.month,
                "rest": day in names and not names[day].is_working,
                "name": names[day].name if day in names else "",
                "rows": [row for row in days if row.day == day],
                "today": day == clock.today(),
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


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
        "weeks": _weeks(month, days),
        "rows": days,
        "missing": list(roster.without_day(month, ids)),
        "empty": cover.gaps(at=clock.now(), units=ids),
        "may_propose": scope.may("propose_reception"),
        "may_take_on": scope.may("take_on"),
    }
    return render(request, "network/duty/roster.html", context)


def _unit(request: HttpRequest) -> Unit:
    """Where she proposes: the post that may, the highest level first."""
    for post in sorted(request.scope.posts, key=lambda post: post.level):
        if "propose_reception" in ROLES[post.role].may:
            return Unit.objects.get(pk=post.unit_id)
    raise Refusal("role", _("Your post does not include this step."))


@require_http_methods(["GET", "POST"])
def propose_page(request: HttpRequest, day_id: UUID | None = None) -> HttpResponse:
    """/duty/propose/ a new day; /duty/reception/<id>/revise/ another wording of one that is not published yet."""
    row = ReceptionDay.objects.visible_to(request.scope).filter(pk=day_id).first() if day_id else None
    if day_id and row is None:
        raise Http404
    if row is not None:
        gate.require(request.scope, "propose_reception", row)
    unit = row.unit if row else _unit(request)
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
