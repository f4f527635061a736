"""One return: its tables, its history, its next step; and the sheets that are printed from what was frozen alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.statistics import measures, seeing, verbs
from cases.statistics.forms import LockForm, NoForm, SendBackForm, say
from cases.statistics.models import Return
from cases.statistics.states import RETURN
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.reach import Ground
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@dataclass(frozen=True)
class Step:
    """One button: its verb, its form, what it says, what is said when it is done, and whether it is the unit above that acts."""

    verb: Callable[..., Return]
    form: type[forms.Form]
    label: Any
    says: Any
    done: Any
    from_above: bool = False


STEPS = {
    "confirm_return": Step(
        verbs.confirm_return,
        NoForm,
        _("Confirm the figures"),
        _("You have looked at the tables. The leader locks them next."),
        _("Confirmed. The leader can lock the return."),
    ),
    "lock_return": Step(
        verbs.lock_return,
        LockForm,
        _("Lock the return"),
        _(
            "The tables are frozen as they are now and go up. Later changes appear in the next period as adjustments."
        ),
        _("Locked. The tables stand."),
    ),
    "accept_return": Step(
        verbs.accept_return,
        NoForm,
        _("Accept the return"),
        _("You take the tables as they are."),
        _("Accepted."),
        from_above=True,
    ),
    "send_back_return": Step(
        verbs.send_back_return,
        SendBackForm,
        _("Send it back"),
        _("The unit corrects what is written in its matters, never a number, and locks again."),
        _("Sent back. Its leader has been told."),
        from_above=True,
    ),
}


def _found(request: HttpRequest, row_id: UUID) -> Return:
    gate.require(request.scope, "see_statistics")
    rows = Return.objects.visible_to(request.scope).select_related(
        "unit__parent", "locked_by", "confirmed_by", "accepted_by"
    )
    return get_object_or_404(rows, pk=row_id)


def _may(request: HttpRequest, row: Return, event: str) -> bool:
    ground: Any = verbs.above(row) if STEPS[event].from_above else Ground(row.unit)
    return ground is not None and bool(gate.ask(request.scope, event, ground))


def _steps(request: HttpRequest, row: Return) -> list[tuple[str, Any]]:
    allowed = [each.event for each in RETURN.allowed(row.state)]
    return [(event, STEPS[event].label) for event in allowed if _may(request, row, event)]


@require_GET
def return_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/statistics/returns/<id>/: state, clock, tables, those below, what happened."""
    row, at = _found(request, row_id), clock.now()
    below = Return.objects.visible_to(request.scope).below(row).select_related("unit").order_by("unit__code")
    context = {
        "row": row,
        "state": RETURN.states[row.state],
        "tables": measures.tables(row.of.cycle),
        "below": [(each, RETURN.states[each.state], each.is_in_time(clock.local_date(at))) for each in below],
        "steps": _steps(request, row),
        "history": [
            (each, next(t.label for t in RETURN.transitions if t.event == each.verb))
            for each in row.steps.select_related("by")
        ],
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "in_time": row.is_in_time(clock.local_date(at)),
    }
    return render(request, "cases/statistics/return.html", context)


@require_http_methods(["GET", "POST"])
def return_verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/statistics/returns/<id>/<verb>/: GET asks, POST does it; a refusal loses nothing."""
    row, step = _found(request, row_id), STEPS.get(verb)
    if step is None:
        raise Http404
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            step.verb(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("return", row.pk)
    return render(request, "cases/statistics/verb.html", {"row": row, "form": form, "step": step})


@require_GET
def print_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/statistics/returns/<id>/print/?version=: the frozen tables, the same to the last byte however often it is asked for."""
    row = _found(request, row_id)
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else row.version
    sheets = [
        s
        for table in measures.tables(row.of.cycle)
        if (s := seeing.of_version(table, row, version, request.scope)) is not None
    ]
    if not sheets:
        raise Http404
    detail = {"period": row.period, "version": version}
    record.event(
        Action.PRINT, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id, detail=detail
    )
    with translation.override("zh-hans"):
        return render(
            request,
            "cases/statistics/print.html",
            {"sheets": sheets, "version": version, "face": sheets[0].grid.face},
        )
