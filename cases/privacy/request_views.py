"""Pages of requests about somebody's own data. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once, sharing, wards
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.privacy import request_pages as pages
from cases.privacy import requests
from cases.privacy.forms import refused
from cases.privacy.models import DataRequest
from cases.privacy.request_forms import NewRequestForm
from cases.privacy.request_pages import BUTTONS
from cases.privacy.states import LABELS
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _find(request: HttpRequest, case_id: UUID) -> Case:
    """A matter she may open, or 404 with the same page as one that does not exist."""
    rows = Case.objects.openable_by(request.scope).visible_to(request.scope)
    case = rows.select_related("unit", "owner").filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> pages.Shown:
    row = DataRequest.objects.filter(pk=row_id, case=case).select_related("person").first()
    if row is None:
        wards.refuse_shut(case)
        raise Http404
    reads = sharing.layers(case, request.scope).narrative
    return pages.shown(row, vault=Vault.of(case), reads=reads, at=clock.now())


def _told(request: HttpRequest, verb: str, case: Case) -> Refusal | None:
    answer = gate.ask(request.scope, verb, case)
    return answer if request.method == "GET" and isinstance(answer, Refusal) else None


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/data/new/: who asks for what; the same form sent twice is one request."""
    case = _find(request, case_id)
    if request.method == "GET":
        wards.refuse_shut(case)
    form = NewRequestForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and wards.is_shut(case, request.scope):
        form.add_error(None, str(wards.SHUT))
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"data request {case.pk}", by=request.user)
        try:
            row = requests.register_request(
                case,
                person=UUID(form.cleaned_data["person"]),
                right=form.cleaned_data["right"],
                asked=form.cleaned_data["asked"],
                received_on=form.cleaned_data["received_on"],
                by=request.user,
                key=key,
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The request is taken down. Check the identity next."))
            return redirect("data_request", case.pk, row.pk)
    context = {"case": case, "form": form, "refusal": _told(request, "register_request", case)}
    context["form_ident"] = once.ident_of(request.POST)
    return render(request, "cases/privacy/request_new.html", context)


@require_GET
def request_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/data/<id>/: what was asked, how the identity was checked, what was answered and done."""
    case = _find(request, case_id)
    shown = _shown(request, case, row_id)
    first, others = pages.steps(shown.row, case, request.scope)

    def rows(verbs: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in verbs]

    record.event(
        Action.REVEAL,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "data"},
    )
    context = {"case": case, "shown": shown, "first": rows(first), "others": rows(others)}
    return render(request, "cases/privacy/request.html", context)


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = _find(request, case_id), BUTTONS[verb]
    shown = _shown(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, button.done)
            return redirect("data_request", case.pk, row_id)
    context = {
        "case": case,
        "shown": shown,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "refusal": _told(request, verb, case),
    }
    return render(request, "cases/privacy/request_verb.html", context)
