"""文书: one paper with its next step, the paper printed, and the page where a stranger checks a code."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.documents import printing, rendering, verification
from cases.documents.content import Content
from cases.documents.forms import PrintForm
from cases.documents.models import Document
from cases.documents.queries import papers_of
from network.access.gate import Refusal
from network.sites import counting

LONGEST_CODE = 80


def find(request: HttpRequest, paper_id: UUID) -> Document:
    """A paper within scope, or 404 as if it did not exist."""
    paper = papers_of(request.scope).filter(pk=paper_id).first()
    if paper is None:
        raise Http404
    return paper


def address_of(request: HttpRequest, code: str) -> str:
    """Where a code is checked, as the QR says it."""
    return request.build_absolute_uri(reverse("verify_code", args=[code])) if code else ""


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """A download under a name that says nothing, kept by no cache."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def print_answer(request: HttpRequest, words: Content, address: str, *, back: str) -> HttpResponse:
    """The same words as a page for the browser's own printer; `back` leads to the page of the paper."""
    code = rendering.qr_data(address) if address else ""
    context: dict[str, Any] = {"words": words, "labels": rendering.LABELS, "qr": code, "back": back}
    response = render(request, "cases/documents/print.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def print_page(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """/papers/<id>/print/: as PDF or as a page; each time is recorded. A post, because it leaves a trace."""
    paper, form = find(request, paper_id), PrintForm(request.POST)
    how = "pdf" if request.POST.get("as") == "pdf" else "page"
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        words = printing.take_out(paper, how=how, reason=reason, by=request.user)
        address = address_of(request, words.code)
        if how == "pdf":
            return pdf_answer(rendering.pdf(words, address=address), paper.pk.hex[-8:])
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("paper", paper.pk)
    return print_answer(request, words, address, back=reverse("paper", args=[paper.pk]))


@login_not_required
@require_http_methods(["GET", "POST"])
def verify_page(request: HttpRequest) -> HttpResponse:
    """/verify/: for whoever types the code."""
    typed = request.POST.get("code", "").strip()[:LONGEST_CODE]
    if request.method == "POST" and typed and "/" not in typed:
        return redirect("verify_code", typed)
    return render(request, "cases/documents/verify.html", {"missing": request.method == "POST"})


@login_not_required
@require_GET
def verify_code_page(request: HttpRequest, code: str) -> HttpResponse:
    """/verify/<code>/: valid or not valid; no number, no name, no kind."""
    answer = verification.check(code, asker=counting.mark_of(request.META))
    if answer is None:
        response = render(request, "429.html", status=429)
    else:
        response = render(request, "cases/documents/verified.html", {"valid": answer})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
