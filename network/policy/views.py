"""期限与规则: what is in force, what comes, what was; changes by two people; the calendar of a published year."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import calendar, notice, workdays
from network.deadlines.faces import length_words
from network.deadlines.models import CalendarYear, CountIn, Limit
from network.deadlines.versions import LimitVersion, in_force
from network.notifications.models import Setting, SettingVersion
from network.policy import preview, verbs
from network.policy.forms import LimitForm, NoticeForm, RuleForm, StepsForm, first_values
from network.policy.guards import GUARDS
from sisterhood.lib import clock

KINDS: dict[str, Any] = {"limit": LimitVersion, "rule": SettingVersion}


def _length(terms: Any) -> str:
    return str(terms.length) if terms.count_in == CountIn.PIECES else length_words(terms)


@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """/network/policy/: every period and rule with its source, in force and coming."""
    gate.require(request.scope, "view_policy")
    today = clock.today()
    coming = LimitVersion.objects.filter(granted=True, from_day__gt=today).order_by("-from_day")
    later = {row.limit_id: row for row in coming}
    waiting = {row.limit_id for row in LimitVersion.objects.filter(granted=None)}
    begun = LimitVersion.objects.filter(granted=True, from_day__lte=today).order_by("from_day")
    now = {row.limit_id: row for row in begun.select_related("limit")}
    limits = [
        {
            "limit": limit,
            "words": _length(now.get(limit.pk, limit)),
            "terms": now.get(limit.pk, limit),
            "coming": later.get(limit.pk),
            "waits": limit.pk in waiting,
        }
        for limit in Limit.objects.all()
    ]
    values = Setting.objects.in_force(today)
    rules = [{"rule": row, "value": values[row.pk]} for row in Setting.objects.all()]
    next_year = today.year + 1
    published = CalendarYear.objects.filter(year=next_year, is_official=True).exists()
    context = {"limits": limits, "rules": rules, "next_year": next_year, "published": published}
    context["may_load"] = request.scope.may("load_calendar")
    return render(request, "network/policy/list.html", context)


def _refused(form: Any, refusal: Refusal) -> None:
    form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))


@require_http_methods(["GET", "POST"])
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """/network/policy/limits/<code>/: one period; a change is first looked at, then proposed."""
    gate.require(request.scope, "view_policy")
    row, today = get_object_or_404(Limit, pk=code), clock.today()
    wording, may_propose = verbs.wording_of(row, on=today), request.scope.may("propose_policy")
    if request.method == "POST":
        gate.require(request.scope, "propose_policy")
    sent = request.POST if request.method == "POST" else None
    form = LimitForm(sent, initial=first_values(wording) | {"source": in_force(row, on=today).source})
    steps = StepsForm(sent, initial=[asdict(step) for step in wording.steps], prefix="steps")
    seen = None
    if sent is not None and form.is_valid() and steps.is_valid():
        wanted = form.wording(steps.rows())
        if sent.get("step") == "propose":
            facts = {name: form.cleaned_data[name] for name in ("from_day", "reason", "source")}
            try:
                verbs.propose_limit(row, wanted, **facts, by=request.user)
            except Refusal as refusal:
                _refused(form, refusal)
            else:
                messages.success(request, _("The change waits for a second person."))
                return redirect("policy_limit", code)
        elif row.count_in != CountIn.PIECES:
            seen = preview.of_limit(row, length=wanted.length)
    context = {
        "limit": row,
        "words": _length(in_force(row, on=today)),
        "wording": wording,
        "guard": GUARDS.get(code),
        "versions": LimitVersion.objects.filter(limit=row).select_related(
            "proposed_by", "decided_by", "limit"
        ),
        "today": today,
        "form": form if may_propose else None,
        "steps": steps,
        "seen": seen,
        "may_decide": request.scope.may("approve_policy"),
        "me": request.user.pk,
    }
    return render(request, "network/policy/limit.html", context)


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """/network/policy/rules/<code>/: one rule of the house."""
    gate.require(request.scope, "view_policy")
    row = get_object_or_404(Setting, pk=code)
    value = Setting.objects.in_force(clock.today())[row.pk]
    if request.method == "POST":
        gate.require(request.scope, "propose_policy")
    form = RuleForm(
        request.POST if request.method == "POST" else None, initial={"value": value, "source": row.source}
    )
    if request.method == "POST" and form.is_valid():
        try:
            verbs.propose_setting(row, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("The change waits for a second person."))
            return redirect("policy_rule", code)
    context = {
        "rule": row,
        "value": value,
        "versions": SettingVersion.objects.filter(setting=row).select_related("proposed_by", "decided_by"),
        "form": form if request.scope.may("propose_policy") else None,
        "may_decide": request.scope.may("approve_policy"),
        "me": request.user.pk,
    }
    return render(request, "network/policy/rule.html", context)


@require_POST
def decide(request: HttpRequest, kind: str, version_id: UUID) -> HttpResponse:
    """The second person agrees or not; whoever proposed may drop it."""
    gate.require(request.scope, "view_policy")
    if kind not in KINDS:
        raise Http404
    version = get_object_or_404(KINDS[kind], pk=version_id)
    try:
        verbs.decide(version, grant=request.POST.get("grant") == "yes", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    if kind == "limit":
        return redirect("policy_limit", version.limit_id)
    return redirect("policy_rule", version.setting_id)


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """/network/policy/calendar/: paste a published year, look at what it changes, load it."""
    gate.require(request.scope, "load_calendar")
    form = NoticeForm(request.POST if request.method == "POST" else None)
    read, seen = None, None
    if request.method == "POST" and form.is_valid():
        read = notice.read_text(form.cleaned_data["text"])
        for sentence in read.errors[:20]:
            form.add_error("text", sentence)
        if not read.errors and request.POST.get("step") == "load":
            number = form.cleaned_data["notice_no"]
            try:
                changed = calendar.publish_year(read.year, read.days, notice_no=number, by=request.user)
            except Refusal as refusal:
                _refused(form, refusal)
            else:
                words = _("%(year)d is loaded, %(days)d days differ. Running periods are counted again now.")
                messages.success(request, words % {"year": read.year, "days": changed})
                return redirect("policy_calendar")
        elif not read.errors:
            told = calendar.whole_year(read.year, read.days)
            kinds = {day: kind for day, (kind, _name) in told.items()}
            seen = preview.of_calendar(workdays.changed_by(kinds, read.year))
    years = CalendarYear.objects.filter(year__gte=clock.today().year - 1).order_by("year")[:4]
    context = {"form": form, "read": read, "seen": seen, "years": years}
    return render(request, "network/policy/calendar.html", context)
