"""紧急查阅复核: what waits, and one reading with what its reviewer finds. The matter itself is never shown."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.privacy import reviewing
from cases.privacy.forms import ReviewForm, refused
from cases.privacy.models import BreakGlass
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock


@require_GET
def reviews_page(request: HttpRequest) -> HttpResponse:
    """/reviews/emergency/: emergency readings that wait for her review."""
    gate.require(request.scope, "review_break_glass")
    rows = reviewing.waiting(request.scope, at=clock.now())
    record.events(Action.LIST, by=request.user, kind="break_glass", ids=[row.pk for row, _face in rows])
    return render(request, "cases/privacy/reviews.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def review_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/reviews/emergency/<id>/: who read what and why; GET the form, POST the finding."""
    gate.require(request.scope, "review_break_glass")
    at = clock.now()
    rows = BreakGlass.objects.for_review_by(request.scope, at=at).select_related("unit", "by", "reviewed_by")
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            reviewing.review(row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Your finding is recorded."))
            return redirect("break_glasses")
    record.event(Action.REVEAL, by=request.user, subject=("break_glass", row.pk), unit_id=row.unit_id)
    return render(
        request, "cases/privacy/review.html", {"shown": reviewing.shown(row, at=at), "row": row, "form": form}
    )
