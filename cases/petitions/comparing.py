"""查重与合并: earlier matters of the same people, two of them side by side, and which one goes on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.people import matching
from cases.petitions import merging
from cases.petitions.giving_forms import MergeForm, NumberForm
from cases.petitions.models import Petition
from cases.petitions.states import STATES
from cases.petitions.step import possible
from cases.privacy import reveal
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.said import said
from sisterhood.lib.states import IllegalTransition


def _opened(request: HttpRequest, case_id: UUID) -> Case:
    """A matter she may open, or 404 as if there were none."""
    cases = Case.objects.openable_by(request.scope).select_related("unit", "owner")
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


@require_http_methods(["GET", "POST"])
def merge_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/merge/: whom this matter may be merged with, found by comparison or named by number."""
    case = _opened(request, case_id)
    gate.require(request.scope, "merge", case)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"].strip()
        other = Case.objects.openable_by(request.scope).filter(number=number).exclude(pk=case.pk).first()
        if other is not None:
            return redirect("case_beside", case.pk, other.pk)
        form.add_error("number", _("You may open no other matter of this number."))
    context: dict[str, Any] = {"case": case, "form": form}
    try:
        told = matching.of_case(case.pk)
        memory = matching.matches(told, by=request.user, purpose=matching.MERGE, besides=case.pk)
    except Refusal as refusal:
        context["refusal"] = str(refusal)
    else:
        context |= {
            "matters": [(known, STATES[known.stage]) for known in memory.matters],
            "elsewhere": memory.elsewhere,
        }
    return render(request, "cases/petitions/merge.html", context)


@require_http_methods(["GET", "POST"])
def beside_page(request: HttpRequest, case_id: UUID, other_id: UUID) -> HttpResponse:
    """/cases/<id>/merge/<id>/: both matters, and the one question of the page."""
    case, other = _opened(request, case_id), _opened(request, other_id)
    gate.require(request.scope, "merge")
    if case.pk == other.pk:
        raise Http404
    pairs = {str(stays.pk): (goes, stays) for goes, stays in ((case, other), (other, case))}
    ways = {key: _why_not(request, goes, stays) for key, (goes, stays) in pairs.items()}
    choices = [(key, pairs[key][1].number) for key, why in ways.items() if not why]
    form = MergeForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        goes, stays = pairs[form.cleaned_data["stays"]]
        try:
            merging.merge(goes, into=stays, notice_how=form.cleaned_data["notice_how"], by=request.user)
        except (Refusal, IllegalTransition) as refusal:
            form.add_error("stays", str(refusal))
        else:
            messages.success(
                request,
                said(_("The matters are merged. It can be undone for %(time)s."), time="petition.unmerge"),
            )
            return redirect("case", stays.pk)
    context = {
        "case": case,
        "sides": [_side(request, each) for each in (case, other)],
        "form": form,
        "ways": [(pairs[key][0].number, why) for key, why in ways.items() if why],
        "is_possible": bool(choices),
        "elsewhere_unit": case.unit_id != other.unit_id,
        "may_decline": _may_decline(request, case),
    }
    return render(request, "cases/petitions/beside.html", context)


def _petition(case: Case) -> Petition | None:
    return Petition.objects.filter(pk=case.pk).first()


def _why_not(request: HttpRequest, goes: Case, stays: Case) -> Any:
    """Why the first cannot end in favour of the second; empty when it can."""
    petition = _petition(goes)
    if stays.closed_at is not None:
        return _("The other matter has ended, so nothing is merged into it.")
    if goes.is_sealed != stays.is_sealed:
        return _("A restricted matter and an ordinary one are not merged.")
    answers = possible(goes, petition, request.scope) if petition else {}
    if "merge" not in answers:
        return _("It is being handled already and goes on.")
    return answers["merge"] or ""


def _may_decline(request: HttpRequest, case: Case) -> bool:
    petition = _petition(case)
    answers = possible(case, petition, request.scope) if petition else {}
    return "decline" in answers and answers["decline"] is None


def _side(request: HttpRequest, case: Case) -> dict[str, Any]:
    """One column: card, people masked, what she asks for and what happened as far as the reader's layers go."""
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    vault = Vault.of(case)
    held = sharing.layers(case, request.scope)
    return {
        "case": case,
        "stage": STATES[case.stage],
        "people": reveal.people(case, vault=vault),
        "story": reveal.narrative(case, layers=held, vault=vault, by=request.user),
    }
