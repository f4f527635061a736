"""领导包案: a leader's own promises, one of them, and how it ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.petitions.reception import commitments
from cases.petitions.reception.forms import EndCommitmentForm, refused
from cases.petitions.reception.models import LeaderCommitment
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock

LAST_PROMISES = 100


@require_GET
def commitments_page(request: HttpRequest) -> HttpResponse:
    """/duty/commitments/: 领导包案, her own, open ones first."""
    gate.require(request.scope, "take_on")
    rows = LeaderCommitment.objects.of_leader(request.scope).select_related("case", "unit")
    found = sorted(rows[:LAST_PROMISES], key=lambda row: row.state != "open")
    record.events(Action.LIST, by=request.user, kind="commitment", ids=[row.pk for row in found])
    shown = commitments.shown(found, at=clock.now(), with_texts=False)
    return render(request, "cases/petitions/reception/commitments.html", {"rows": shown})


def _commitment(request: HttpRequest, commitment_id: UUID) -> LeaderCommitment:
    rows = LeaderCommitment.objects.visible_to(request.scope).select_related("case", "unit", "leader")
    return get_object_or_404(rows, pk=commitment_id)


def _show(request: HttpRequest, row: LeaderCommitment, form: EndCommitmentForm) -> HttpResponse:
    record.event(Action.VIEW, by=request.user, subject=("commitment", row.pk), unit_id=row.unit_id)
    (shown,) = commitments.shown([row], at=clock.now())
    hers = row.state == "open" and row.leader_id == request.user.pk
    may_end = hers and bool(gate.ask(request.scope, "end_commitment", row))
    context = {"made": shown, "form": form, "may_end": may_end}
    return render(request, "cases/petitions/reception/commitment.html", context)


@require_GET
def commitment_page(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """/duty/commitments/<id>/: the promise and its clock."""
    return _show(request, _commitment(request, commitment_id), EndCommitmentForm())


@require_POST
def end_commitment_page(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """/duty/commitments/<id>/end_commitment/: how it ended."""
    row, kept = _commitment(request, commitment_id), request.POST.get("kept") == "yes"
    form = EndCommitmentForm(request.POST)
    if form.is_valid():
        try:
            commitments.end_commitment(row, kept=kept, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("commitment", row.pk)
    return _show(request, row, form)
