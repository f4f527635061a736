"""The day, its visitors, the sheet, the screen at the door, minutes and ledger, and the leaders' promises."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.petitions.forms import EarlierForm
from cases.petitions.reception import figures, reading, talks, visits
from cases.petitions.reception.forms import CancelForm, GuestForm, SheetForm, refused
from cases.petitions.reception.models import ReceptionVisit
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.duty.models import ReceptionDay
from network.duty.states import RECEPTION
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

DOOR_SECONDS = 10  # how often the screen in the corridor asks again


def _day(request: HttpRequest, day_id: UUID) -> ReceptionDay:
    row = ReceptionDay.objects.visible_to(request.scope).filter(pk=day_id).first()
    if row is None:
        raise Http404
    return row


def _of_day(request: HttpRequest, day: ReceptionDay) -> list[ReceptionVisit]:
    rows = ReceptionVisit.objects.visible_to(request.scope).here().filter(day=day)
    found = list(rows.select_related("slot", "receiver", "unit"))
    record.events(Action.LIST, by=request.user, kind="visit", ids=[row.pk for row in found])
    return found


@require_GET
def day_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/: the day, who comes, and what may be done."""
    day, scope = _day(request, day_id), request.scope
    rows = _of_day(request, day)
    verbs = [each.event for each in RECEPTION.allowed(day.state)]
    may = {verb: verb in verbs and bool(gate.ask(scope, f"{verb}_reception", day)) for verb in verbs}
    context = {
        "day": day,
        "rows": reading.lines(rows, scope),
        "free": day.slots - sum(row.slot_id is not None for row in rows),
        "may": may | {"receive": bool(gate.ask(scope, "receive_visitors", day))},
        "is_today": day.day == clock.today(),
    }
    return render(request, "cases/petitions/reception/day.html", context)


