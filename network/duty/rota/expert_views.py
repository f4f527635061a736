"""The list of advisers and counsellors: papers entered by the desk, hours also by the expert herself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.duty.rota import experts
from network.duty.rota.forms import ExceptionForm, ExpertForm, HoursForm, PapersForm
from network.duty.rota.models import Expert
from network.duty.rota.queue import Desk
from network.duty.rota.views import refused
from network.units.placed import acts_for
from sisterhood.lib import clock


@require_http_methods(["GET", "POST"])
def experts_page(request: HttpRequest) -> HttpResponse:
    """/duty/rota/experts/: who advises until when; the desk adds somebody whose post says what she is."""
    scope = request.scope
    gate.require(scope, "see_rota")
    keeps = scope.may("keep_rota")
    form = ExpertForm(request.POST or None, unit=acts_for(request.scope, "keep_rota")) if keeps else None
    if request.method == "POST":
        unit = acts_for(request.scope, "keep_rota")
        if form is not None and form.is_valid():
            try:
                made = experts.enter_expert(
                    form.cleaned_data["user"], unit=unit, papers=form.papers(), by=request.user
                )
            except Refusal as refusal:
                refused(form, refusal)
            else:
                messages.success(request, _("She stands on the list. Write down when she is free."))
                return redirect("expert", made.pk)
    today = clock.today()
    found = Expert.objects.visible_to(scope).select_related("user", "unit")
    rows = [(row, row.barred_on(today)) for row in found.annotate(credited=Sum("shifts__minutes"))]
    return render(request, "network/duty/experts.html", {"rows": rows, "form": form})


def _forms(request: HttpRequest, row: Expert) -> dict[str, Any]:
    act = request.POST.get("act", "")

    def posted(name: str) -> Any:
        return request.POST if act == name else None

    papers = {name: getattr(row, name) for name in PapersForm.base_fields}
    return {
        "renew": PapersForm(posted("renew"), initial=papers, prefix="papers"),
        "hours": HoursForm(posted("hours"), expert=row),
        "exception": ExceptionForm(posted("exception"), prefix="exception"),
    }


@require_http_methods(["GET", "POST"])
def expert_page(request: HttpRequest, expert_id: UUID) -> HttpResponse:
    """/duty/rota/experts/<id>/: papers, the hours of her week, days that are different."""
    gate.require(request.scope, "see_rota")
    rows = Expert.objects.visible_to(request.scope).select_related("user", "unit")
    row = rows.filter(pk=expert_id).first()
    if row is None:
        raise Http404
    forms, act = _forms(request, row), request.POST.get("act", "")
    if request.method == "POST":
        if act not in forms:
            raise Http404
        form = forms[act]
        if form.is_valid():
            try:
                _run(request, row, act, form)
            except Refusal as refusal:
                refused(form, refusal)
            else:
                messages.success(request, _("It is written down."))
                return redirect("expert", row.pk)
    keeps = bool(gate.ask(request.scope, "keep_rota", Desk(row.unit)))
    context = {
        "expert": row,
        "barred": row.barred_on(clock.today()),
        "keeps": keeps,
        "hers": keeps or row.user_id == request.user.pk,
        "credited": row.shifts.aggregate(sum=Sum("minutes"))["sum"] or 0,
        "exceptions": row.exceptions.filter(day__gte=clock.today()),
        "forms": forms,
        "form": forms.get(act),
    }
    return render(request, "network/duty/expert.html", context)


def _run(request: HttpRequest, row: Expert, act: str, form: Any) -> None:
    if act == "renew":
        experts.renew(row, form.papers(), by=request.user)
    elif act == "hours":
        experts.set_hours(row, form.hours(), by=request.user)
    else:
        experts.set_exception(row, by=request.user, **form.cleaned_data)
