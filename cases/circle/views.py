"""Pages of contact circles and support plans. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once, sharing, wards
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.circle import listing, pages
from cases.circle.buttons import LABELS, ROW_STEPS, STEPS, Step
from cases.circle.models import CircleMember, MinorSupportPlan
from cases.circle.states import CIRCLE, PLAN
from cases.coordination.views import find, refused, told_before
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _reader(request: HttpRequest, case: Case) -> pages.Reader:
    held = sharing.layers(case, request.scope)
    return pages.Reader(case, request.scope, held, Vault.of(case), clock.now())


def _looked(request: HttpRequest, reader: pages.Reader, action: Action) -> None:
    """Each look is in the log; one that reads words or names, with the leave it stood on."""
    detail = {"layer": "circle"}
    if reader.held.grant is not None:
        detail["grant"] = str(reader.held.grant)
    record.event(
        action, by=request.user, subject=("case", reader.case.pk), unit_id=reader.case.unit_id, detail=detail
    )


@require_GET
def circles_page(request: HttpRequest) -> HttpResponse:
    """/circles/: the circles of matters she may open; no name stands on it."""
    gate.require(request.scope, "see_circles")
    rows = listing.standing(request.scope, at=clock.now())
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.circle.case_id for row in rows])
    return render(request, "cases/circle/list.html", {"rows": rows})


@require_GET
def circle_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/circle/: circles and plans of the children of a matter, and what comes next."""
    case = find(request, case_id)
    reader = _reader(request, case)
    context = {
        "case": case,
        "children": pages.board(reader),
        "reads": reader.reads,
        "is_shut": reader.held.is_shut,
    }
    _looked(request, reader, Action.REVEAL if reader.reads else Action.VIEW)
    return render(request, "cases/circle/board.html", context)


def _sent_before(case: Case, key: UUID | None) -> Event | None:
    """What the same form did when it was sent a moment ago."""
    once.take_turn(key)
    return None if key is None else Event.objects.filter(pk=key, case=case).first()


def _against(case: Case, step: Step, row: Any, verb: str) -> Exception | None:
    """What the state of the row has against it, or that nobody gave leave."""
    if row is not None:
        plan = row if isinstance(row, MinorSupportPlan) else getattr(row, "plan", None)
        state = (plan or getattr(row, "circle", row)).state
        late = (PLAN if plan else CIRCLE).refuses(state, verb)
        if late is not None:
            return late
    return Refusal("shut", wards.SHUT) if step.needs_leave and wards.is_shut(case) else None


def _run(request: HttpRequest, case: Case, verb: str, step: Step, row: Any = None) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    form = step.form(request.POST if request.method == "POST" else None, case=case, row=row)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"{verb} {row.pk if row else case.pk}", by=request.user)
        told = {"row": row.pk} if row is not None else {}
        try:
            if _sent_before(case, key) is None:
                step.run(case, by=request.user, key=key, **told, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("circle", case.pk)
    context = {
        "case": case,
        "step": step,
        "label": LABELS[verb],
        "form": form,
        "form_ident": once.ident_of(request.POST),
        "refusal": told_before(request, verb, case, late=_against(case, step, row, verb)),
    }
    return render(request, "cases/circle/verb.html", context)


@require_http_methods(["GET", "POST"])
def circle_verb(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """A step of the matter itself: a circle is opened, a plan is drafted."""
    if verb not in STEPS:
        raise Http404
    return _run(request, find(request, case_id), verb, STEPS[verb])


@require_http_methods(["GET", "POST"])
def circle_row_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """A step of one of its rows; a row of another matter is none, and neither is one that is shut."""
    if verb not in ROW_STEPS:
        raise Http404
    case, step = find(request, case_id), ROW_STEPS[verb]
    row = step.of.objects.filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    return _run(request, case, verb, step, row)


@require_GET
def circle_sheet(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/circle/<id>/sheet/: what one adult of the circle takes along, on paper; under leave alone."""
    case = find(request, case_id)
    reader = _reader(request, case)
    rows = CircleMember.objects.standing().select_related("circle__minor").filter(circle__ended_at=None)
    member = rows.filter(pk=row_id, case=case).first()
    if member is None:
        raise Http404
    reads = reader.reads and reader.names
    shown = pages.sheet(reader, member) if reads else None
    _looked(request, reader, Action.PRINT if reads else Action.VIEW)
    return render(request, "cases/circle/sheet.html", {"case": case, "sheet": shown, "member": member})
