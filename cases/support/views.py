"""Pages of family support. Where the county has not switched it on, none of them exists, for anybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from cases.coordination.views import refused
from cases.support import noting, pages, switches, visiting
from cases.support.buttons import FILE_BUTTONS, NOTE_BUTTONS, VISIT_BUTTONS
from cases.support.forms import AskVisitForm, NoteForm
from cases.support.frame import FILE_KIND, NOTE, VISIT
from cases.support.models import ConcernNote, FamilySupportFile, OutreachVisit, SupportSwitch
from cases.support.states import LABELS
from cases.support.switch_forms import DecideForm, SwitchForm
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _require_on(request: HttpRequest) -> None:
    if not request.scope.may("see_support") or not switches.is_open_to(request.scope):
        raise Http404


def where_it_is_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The outermost door: off means 404, whatever is asked for and by which method."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _require_on(request)
        return view(request, *args, **kwargs)

    return opened


def _find(request: HttpRequest, model: type, row_id: UUID) -> Any:
    """A row she sees, or 404 with the same page as one that does not exist."""
    row = model.objects.visible_to(request.scope).select_related("unit").filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row


def _note_look(request: HttpRequest, kind: str, shown: pages.Shown) -> None:
    record.event(
        Action.REVEAL if shown.reads else Action.VIEW,
        by=request.user,
        subject=(kind, shown.row.pk),
        unit_id=shown.row.unit_id,
        detail={"layer": "support"},
    )


def _buttons(verbs: list[str], buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"verb": verb, "button": buttons[verb], "label": LABELS[verb]} for verb in verbs]


@where_it_is_on
@require_GET
def support_page(request: HttpRequest) -> HttpResponse:
    """/support/: what waits for her, what is in her hands, her visits. No list of an area, no filter."""
    shown = pages.home(request.scope, clock.now())
    for kind, rows in ((NOTE, shown["notes"]), (FILE_KIND, shown["waiting"] + shown["hers"])):
        record.events(Action.LIST, by=request.user, kind=kind, ids=[row.pk for row, _face in rows])
    return render(request, "cases/support/home.html", shown)


def _new(request: HttpRequest, form_of: Any, verb: str, act: Any, template: str, done: Any) -> HttpResponse:
    """A note or a request for a visit; the same form sent twice is one."""
    gate.require(request.scope, verb)
    units = pages.own_units(request.scope)
    form = form_of(request.POST if request.method == "POST" else None, units=units)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=verb, by=request.user)
        told = {name: value for name, value in form.cleaned_data.items() if name != "unit"}
        try:
            act(form.cleaned_data["unit"], by=request.user, key=key, **told)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, done)
            return redirect("support")
    context = {"form": form, "form_ident": once.ident_of(request.POST), "label": LABELS[verb]}
    return render(request, template, context)


@where_it_is_on
@require_http_methods(["GET", "POST"])
def note_new(request: HttpRequest) -> HttpResponse:
    """/support/notes/new/: one concern with its source."""
    done = _("It is with township and county. You can read it for some hours more.")
    return _new(request, NoteForm, "note_concern", noting.note_concern, "cases/support/note_new.html", done)


@where_it_is_on
@require_http_methods(["GET", "POST"])
def visit_new(request: HttpRequest) -> HttpResponse:
    """/support/visits/new/: a friendly visit, and not a word more."""
    done = _("Somebody will go there.")
    return _new(request, AskVisitForm, "ask_visit", visiting.ask_visit, "cases/support/visit_new.html", done)


@where_it_is_on
@require_GET
def note_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/support/notes/<id>/: for its writer while her hours last, and for whoever looks at it."""
    row = _find(request, ConcernNote, row_id)
    shown = pages.note(row, scope=request.scope, at=clock.now())
    _note_look(request, NOTE, shown)
    first, others = pages.steps(row, request.scope) if row.author_id != request.user.pk else ([], [])
    context = {
        "shown": shown,
        "first": _buttons(first, NOTE_BUTTONS),
        "others": _buttons(others, NOTE_BUTTONS),
    }
    return render(request, "cases/support/note.html", context)


