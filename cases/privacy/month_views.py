"""紧急查阅月报: who may look at the log of it, and whoever leads where it happened; printable on A4."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.privacy import monthly
from network.access import gate
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock


@require_GET
def month_page(request: HttpRequest) -> HttpResponse:
    """/reviews/emergency/month/?month=2026-10: figures by unit with their definitions; the last whole month first."""
    gate.require(request.scope, "see_glass_report")
    at, today = clock.now(), clock.today()
    first = monthly.asked(request.GET.get("month", ""), today=today)
    record.event(
        Action.LIST, by=request.user, subject=("break_glass", ""), detail={"month": f"{first:%Y-%m}"}
    )
    following = monthly.after(first)
    context = {
        "month": monthly.of(first, at=at),
        "figures": monthly.FIGURES,
        "at": at,
        "before": monthly.before(first),
        "after": following if following <= today else None,
    }
    return render(request, "cases/privacy/month.html", context)
