"""活动计划: campaigns and activities of her line in one list, a new campaign, one campaign with its next step."""

from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.deadlines import clocks
from network.units.placed import acts_for
from outreach.campaigns import forms, surveys, verbs
from outreach.campaigns.activity import Activity, ActivityQuerySet
from outreach.campaigns.lists import Topic
from outreach.campaigns.models import Campaign
from outreach.campaigns.states import CAMPAIGN, LABELS
from outreach.campaigns.steps import Step, act, bound, ident_of
from outreach.frames import base_of
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 60
STEPS = {
    "revise_campaign": Step(verbs.revise_campaign, forms.CampaignForm, _("The plan is changed.")),
    "submit_campaign": Step(verbs.submit_campaign, forms.StepForm, _("The leader is asked for approval.")),
    "return_campaign": Step(
        verbs.return_campaign, forms.RemarkForm, _("The plan is back with whoever wrote it.")
    ),
    "approve_campaign": Step(verbs.approve_campaign, forms.StepForm, _("The plan is approved.")),
    "announce_campaign": Step(verbs.announce_campaign, forms.StepForm, _("The campaign is announced.")),
    "begin_campaign": Step(verbs.begin_campaign, forms.StepForm, _("The campaign is running.")),
    "report_campaign": Step(verbs.report_campaign, forms.ReportForm, _("The report is in. Thank you.")),
    "review_campaign": Step(verbs.review_campaign, forms.ReviewForm, _("The report is reviewed.")),
    "archive_campaign": Step(verbs.archive_campaign, forms.StepForm, _("The campaign is in the archive.")),
    "call_off_campaign": Step(verbs.call_off_campaign, forms.RemarkForm, _("The campaign is called off.")),
}
_NEW = Step(
    verbs.draft_campaign, forms.CampaignForm, _("The plan is written down. Ask for approval next."), True
)


def _nearest(rows: ActivityQuerySet) -> ActivityQuerySet:
    """Those of today first, then the nearest, to come or to be counted."""
    day, today = F("planned_on"), Value(clock.today(), DateField())
    return rows.order_by(Greatest(day - today, today - day), "planned_on", "id")


@require_GET
def activities_page(request: HttpRequest) -> HttpResponse:
    """/outreach/activities/: what is coming, what is to be counted, campaigns, what was held."""
    scope = request.scope
    gate.require(scope, "see_activities")
    rows = Activity.objects.visible_to(scope).select_related("unit", "place")
    context = {
        "open": first(_nearest(rows.filter(state__in=("planned", "held", "evidence_uploaded"))), SHOWN),
        "past": first(rows.filter(state__in=("counted", "cancelled")), SHOWN),
        "campaigns": first(Campaign.objects.visible_to(scope).select_related("unit"), SHOWN),
        "may_plan": scope.may("plan_activity"),
        "may_draft": scope.may("draft_campaign"),
        "may_put_up": scope.may("enter_publicity"),
        "may_see_figures": scope.may("see_activity_figures"),
        "me": request.user.pk,
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/list.html", context)


@require_http_methods(["GET", "POST"])
def new_campaign_page(request: HttpRequest) -> HttpResponse:
    """/outreach/campaigns/new/: the plan of her unit."""
    gate.require(request.scope, "draft_campaign")
    unit = acts_for(request.scope, "draft_campaign")
    form = bound(request, forms.CampaignForm, unit=unit)
    made = act(request, form, _NEW, unit, what="campaign")
    if made is not None:
        return redirect("campaign", made.pk)
    context = {"form": form, "unit": unit, "label": _("Plan a campaign"), "form_ident": ident_of(request)}
    return render(request, "outreach/campaigns/new.html", context)


def _found(request: HttpRequest, row_id: UUID) -> Campaign:
    gate.require(request.scope, "see_activities")
    rows = Campaign.objects.visible_to(request.scope).select_related("unit", "owner", "approved_by")
    return get_object_or_404(rows, pk=row_id)


def _steps(request: HttpRequest, row: Campaign) -> list[dict[str, Any]]:
    allowed = [each.event for each in CAMPAIGN.allowed(row.state)]
    mine = [verb for verb in allowed if bool(gate.ask(request.scope, verb, row))]
    if row.state == "draft":
        mine.sort(key=lambda verb: verb != "submit_campaign")
    return [{"verb": verb, "label": LABELS[verb]} for verb in mine]


@require_GET
def campaign_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/campaigns/<id>/: the plan, its activities, its survey, and what comes next."""
    row = _found(request, row_id)
    activities = list(Activity.objects.visible_to(request.scope).filter(campaign=row).select_related("place"))
    context = {
        "row": row,
        "steps": _steps(request, row),
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown(("campaign", row.pk))],
        "topics": [Topic(code).label for code in row.topics],
        "villages": row.villages.select_related("unit"),
        "partners": row.partners.select_related("agency"),
        "activities": activities,
        "spent": sum(each.cost_cents for each in activities) + (row.spent_cents or 0),
        "changes": surveys.changes(row.pk) if row.ends_on < clock.today() else [],
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/campaign.html", context)


@require_http_methods(["GET", "POST"])
def campaign_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    more = {"unit": row.unit, "row": row} if step.form is forms.CampaignForm else {}
    form = bound(request, step.form, **more)
    if act(request, form, step, row.pk, what=verb) is not None:
        return redirect("campaign", row.pk)
    context = {
        "row": row,
        "form": form,
        "label": LABELS[verb],
        "late": CAMPAIGN.refuses(row.state, verb),
        "back": "campaign",
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/verb.html", context)