@where_it_is_on
@require_GET
def file_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/support/files/<id>/: the card; its words for whoever works on it in this state, and for nobody once it is dark."""
    row = _find(request, FamilySupportFile, row_id)
    shown = pages.file(row, scope=request.scope, at=clock.now())
    _note_look(request, FILE_KIND, shown)
    first, others = pages.steps(row, request.scope)
    context = {
        "shown": shown,
        "first": _buttons(first, FILE_BUTTONS),
        "others": _buttons(others, FILE_BUTTONS),
    }
    return render(request, "cases/support/file.html", context)


@where_it_is_on
@require_GET
def visit_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/support/visits/<id>/: which family by its number, and what is offered."""
    row = _find(request, OutreachVisit, row_id)
    shown = pages.visit(row, clock.now())
    _note_look(request, VISIT, shown)
    first, others = pages.steps(row, request.scope)
    context = {
        "shown": shown,
        "first": _buttons(first, VISIT_BUTTONS),
        "others": _buttons(others, VISIT_BUTTONS),
    }
    context |= {"offers": pages.offers(row.offers), "wanted": pages.offers(row.wanted)}
    return render(request, "cases/support/visit.html", context)


def _verb(
    request: HttpRequest, model: type, row_id: UUID, verb: str, buttons: Any, page: str
) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in buttons:
        raise Http404
    row, button = _find(request, model, row_id), buttons[verb]
    form = button.form(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            button.run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            seen = model.objects.visible_to(request.scope).filter(pk=row.pk).exists()
            return redirect(page, row.pk) if seen else redirect("support")
    answer = gate.ask(request.scope, verb, row)
    told = answer if request.method == "GET" and isinstance(answer, Refusal) else None
    context = {
        "row": row,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "refusal": told,
        "page": page,
    }
    return render(request, "cases/support/verb.html", context)


@where_it_is_on
@require_http_methods(["GET", "POST"])
def note_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/support/notes/<id>/<verb>/: one step of a note."""
    return _verb(request, ConcernNote, row_id, verb, NOTE_BUTTONS, "support_note")


@where_it_is_on
@require_http_methods(["GET", "POST"])
def file_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/support/files/<id>/<verb>/: one step of a file."""
    return _verb(request, FamilySupportFile, row_id, verb, FILE_BUTTONS, "support_file")


@where_it_is_on
@require_http_methods(["GET", "POST"])
def visit_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/support/visits/<id>/<verb>/: one step of a visit."""
    return _verb(request, OutreachVisit, row_id, verb, VISIT_BUTTONS, "support_visit")


@require_http_methods(["GET", "POST"])
def switches_page(request: HttpRequest) -> HttpResponse:
    """/support/switches/: her counties, on or off; the privacy officer proposes with the signed assessment."""
    gate.require(request.scope, "see_switches")
    form = SwitchForm(
        request.POST if request.method == "POST" else None,
        counties=switches.counties_to_switch(request.scope),
    )
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            switches.propose_switch(told.pop("county"), by=request.user, **told)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The proposal waits for a leader."))
            return redirect("support_switches")
    context = {"rows": switches.shown(request.scope), "form": form}
    context["may_propose"] = request.scope.may("propose_switch")
    return render(request, "cases/support/switches.html", context)


@require_http_methods(["GET", "POST"])
def switch_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/support/switches/<id>/: one proposal; a second person decides."""
    rows = SupportSwitch.objects.filter(unit__in=switches.counties_to_switch(request.scope))
    row = rows.select_related("unit", "proposed_by", "decided_by").filter(pk=row_id).first()
    if row is None:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            switches.decide_switch(row.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("support_switches")
    may = bool(gate.ask(request.scope, "decide_switch", row)) and row.proposed_by_id != request.user.pk
    context = {"row": row, "form": form, "may_decide": may and row.granted is None}
    return render(request, "cases/support/switch.html", context)
