"""What is read of an award round: stories by their jurors."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from outreach.families import forms, jury
from outreach.families.filling import say
from outreach.families.judging import JuryMark
from sisterhood.lib.first import first

SHOWN = 60


@require_GET
def jury_page(request: HttpRequest) -> HttpResponse:
    """/outreach/families/jury/: her stories, those she has not answered first."""
    gate.require(request.scope, "judge_family")
    to_read_first = F("given_at").asc(nulls_first=True)
    rows = first(JuryMark.objects.of_juror(request.scope).order_by(to_read_first, "pk"), SHOWN)
    rows.sort(key=lambda row: (row.given_at is not None, row.pk))
    return render(request, "outreach/families/jury.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def story_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/families/jury/<id>/: one story without a name, and her points."""
    gate.require(request.scope, "judge_family")
    mark = get_object_or_404(JuryMark.objects.of_juror(request.scope), pk=row_id)
    form = forms.PointsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["knows"]:
                jury.stay_away(mark.pk, by=request.user)
            else:
                jury.give_points(mark.pk, points=form.cleaned_data["points"], by=request.user)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Thank you. Nobody of the jury sees your answer."))
            return redirect("jury")
    context = {"mark": mark, "form": form, "reading": jury.reading(mark)}
    return render(request, "outreach/families/story.html", context)
