"""How long one matter is kept, what holds it, and that it is only stored: for whoever may open it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once, sharing
from cases.casefile.models import Case
from cases.coordination.views import find
from cases.retention import pages
from cases.retention.buttons import MATTER, RELEASE
from cases.retention.forms import refused
from cases.retention.models import LegalHold
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action


@require_GET
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/retention/: kind, period, last day, what speaks against destroying it, every hold."""
    case = find(request, case_id)
    reads = sharing.layers(case, request.scope).narrative
    record.event(
        Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "retention"},
    )
    context = {
        "case": case,
        "period": pages.of(case),
        "holds": pages.held(case, reads=reads),
        "steps": [(verb, MATTER[verb]) for verb in pages.steps_of(case, request.scope)],
        "may_release": bool(gate.ask(request.scope, "release_hold", case)),
    }
    return render(request, "cases/retention/case.html", context)


@require_http_methods(["GET", "POST"])
def case_verb_page(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it; a hold sent twice is one hold."""
    if verb not in MATTER:
        raise Http404
    case, button = find(request, case_id), MATTER[verb]
    form = button.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        more = {}
        if verb == "place_hold":
            more["key"] = once.key_of(request.POST, what=f"hold {case.pk}", by=request.user)
        try:
            button.run(case, by=request.user, **form.cleaned_data, **more)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return _onward(request, case)
    return _form_page(request, case, verb, button, form)


@require_http_methods(["GET", "POST"])
def release_page(request: HttpRequest, case_id: UUID, hold_id: UUID) -> HttpResponse:
    """/cases/<id>/retention/holds/<hold>/release/: it is not needed any more."""
    case = find(request, case_id)
    if not LegalHold.objects.filter(pk=hold_id, case=case).exists():
        raise Http404
    form = RELEASE.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            RELEASE.run(case, hold=hold_id, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, RELEASE.done)
            return redirect("case_retention", case.pk)
    return _form_page(request, case, "release_hold", RELEASE, form)


def _onward(request: HttpRequest, case: Case) -> HttpResponse:
    """A matter that is only stored has no page any more."""
    still = Case.objects.openable_by(request.scope).filter(pk=case.pk).exists()
    return redirect("case_retention", case.pk) if still else redirect("desk")


def _form_page(request: HttpRequest, case: Case, verb: str, button: Any, form: Any) -> HttpResponse:
    answer = gate.ask(request.scope, verb, case)
    said = answer if request.method == "GET" and isinstance(answer, Refusal) else None
    context = {"case": case, "button": button, "form": form, "refusal": said}
    context["form_ident"] = once.ident_of(request.POST)
    return render(request, "cases/retention/case_verb.html", context)
