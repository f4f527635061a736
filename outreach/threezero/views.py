"""三零村: villages of her area in the order of the tree, one village's year with its points and next step, the city's draw."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.deadlines import clocks
from network.deadlines.calculator import length_of
from network.units.placed import acts_for
from outreach.campaigns.steps import Step, act, bound, ident_of
from outreach.threezero import forms, judging, verbs
from outreach.threezero.facts import facts_of
from outreach.threezero.frame import SUBJECT
from outreach.threezero.indicators import NEVER, PARTS, points
from outreach.threezero.lists import STATEMENTS, Indicator
from outreach.threezero.models import ThreeZeroAssessment
from outreach.threezero.states import ASSESSMENT, LABELS, ON_THE_WAY, STANDING
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 200
_S = forms.StepForm
STEPS = {
    "enter_evidence": Step(verbs.enter_evidence, forms.EvidenceForm, _("The line is written down."), True),
    "self_assess": Step(verbs.self_assess, forms.SignForm, _("The self-assessment is signed and handed in.")),
    "withdraw_village": Step(verbs.withdraw_village, _S, _("The village has withdrawn.")),
    "verify_village": Step(judging.verify_village, _S, _("The self-assessment is verified.")),
    "send_back_village": Step(judging.send_back_village, forms.BackForm, _("It is back with the village.")),
    "review_village": Step(judging.review_village, _S, _("The assessment is reviewed.")),
    "return_village": Step(judging.return_village, forms.BackForm, _("It is back with the village.")),
    "visit_sample": Step(judging.visit_sample, forms.VisitForm, _("The visit is recorded.")),
    "designate_village": Step(judging.designate_village, _S, _("The village is designated.")),
    "monitor_village": Step(judging.monitor_village, forms.MonitorForm, _("The look is recorded.")),
    "renew_village": Step(judging.renew_village, _S, _("The designation is renewed.")),
    "suspend_village": Step(judging.suspend_village, forms.SuspendForm, _("The designation is suspended.")),
}
_NEW = Step(verbs.enrol_village, forms.EnrolForm, _("The village takes part. Add evidence, then sign."), True)
_BACKWARDS = ("withdraw_village", "suspend_village", "send_back_village", "return_village")


@require_GET
def villages_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/: what is under way, what stands, what is over. No points, no order by any number."""
    gate.require(request.scope, "see_threezero")
    rows = ThreeZeroAssessment.objects.visible_to(request.scope).select_related("unit")
    may_draw = request.scope.may("draw_sample")
    context = {
        "open": first(rows.filter(state__in=ON_THE_WAY), SHOWN),
        "standing": first(rows.filter(state__in=STANDING), SHOWN),
        "over": first(rows.filter(state__in=("suspended", "withdrawn", "lapsed")), SHOWN),
        "today": clock.today(),
        "may_enrol": request.scope.may("enrol_village"),
        "may_see_figures": request.scope.may("see_threezero_figures"),
        "waiting": rows.filter(state="county_reviewed").count() if may_draw else 0,
    }
    return render(request, "outreach/threezero/list.html", context)