@require_http_methods(["GET", "POST"])
def register_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/register/: a place in advance, or a number for waiting on the day itself."""
    day = _day(request, day_id)
    gate.require(request.scope, "receive_visitors", day)
    form = GuestForm(request.POST or None, unit=day.unit)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("how") == "now":
                visit = visits.walk_in(day.unit, form.guest(), day=day, by=request.user)
            else:
                visit = visits.book(day, form.guest(), by=request.user)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Her number is %(number)s.") % {"number": visit.number})
            return redirect("reception_day", day.pk)
    context = {"day": day, "form": form, "is_today": day.day == clock.today()}
    return render(request, "cases/petitions/reception/register.html", context)


@require_http_methods(["GET", "POST"])
def cancel_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/cancel/: a reason and a new date in the same month."""
    day = _day(request, day_id)
    gate.require(request.scope, "cancel_reception", day)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = visits.cancel_day(day, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Moved. Please tell those who booked; each keeps her number."))
            return redirect("reception_day", fresh.pk)
    return render(request, "cases/petitions/reception/cancel.html", {"day": day, "form": form})


@require_POST
def close_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/close/: the day has been held."""
    day = _day(request, day_id)
    try:
        visits.close_day(day, by=request.user)
    except (Refusal, IllegalTransition) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The day is closed."))
    return redirect("reception_day", day.pk)


@login_not_required
@require_GET
def door_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/door/: numbers and rooms for the corridor, today only; nobody has to stay signed in there."""
    today = clock.today()
    day = ReceptionDay.objects.filter(pk=day_id, state="published", day=today).first()
    if day is None:
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("select number, state, room from door_calls(%s, %s)", [day_id, today])
        rows = cursor.fetchall()
    context = {
        "day": day,
        "called": [{"number": number, "room": room} for number, state, room in rows if state == "called"],
        "waiting": [number for number, state, _room in rows if state == "arrived"],
        "at": clock.now(),
    }
    response = render(request, "cases/petitions/reception/door.html", context)
    response["Refresh"] = str(DOOR_SECONDS)
    return response


@require_GET
def minutes_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/minutes/: made of the sheets each time, so no second copy of a word is kept."""
    day = _day(request, day_id)
    gate.require(request.scope, "receive_visitors", day)
    rows = _of_day(request, day)
    record.event(Action.PRINT, by=request.user, subject=("reception_day", day.pk), unit_id=day.unit_id)
    context = {"day": day, "rows": reading.told(rows, request.scope, by=request.user)}
    return render(request, "cases/petitions/reception/minutes.html", context)


@require_GET
def ledger_page(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """/duty/reception/<id>/ledger/: numbers, kinds, outcomes, and the figures of each leader."""
    day, scope = _day(request, day_id), request.scope
    gate.require(scope, "receive_visitors", day)
    rows = _of_day(request, day)
    record.event(Action.PRINT, by=request.user, subject=("reception_day", day.pk), unit_id=day.unit_id)
    context = {
        "day": day,
        "rows": figures.ledger(rows, scope),
        "leaders": figures.by_leader(rows, scope),
        "month": figures.of_month(day.unit_id, day.day.replace(day=1), scope),
    }
    return render(request, "cases/petitions/reception/ledger.html", context)


@require_http_methods(["GET", "POST"])
def visits_page(request: HttpRequest) -> HttpResponse:
    """/duty/visits/: who came today without a reception day, and a form for the next."""
    unit, scope = acts_for(request.scope, "receive_visitors"), request.scope
    form = GuestForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            visit = visits.walk_in(unit, form.guest(), by=request.user)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Her number is %(number)s.") % {"number": visit.number})
            return redirect("visits")
    rows = ReceptionVisit.objects.visible_to(scope).here().filter(unit=unit, day=None, on_day=clock.today())
    found = list(rows.select_related("slot", "receiver", "unit"))
    record.events(Action.LIST, by=request.user, kind="visit", ids=[row.pk for row in found])
    context = {"unit": unit, "form": form, "rows": reading.lines(found, scope)}
    return render(request, "cases/petitions/reception/visits.html", context)


STEPS = {
    "arrive": visits.arrive,
    "seat": visits.seat,
    "finish": visits.finish,
    "call_off": visits.call_off,
    "miss": visits.miss,
    "step_back": visits.step_back,
}


def _act(request: HttpRequest, visit: ReceptionVisit) -> None:
    act = request.POST.get("act", "")
    if act == "call":
        visits.call(visit, room=request.POST.get("room", ""), by=request.user)
    elif act in STEPS:
        STEPS[act](visit, by=request.user)
    else:
        raise Http404


def _written_up(request: HttpRequest, visit: ReceptionVisit, form: SheetForm, again: EarlierForm) -> bool:
    if not (form.is_valid() & again.is_valid()):
        return False
    try:
        talk = form.talk(again.chosen(request.scope))
        case = talks.write_up(visit, talk, by=request.user)
    except (Refusal, IllegalTransition) as refusal:
        if getattr(refusal, "code", "") == "final":
            again.add_error("earlier", str(refusal))
        else:
            refused(form, refusal)
        return False
    messages.success(request, _("Registered as %(number)s.") % {"number": case.number})
    return True


@require_http_methods(["GET", "POST"])
def visit_page(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """/duty/visits/<id>/: the steps of one visitor, and her sheet for who may read it."""
    visit = (
        ReceptionVisit.objects.visible_to(request.scope)
        .select_related("unit", "day", "receiver", "slot")
        .filter(pk=visit_id)
        .first()
    )
    if visit is None:
        raise Http404
    form = again = None
    if request.method == "POST" and request.POST.get("act") == "write_up":
        form = SheetForm(request.POST, visit=visit)
        again = reading.asked_again(visit, request.scope, request.POST)
        if _written_up(request, visit, form, again):
            return _back(visit)
    elif request.method == "POST":
        try:
            _act(request, visit)
        except (Refusal, IllegalTransition) as refusal:
            messages.error(request, str(refusal))
        still = ReceptionVisit.objects.visible_to(request.scope).filter(pk=visit.pk).exists()
        return redirect("visit", visit.pk) if still else _back(visit)
    context = {"visit": visit} | reading.sheet(visit, request.scope, by=request.user, form=form, again=again)
    return render(request, "cases/petitions/reception/visit.html", context)


def _back(visit: ReceptionVisit) -> HttpResponse:
    return redirect("reception_day", visit.day_id) if visit.day_id else redirect("visits")
