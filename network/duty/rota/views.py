"""轮值: the grid of month and week, planning a shift, the page of a shift with its steps, the walk-in queue."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.duty.models import first_of_month
from network.duty.rota import booking, grid, queue, shifts, swaps
from network.duty.rota.chairs import DutySlot
from network.duty.rota.forms import QueueForm, ShiftForm, SwapForm
from network.duty.rota.models import DutyShift, ShiftSwap
from network.duty.rota.states import SHIFT
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def refused(form: Any, refusal: Exception) -> None:
    """The sentence of a refusal beside its field, or above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return found if 2004 <= found.year <= 2035 else clock.today()


@require_GET
def rota_page(request: HttpRequest) -> HttpResponse:
    """/duty/rota/?day=&view=week: the month of the day, or its week."""
    scope = request.scope
    gate.require(scope, "see_rota")
    day = _day(request.GET.get("day", ""))
    weekly = request.GET.get("view") == "week"
    first = day - timedelta(days=day.weekday()) if weekly else first_of_month(day)
    context = grid.week(scope, first) if weekly else grid.month(scope, first)
    context |= {
        "first": first,
        "weekly": weekly,
        "may_keep": scope.may("keep_rota"),
        "may_queue": scope.may("keep_queue"),
        "asked": ShiftSwap.objects.filter(to__user_id=scope.user_id, accepted=None).select_related("shift"),
    }
    return render(request, "network/duty/rota.html", context)


@require_http_methods(["GET", "POST"])
def plan_page(request: HttpRequest) -> HttpResponse:
    """/duty/rota/plan/: a shift for one expert, or for an adviser and a counsellor together."""
    unit = acts_for(request.scope, "keep_rota")
    form = ShiftForm(request.POST or None, unit=unit)
    if form.is_bound and form.is_valid():
        try:
            made = shifts.plan_shifts(form.plan(), unit=unit, by=request.user)
            for row in made:
                shifts.offer(row, by=request.user)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The shift is offered; it counts when it is confirmed."))
            return redirect("shift", made[0].pk)
    return render(request, "network/duty/shift_plan.html", {"form": form, "unit": unit})


STEPS = {
    "offer": (shifts.offer, _("The shift is offered.")),
    "confirm": (shifts.confirm, _("Thank you. Your sessions can be booked now.")),
    "decline": (shifts.decline, _("The desk hears of it and plans again.")),
    "start_duty": (shifts.start_duty, _("The duty has begun.")),
    "finish_duty": (shifts.finish_duty, _("The duty is over; its minutes are credited.")),
}


@require_http_methods(["GET", "POST"])
def shift_page(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """/duty/rota/shifts/<id>/: who, when, where, which chairs are taken, and what comes next."""
    rows = DutyShift.objects.visible_to(request.scope).select_related("expert__user", "unit")
    row = rows.filter(pk=shift_id).first()
    if row is None:
        raise Http404
    form = SwapForm(request.POST if request.POST.get("act") == "ask_swap" else None, shift=row)
    if request.method == "POST":
        try:
            done = _run(request, row, form)
        except (Refusal, IllegalTransition) as refusal:
            if form.is_bound:
                refused(form, refusal)
            else:
                messages.error(request, str(refusal))
                return redirect("shift", row.pk)
        else:
            if done is not None:
                return done
    return render(request, "network/duty/shift.html", _shown(request, row) | {"form": form})


def _run(request: HttpRequest, row: DutyShift, form: SwapForm) -> HttpResponse | None:
    """Runs what the page asks for; None when a form says why not."""
    act, by = request.POST.get("act", ""), request.user
    if act in STEPS:
        verb, done = STEPS[act]
        verb(row, by=by)
        messages.success(request, done)
        return redirect("shift", row.pk)
    if act == "drop":
        shifts.drop(row, by=by)
        messages.success(request, _("The shift is taken off the plan."))
        return redirect("rota")
    if act == "ask_swap":
        if not form.is_valid():
            return None
        swaps.ask_swap(row, to=form.cleaned_data["to"], by=by)
        messages.success(request, _("She is asked; until she accepts, nothing changes."))
        return redirect("shift", row.pk)
    swap = ShiftSwap.objects.filter(shift=row, accepted=None).first()
    if swap is None or act not in ("accept_swap", "refuse_swap"):
        raise Http404
    if act == "refuse_swap":
        swaps.refuse_swap(swap, by=by)
        messages.success(request, _("Whoever asked hears of it."))
        return redirect("shift", row.pk)
    fresh = swaps.accept_swap(swap, by=by)
    messages.success(request, _("The shift is yours now, with what is booked in it."))
    return redirect("shift", fresh.pk)


def _shown(request: HttpRequest, row: DutyShift) -> dict[str, Any]:
    scope, mine = request.scope, row.expert.user_id == request.user.pk
    keeps = bool(gate.ask(scope, "keep_rota", row))
    swap = ShiftSwap.objects.filter(shift=row, accepted=None).select_related("to__user").first()
    able = {"confirm": mine, "decline": mine, "offer": keeps, "start_duty": mine or keeps}
    able["finish_duty"] = mine or keeps
    steps = [each for each in SHIFT.allowed(row.state) if able.get(each.event)]
    if row.day != clock.today():
        steps = [each for each in steps if each.event != "start_duty"]
    return {
        "shift": row,
        "steps": steps,
        "chairs": DutySlot.objects.filter(shift=row).order_by("starts_at"),
        "swap": swap,
        "asked_of_me": bool(swap and swap.to.user_id == request.user.pk),
        "may_ask": (mine or keeps) and row.state == "confirmed" and row.ends_at > clock.now(),
        "may_drop": keeps and row.state in ("planned", "offered"),
    }


@require_http_methods(["GET", "POST"])
def queue_page(request: HttpRequest) -> HttpResponse:
    """/duty/rota/queue/: numbers of today for whoever came without a booking."""
    unit = acts_for(request.scope, "keep_queue")
    form = QueueForm(request.POST if request.POST.get("act") == "queue_up" else None)
    if request.method == "POST":
        try:
            if form.is_bound and form.is_valid():
                row = queue.queue_up(unit, kind=form.cleaned_data["kind"], by=request.user)
                messages.success(request, _("Her number is %(number)s.") % {"number": row.visitor_number})
            elif not form.is_bound:
                _serve(request)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        if not form.errors:
            return redirect("rota_queue")
    context = {"unit": unit, "form": form, "rows": queue.waiting([unit.pk], on=clock.today())}
    return render(request, "network/duty/queue.html", context)


def _serve(request: HttpRequest) -> None:
    """A session for her number, or the number goes."""
    try:
        pk = UUID(request.POST.get("booking", ""))
    except ValueError:
        raise Http404 from None
    if request.POST.get("act") == "seat":
        taken: booking.Taken = queue.seat_next(pk, by=request.user)
        assert taken.booking.starts_at is not None
        said = {"time": f"{clock.in_zone(taken.booking.starts_at):%H:%M}", "place": taken.booking.place}
        messages.success(request, _("Her session: %(time)s, %(place)s.") % said)
    else:
        queue.leave_queue(pk, by=request.user)
        messages.success(request, _("Her number is not called any more."))
