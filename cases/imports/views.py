"""导入老台账: upload, say what the columns mean, read the report, start, watch, take back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.imports import report, verbs
from cases.imports.forms import MappingForm, StartForm, UploadForm
from cases.imports.models import MADE_MATTERS, ImportState, LedgerImport
from network.access import gate
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.units.models import Unit
from sisterhood.lib.first import first

SHOWN = 50
BEFORE_WRITING = (ImportState.UPLOADED, ImportState.CHECKED)


def _unit(request: HttpRequest) -> Unit:
    """Where the register belongs: her post that may bring one in."""
    for post in request.scope.posts:
        if "import_ledger" in ROLES[post.role].may:
            return Unit.objects.get(pk=post.unit_id)
    raise Refusal("role", _("Your post does not include this step."))


def _find(request: HttpRequest, row_id: UUID) -> LedgerImport:
    gate.require(request.scope, "import_ledger")
    row = LedgerImport.objects.select_related("unit").filter(pk=row_id, by=request.user).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """/cases/imports/: her files, and a form for the next."""
    unit = _unit(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            row = verbs.upload(form.cleaned_data["file"].read(), unit=unit, by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("import", row.pk)
    rows = first(LedgerImport.objects.filter(by=request.user).select_related("unit"), SHOWN)
    return render(request, "cases/imports/list.html", {"form": form, "unit": unit, "rows": rows})


@require_GET
def import_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/cases/imports/<id>/: wherever the file stands, and the next thing to do."""
    row = _find(request, row_id)
    form = None
    if row.state in BEFORE_WRITING:
        form = MappingForm(headings=verbs.headings_of(row))
    return _page(request, row, form)


def _page(request: HttpRequest, row: LedgerImport, form: Any) -> HttpResponse:
    may_undo = row.may_be_undone(timezone.now())
    problems = report.lines(row, hints=False)
    context = {
        "row": row,
        "form": form,
        "start_form": StartForm() if row.state == ImportState.CHECKED else None,
        "problems": Paginator(problems, SHOWN).get_page(request.GET.get("page")),
        "more_rows": row.broken - len({line.row for line in problems}),
        "hints": report.lines(row, hints=True)[:SHOWN],
        "may_undo": may_undo,
        "touched": verbs.touched(row) if may_undo else 0,
        "failure": _failure(row),
        "made_matters": row.state in MADE_MATTERS,
    }
    return render(request, "cases/imports/import.html", context)


def _failure(row: LedgerImport) -> Any:
    if row.failure == "too_many":
        return _("This file has too many rows or cells. Split it, at most 50 000 rows in one file.")
    return (
        _("The rest of this file could not be read. Save it again in Excel and upload it.")
        if row.failure
        else ""
    )


@require_POST
def import_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/cases/imports/<id>/<verb>/: check, start, undo, discard; a refusal stands on the page it came from."""
    row = _find(request, row_id)
    if verb == "check":
        return _check(request, row)
    acts: dict[str, tuple[Callable[..., Any], dict[str, Any], Any]] = {
        "start": (verbs.start, {"skip_known": "skip_known" in request.POST}, _("The rows are coming in.")),
        "undo": (verbs.undo, {}, _("The import is being taken back.")),
        "discard": (verbs.discard, {}, _("The file is thrown away.")),
    }
    if verb not in acts:
        raise Http404
    act, told, done = acts[verb]
    try:
        act(row, by=request.user, **told)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("imports") if verb == "discard" else redirect("import", row.pk)


def _check(request: HttpRequest, row: LedgerImport) -> HttpResponse:
    if row.state not in BEFORE_WRITING:
        messages.error(request, _("This file has moved on in the meantime. Please look at it again."))
        return redirect("import", row.pk)
    form = MappingForm(request.POST, headings=verbs.headings_of(row))
    if form.is_valid():
        try:
            verbs.check(row, mapping=form.mapping(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("import", row.pk)
    return _page(request, row, form)