@require_http_methods(["GET", "POST"])
def enrol_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/new/: the village of her post takes part."""
    gate.require(request.scope, "enrol_village")
    unit = acts_for(request.scope, "enrol_village")
    form = bound(request, forms.EnrolForm)
    made = act(request, form, _NEW, unit, what="threezero")
    if made is not None:
        return redirect("threezero", made.pk)
    context = {
        "form": form,
        "name": unit.short_name,
        "label": _("Take part this year"),
        "form_ident": ident_of(request),
    }
    return render(request, "outreach/threezero/form.html", context)


def _found(request: HttpRequest, row_id: UUID) -> ThreeZeroAssessment:
    gate.require(request.scope, "see_threezero")
    people = (
        "signed_by",
        "verified_by",
        "reviewed_by",
        "visited_by",
        "designated_by",
        "monitored_by",
        "renewed_by",
    )
    rows = ThreeZeroAssessment.objects.visible_to(request.scope).select_related("unit", *people)
    return get_object_or_404(rows, pk=row_id)


def _steps(request: HttpRequest, row: ThreeZeroAssessment) -> list[dict[str, Any]]:
    allowed = [each.event for each in ASSESSMENT.allowed(row.state) if each.event in STEPS]
    mine = [verb for verb in allowed if bool(gate.ask(request.scope, verb, row))]
    if row.state == "city_sampled" and not row.is_drawn:
        mine = [verb for verb in mine if verb != "visit_sample"]
    unseen = row.is_drawn and row.visited_on is None
    if row.state == "city_sampled" and (unseen or (row.total or 0) < length_of(judging.LEAST)):
        mine = [verb for verb in mine if verb != "designate_village"]
    return [{"verb": verb, "label": LABELS[verb], "is_back": verb in _BACKWARDS} for verb in mine]


def weighed(row: ThreeZeroAssessment) -> list[dict[str, Any]]:
    """The indicators with their parts: the frozen points once it is signed, those of today before."""
    got = (
        row.points
        if row.total is not None and row.state != "enrolled"
        else points(facts_of(row.unit, row.year))
    )
    found = []
    for code, label in Indicator.choices:
        parts = [(part, got.get(part.code, 0)) for part in PARTS if part.indicator == code]
        whole = sum(part.points for part, _n in parts)
        earned = sum(n for _part, n in parts)
        found.append({"label": label, "parts": parts, "whole": whole, "earned": earned, "never": NEVER[code]})
    return found


@require_GET
def village_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/threezero/<id>/: what comes next, the points with what is never measured, evidence, who signed what."""
    row = _found(request, row_id)
    indicators, steps = weighed(row), _steps(request, row)
    context = {
        "row": row,
        "steps": [each for each in steps if not each["is_back"]],
        "backwards": [each for each in steps if each["is_back"]],
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown((SUBJECT, row.pk))],
        "indicators": indicators,
        "total": (total := sum(each["earned"] for each in indicators)),
        "least": (least := length_of(judging.LEAST)),
        "lacks": max(0, least - total) if row.state in ON_THE_WAY else 0,
        "statement": STATEMENTS.get(row.statement or 0),
        "evidence": row.evidence.select_related("hamlet"),
        "holds": row.holds_on(clock.today()),
        "is_over": row.valid_until is not None and row.state in STANDING and not row.holds_on(clock.today()),
    }
    return render(request, "outreach/threezero/village.html", context)


@require_http_methods(["GET", "POST"])
def village_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    more = {"unit": row.unit} if step.form is forms.EvidenceForm else {}
    form = bound(request, step.form, **more)
    if act(request, form, step, row.pk, what=f"{verb} {row.pk}") is not None:
        return redirect("threezero", row.pk)
    context = {
        "row": row,
        "name": row.unit.short_name,
        "form": form,
        "label": LABELS[verb],
        "late": ASSESSMENT.refuses(row.state, verb),
        "form_ident": ident_of(request),
    }
    return render(request, "outreach/threezero/form.html", context)


@require_http_methods(["GET", "POST"])
def sample_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/sample/: chance draws once for all that wait."""
    gate.require(request.scope, "draw_sample")
    city = acts_for(request.scope, "draw_sample")
    form = bound(request, forms.StepForm)
    step = Step(
        judging.draw_sample,
        forms.StepForm,
        _("The sample is drawn. Each village says whether it is visited."),
    )
    if act(request, form, step, city, what="sample") is not None:
        return redirect("threezero_villages")
    waiting = ThreeZeroAssessment.objects.visible_to(request.scope).filter(state="county_reviewed")
    context = {
        "form": form,
        "name": city.short_name,
        "label": LABELS["draw_sample"],
        "waiting": waiting.select_related("unit"),
        "form_ident": ident_of(request),
    }
    return render(request, "outreach/threezero/form.html", context)
