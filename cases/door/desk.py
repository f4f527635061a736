"""The colleague's side of the door: giving a code, and what she said of the handling."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.casefile import sharing
from cases.casefile.models import Case, CaseKey
from cases.casefile.vault import Vault
from cases.door import codes
from cases.door.forms import GiveCodeForm
from cases.door.models import ReturnCode
from cases.petitions.models import Rating
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action


@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET who gave her a code and what she rated; POST gives a new code, shown on this answer alone."""
    case = Case.objects.openable_by(request.scope).filter(pk=case_id).first()
    if case is None or not CaseKey.objects.filter(pk=case.pk).exists():
        raise Http404
    form = GiveCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        how = form.cleaned_data["how"]
        try:
            code = codes.give_code(case, how=how, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            address = request.build_absolute_uri(reverse("progress"))
            shown = {
                "case": case,
                "code": codes.grouped(code),
                "how": how,
                "address": address,
                "printed": None,
            }
            return render(request, "cases/door/slip.html", shown)
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    return render(request, "cases/door/code.html", {"case": case, "form": form, **_facts(request, case)})


def _facts(request: HttpRequest, case: Case) -> dict[str, Any]:
    rating = Rating.objects.filter(pk=case.pk).first()
    reads = sharing.layers(case, request.scope).narrative
    return {
        "given": ReturnCode.objects.filter(pk=case.pk).select_related("given_by").first(),
        "rating": rating,
        "words": Vault.of(case).open(rating, "words") if rating and reads else "",
    }
