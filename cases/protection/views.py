"""Pages of protection. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casefile import held, sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.views import find, refused
from cases.minors import guardians
from cases.protection import evidence, pages, shelter
from cases.protection.buttons import ROW_STEPS, STEPS, Button
from cases.protection.forms import ScreenForm
from cases.protection.models import ShelterStay
from cases.protection.wishes import TOLD_BEFORE
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _reader(request: HttpRequest, case: Case) -> pages.Reader:
    layers, vault = sharing.layers(case, request.scope), Vault.of(case)
    opened = {"reads": layers.narrative, "names": layers.names}
    return pages.Reader(case, scope=request.scope, vault=vault, at=clock.now(), **opened)


@require_GET
def protection_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/protection/: danger, her wishes, reports, screens, orders, visits, safe places."""
    case = find(request, case_id)
    reader = _reader(request, case)
    record.event(
        Action.REVEAL if reader.reads else Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "protection"},
    )
    context = {"case": case, "reads": reader.reads, "told_before": TOLD_BEFORE} | pages.board(reader)
    return render(request, "cases/protection/board.html", context)


def _run(request: HttpRequest, case: Case, verb: str, button: Button, **row: UUID) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    files = held.chosen(request.POST, request.FILES, by=request.user)
    sent = request.method == "POST"
    form = button.form(request.POST if sent else None, files if sent else None, case=case)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, by=request.user, **row, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            still = Case.objects.openable_by(request.scope).filter(pk=case.pk).exists()
            return redirect("protection", case.pk) if still else redirect("case", case.pk)
    held.keep(form, by=request.user)
    answer = gate.ask(request.scope, verb, case)
    why = answer if isinstance(answer, Refusal) else pages.why_not(case, verb, row.get("row"))
    context: dict[str, Any] = {
        "case": case,
        "button": button,
        "form": form,
        "told_before": _told_before(verb, case),
        "is_screen": button.form is ScreenForm,
        "refusal": why if request.method == "GET" else None,
    }
    return render(request, "cases/protection/step.html", context)


def _told_before(verb: str, case: Case) -> object:
    """What is said before the step: to her at the first contact; of guardians before a report is made."""
    if verb == "mandatory_report":
        return guardians.advice(case)
    return TOLD_BEFORE if verb == "meet_first" else ""


@require_http_methods(["GET", "POST"])
def protection_verb(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """A step of the matter itself."""
    if verb not in STEPS:
        raise Http404
    return _run(request, find(request, case_id), verb, STEPS[verb])


@require_http_methods(["GET", "POST"])
def protection_row_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """A step of one of its rows; a row of another matter is none."""
    if verb not in ROW_STEPS:
        raise Http404
    return _run(request, find(request, case_id), verb, ROW_STEPS[verb], row=row_id)


@require_GET
def extract_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/protection/extract/: the evidence register to print and certify; each print is audited."""
    case = find(request, case_id)
    if not sharing.layers(case, request.scope).narrative:
        raise Http404
    record.event(Action.PRINT, by=request.user, subject=("case", case.pk), detail={"layer": "extract"})
    context = {
        "case": case,
        "entries": evidence.register_of(case, Vault.of(case)),
        "at": clock.now(),
        "operator": User.objects.get(pk=request.user.pk),
    }
    return render(request, "cases/protection/extract.html", context)


@require_POST
def place_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """Where she is, shown once to the owner of the matter; never printed, never in an address."""
    case = find(request, case_id)
    stay = ShelterStay.objects.select_related("case").filter(pk=row_id, case=case).first()
    if stay is None:
        raise Http404
    try:
        place, refusal = shelter.place_of(stay, by=request.user), None
    except Refusal as answer:
        place, refusal = "", answer
    context = {"case": case, "place": place, "refusal": refusal}
    return render(request, "cases/protection/place.html", context)
