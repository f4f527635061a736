"""A table goes out: what for and why, then the way of every ledger (cases/exports): logged, marked, gone after a day."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.casefile.fields import chosen
from cases.exports import verbs
from cases.exports.models import ExportReason
from cases.exports.verbs import LONGEST_REASON, SHORTEST_REASON
from network.access import gate
from network.access.gate import Refusal
from network.sites.place_views import chosen_unit
from network.units.placed import acts_for
from outreach.outcomes import periods
from outreach.outcomes.tables import TABLES

_WHY = {name: _("Please say what the ledger is for.") for name in ("required", "min_length")}


class TakeOutForm(forms.Form):
    """What for, and why."""

    category = chosen(_("What for"), ExportReason.choices, _("Choose what it is for."))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("Kept sealed; the second person reads it. No names."),
        error_messages=_WHY,
    )


@require_http_methods(["GET", "POST"])
def export_page(request: HttpRequest, code: str) -> HttpResponse:
    """/outreach/tables/<code>/export/?unit=&period=: the cells of its page as a workbook, with the federation's headings."""
    gate.require(request.scope, "export_ledger")
    table = TABLES.get(code)
    if table is None:
        raise Http404
    here = chosen_unit(request, table.action)
    period = periods.of(request.GET.get("period") or periods.now(table.shape), table.shape)
    if period is None or here.level > table.lowest:
        raise Http404
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        order = verbs.Order(code, here, period.since, period.until, **form.cleaned_data)
        try:
            made = verbs.ask(order, home=acts_for(request.scope, "export_ledger"), by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            return redirect("export", made.pk)
    context: dict[str, Any] = {"here": here, "period": period, "table": table, "form": form}
    return render(request, "outreach/outcomes/export.html", context)
