"""查阅抽查: the sample for the audit administrator; the month's openings in numbers for leaders and privacy officers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.privacy import monthly, sampling
from cases.privacy.forms import refused
from cases.privacy.samples import ReadingSample
from cases.vocabulary.reading import Finding
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from sisterhood.lib import clock


class JudgeForm(forms.Form):
    """One opening; nothing chosen leaves it for later."""

    finding = forms.ChoiceField(
        label=_("Finding"), choices=Finding.choices, widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(label=_("What has to be explained"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Words without a finding are not thrown away."""
        told = super().clean() or {}
        if told.get("words") and not told.get("finding"):
            self.add_error("finding", _("Choose what you found."))
        return told


@require_GET
def samples_page(request: HttpRequest) -> HttpResponse:
    """/reviews/readings/: the samples of the last year."""
    gate.require(request.scope, "judge_reading")
    record.event(Action.LIST, by=request.user, subject=(sampling.SUBJECT, ""))
    rows = [(row, row.lines.filter(finding="").count(), row.lines.count()) for row in sampling.samples()]
    return render(request, "cases/privacy/samples.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def sample_page(request: HttpRequest, row_id: str) -> HttpResponse:
    """/reviews/readings/<id>/: what was drawn; those that are chosen are judged, the others wait."""
    gate.require(request.scope, "judge_reading")
    sample = get_object_or_404(ReadingSample.objects.select_related("unit"), pk=row_id)
    told = request.POST if request.method == "POST" else None
    rows = [(line, JudgeForm(told, prefix=str(line.row.pk))) for line in sampling.lines(sample)]
    if told is not None and not any(form.errors for _line, form in rows):
        judged, failed = 0, False
        for line, form in rows:
            if line.row.finding or not form.cleaned_data["finding"]:
                continue
            try:
                sampling.judge_reading(line.row.pk, by=request.user, **form.cleaned_data)
                judged += 1
            except Refusal as refusal:
                failed = True
                refused(form, refusal)
        if not failed:
            messages.success(request, _("Recorded: %(number)s.") % {"number": judged})
            return redirect("reading_sample", row_id=sample.pk)
        rows = [(now, form) for now, (_old, form) in zip(sampling.lines(sample), rows, strict=True)]
    record.event(
        Action.REVEAL, by=request.user, subject=(sampling.SUBJECT, sample.pk), unit_id=sample.unit_id
    )
    at = clock.now()
    context = {
        "sample": sample,
        "rows": rows,
        "waits": any(not line.row.finding for line, _form in rows),
        "faces": [clocks.face(each, at) for each in clocks.shown((sampling.SUBJECT, sample.pk))],
    }
    return render(request, "cases/privacy/sample.html", context)


@require_GET
def readings_page(request: HttpRequest) -> HttpResponse:
    """/reviews/readings/month/?month=2026-10: openings of sealed matters by person, in numbers with their definitions."""
    gate.require(request.scope, "see_readings")
    today = clock.today()
    first = monthly.asked(request.GET.get("month", ""), today=today)
    record.event(
        Action.LIST, by=request.user, subject=(sampling.SUBJECT, ""), detail={"month": f"{first:%Y-%m}"}
    )
    following = monthly.after(first)
    context = {
        "first": first,
        "rows": sampling.month(first),
        "figures": sampling.FIGURES,
        "at": clock.now(),
        "before": monthly.before(first),
        "after": following if following <= today else None,
    }
    return render(request, "cases/privacy/readings.html", context)
