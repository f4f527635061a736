"""活动: planning one, its page with what comes next, its photographs; publicity; the code on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.documents.rendering import qr_data
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.units.placed import acts_for
from outreach.campaigns import activity_forms as forms
from outreach.campaigns import correcting, holding, photos, publicity
from outreach.campaigns.activity import Activity, Photo, Publicity
from outreach.campaigns.correcting import corrections_of
from outreach.campaigns.states import ACTIVITY, LABELS
from outreach.campaigns.steps import Step, act, bound, ident_of, say
from outreach.frames import base_of
from sisterhood.lib import clock
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.first import first

SHOWN = 100
STEPS = {
    "hold_activity": Step(
        holding.hold_activity, forms.HoldForm, _("It was held. Add a photograph, then count it.")
    ),
    "upload_evidence": Step(photos.upload_evidence, forms.PhotoForm, _("The photograph is kept."), True),
    "count_activity": Step(holding.count_activity, forms.CountForm, _("The activity is counted. Thank you.")),
    "correct_activity": Step(
        correcting.correct_activity,
        forms.CorrectForm,
        _("The count is corrected; figures follow. What stood there before is kept."),
    ),
    "cancel_activity": Step(holding.cancel_activity, forms.CancelForm, _("The activity is cancelled.")),
    "name_speaker": Step(holding.name_speaker, forms.SpeakerForm, _("She is on the programme.")),
    "enter_supply": Step(holding.enter_supply, forms.SupplyForm, _("The material is written down.")),
}
BESIDE = {"name_speaker": _("name who speaks"), "enter_supply": _("enter material")}
WHEN = {"name_speaker": ("planned",), "enter_supply": ("planned", "held", "evidence_uploaded")}
_NEW = Step(holding.plan_activity, forms.ActivityForm, _("The activity is planned."), True)


@require_http_methods(["GET", "POST"])
def new_activity_page(request: HttpRequest) -> HttpResponse:
    """/outreach/activities/new/: one day in one place, organised by her unit."""
    gate.require(request.scope, "plan_activity")
    unit = acts_for(request.scope, "plan_activity")
    asked = request.GET.get("campaign", "")
    more = {"initial": {"campaign": asked}} if request.method == "GET" and len(asked) < 40 else {}
    form = bound(request, forms.ActivityForm, unit=unit, scope=request.scope, **more)
    made = act(request, form, _NEW, unit, what="activity")
    if made is not None:
        return redirect("activity", made.pk)
    context = {"form": form, "unit": unit, "label": _("Plan an activity"), "form_ident": ident_of(request)}
    return render(request, "outreach/campaigns/new.html", context)


def _found(request: HttpRequest, row_id: UUID) -> Activity:
    gate.require(request.scope, "see_activities")
    rows = Activity.objects.visible_to(request.scope).select_related("unit", "place", "owner")
    return get_object_or_404(rows, pk=row_id)


def _steps(request: HttpRequest, row: Activity) -> list[dict[str, Any]]:
    events = [each.event for each in ACTIVITY.allowed(row.state)]
    if row.state == "evidence_uploaded":
        events.reverse()
    events += [verb for verb in BESIDE if row.state in WHEN[verb]]
    if row.state == "planned" and row.planned_on > clock.today():
        events.remove("hold_activity")
    until = correcting.last_day(row)
    if until is not None and clock.today() > until:
        events.remove("correct_activity")
    mine = [verb for verb in events if bool(gate.ask(request.scope, verb, row))]
    return [{"verb": verb, "label": LABELS.get(verb, BESIDE.get(verb))} for verb in mine]


@require_GET
def activity_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/activities/<id>/: programme, counts, materials, photographs, and what comes next."""
    row = _found(request, row_id)
    sums = row.comings.order_by("on_the_day").values("on_the_day")
    told = {
        each["on_the_day"]: each for each in sums.annotate(w=Sum("women"), m=Sum("men"), c=Sum("children"))
    }
    address = request.build_absolute_uri(reverse("event", args=[row.code])) if row.is_public else ""
    keeps = bool(gate.ask(request.scope, "upload_evidence", row))
    context = {
        "row": row,
        "steps": _steps(request, row),
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown(("activity", row.pk))],
        "speakers": row.speakers.all(),
        "supplies": row.supplies.all(),
        "photos": row.photos.all(),
        "partners": row.partners.select_related("agency"),
        "corrections": corrections_of(row),
        "came": told.get(True),
        "coming": told.get(False),
        "may_strike": row.state == "planned" and bool(gate.ask(request.scope, "name_speaker", row)),
        "keeps": keeps,
        "address": address,
        "home": request.build_absolute_uri("/"),
        "qr": qr_data(address) if address and row.state == "planned" else "",
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/activity.html", context)


@require_http_methods(["GET", "POST"])
def activity_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = bound(request, step.form, row=row, scope=request.scope)
    if act(request, form, step, row.pk, what=f"{verb} {row.pk}") is not None:
        return redirect("activity", row.pk)
    context = {
        "row": row,
        "form": form,
        "label": LABELS.get(verb, BESIDE.get(verb)),
        "late": ACTIVITY.refuses(row.state, verb),
        "back": "activity",
        "form_ident": ident_of(request),
        "with_file": verb == "upload_evidence",
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/verb.html", context)


@require_POST
def strike_speaker(request: HttpRequest, row_id: UUID, speaker_id: UUID) -> HttpResponse:
    """She does not come."""
    row = _found(request, row_id)
    try:
        holding.strike_speaker(row.pk, speaker=speaker_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("activity", row.pk)


@require_GET
def photo_page(request: HttpRequest, row_id: UUID, photo_id: UUID) -> HttpResponse:
    """One photograph, for the organiser and above."""
    row = _found(request, row_id)
    try:
        photo = photos.found(row.pk, photo_id, request.scope)
        content = photos.read(photo, by=request.user)
    except (Photo.DoesNotExist, FileNotFoundError, Unreadable):
        raise Http404 from None
    response = HttpResponse(content, content_type=photo.content_type)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def withdraw_photo(request: HttpRequest, row_id: UUID, photo_id: UUID) -> HttpResponse:
    """Somebody on it takes back her consent."""
    row = _found(request, row_id)
    try:
        photos.withdraw_photo(row.pk, photo=photo_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The photograph is destroyed."))
    return redirect("activity", row.pk)


@require_http_methods(["GET", "POST"])
def publicity_page(request: HttpRequest) -> HttpResponse:
    """/outreach/publicity/: what was put up, shown and carried round, and the form for one more."""
    gate.require(request.scope, "enter_publicity")
    unit = acts_for(request.scope, "enter_publicity")
    form = forms.PublicityForm(
        request.POST if request.method == "POST" else None, unit=unit, scope=request.scope
    )
    if form.is_bound and form.is_valid():
        try:
            publicity.enter_publicity(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("publicity")
    rows = first(Publicity.objects.visible_to(request.scope).select_related("unit"), SHOWN)
    context = {"form": form, "unit": unit, "rows": rows, "base": base_of(request)}
    return render(request, "outreach/campaigns/publicity.html", context)
