"""通知公告: the office that writes and follows them, and whoever reads them, on desktop and phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.bulletins import forms, readers, verbs
from network.bulletins.models import Bulletin, BulletinReading
from network.bulletins.states import BULLETIN, label
from network.units.models import Level, Unit
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

SHOWN, NAMES = 60, 100


@dataclass(frozen=True)
class Step:
    """One step of the page: its verb, its form, and the sentence that is said afterwards."""

    run: Callable[..., Any]
    done: Any
    form: type[forms.StepForm] = forms.StepForm


STEPS = {
    "publish_bulletin": Step(verbs.publish_bulletin, _("It is out, and its readers are told.")),
    "remind_readers": Step(verbs.remind_readers, _("Whoever has not read it is told again.")),
    "renew_bulletin": Step(verbs.renew_bulletin, _("This is the draft of the new version.")),
    "withdraw_bulletin": Step(
        verbs.withdraw_bulletin, _("It is withdrawn, and its readers find your reason."), forms.WithdrawForm
    ),
    "discard_bulletin": Step(verbs.discard_bulletin, _("The draft is discarded.")),
}


def _base(request: HttpRequest) -> str:
    posts = request.scope.posts
    on_phone = bool(posts) and all(post.level == Level.HAMLET for post in posts)
    return "base_phone.html" if on_phone else "base.html"


@require_GET
def notices_page(request: HttpRequest) -> HttpResponse:
    """/m/notices/: what speaks to her, what she has not opened first."""
    gate.require(request.scope, "read_inbox")
    told = Bulletin.objects.visible_to(request.scope).select_related("unit").order_by("-published_at")
    rows = first(told, SHOWN)
    opened = BulletinReading.objects.filter(user=request.user, bulletin__in=[row.pk for row in rows])
    read = set(opened.values_list("bulletin_id", flat=True))
    shown = [(row, row.pk not in read and row.state == "published") for row in rows]
    context = {"rows": sorted(shown, key=lambda each: not each[1]), "found": rows, "base": _base(request)}
    return render(request, "network/bulletins/notices.html", context)


@require_GET
def notice_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/m/notices/<id>/: one of them; that she opened it is kept."""
    try:
        row = verbs.open_bulletin(row_id, by=request.user)
    except Refusal as refusal:
        raise Http404 from refusal
    return render(request, "network/bulletins/notice.html", {"row": row, "base": _base(request)})


@require_GET
def bulletins_page(request: HttpRequest) -> HttpResponse:
    """/network/bulletins/: drafts and what is out, of her own office."""
    gate.require(request.scope, "draft_bulletin")
    rows = Bulletin.objects.kept_by(request.scope).exclude(state="discarded")
    found = first(rows.select_related("unit", "below", "written_by"), SHOWN)
    return render(request, "network/bulletins/list.html", {"rows": found})


def _written(
    request: HttpRequest, unit: Unit, write: Callable[..., Bulletin], row: Bulletin | None = None
) -> HttpResponse:
    form = forms.BulletinForm(request.POST if request.method == "POST" else None, unit=unit, row=row)
    if form.is_bound and form.is_valid():
        try:
            made = write(by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("The draft is kept. Nobody has been told yet."))
            return redirect("bulletin", made.pk)
    return render(request, "network/bulletins/write.html", {"form": form, "row": row})


def _say(form: django_forms.Form, refusal: Refusal | IllegalTransition) -> None:
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


@require_http_methods(["GET", "POST"])
def new_bulletin_page(request: HttpRequest) -> HttpResponse:
    """/network/bulletins/new/: a draft of her unit."""
    gate.require(request.scope, "draft_bulletin")
    unit = acts_for(request.scope, "draft_bulletin")
    return _written(request, unit, lambda **told: verbs.draft_bulletin(unit, **told))


def _found(request: HttpRequest, row_id: UUID) -> Bulletin:
    gate.require(request.scope, "draft_bulletin")
    rows = Bulletin.objects.kept_by(request.scope)
    rows = rows.select_related("unit", "below", "written_by", "published_by", "withdrawn_by", "replaces")
    return get_object_or_404(rows, pk=row_id)


@require_http_methods(["GET", "POST"])
def revise_bulletin_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/bulletins/<id>/revise/: the words of a draft."""
    row = _found(request, row_id)
    late = BULLETIN.refuses(row.state, "revise_bulletin")
    if late is not None:
        messages.info(request, str(late))
        return redirect("bulletin", row.pk)
    return _written(request, row.unit, lambda **told: verbs.revise_bulletin(row.pk, **told), row)


def _here(request: HttpRequest, row: Bulletin) -> Unit:
    """?unit=: a unit at or below the one it speaks to."""
    asked = request.GET.get("unit", "")
    if not asked:
        return row.below
    known = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return get_object_or_404(Unit.objects.current().below(row.below), pk=int(asked) if known else 0)


def _open_steps(request: HttpRequest, row: Bulletin) -> list[dict[str, Any]]:
    allowed = {each.event for each in BULLETIN.allowed(row.state)}
    asked = [verb for verb in STEPS if verb in allowed and bool(gate.ask(request.scope, verb, row))]
    return [{"verb": verb, "label": label(verb)} for verb in asked]


@require_GET
def bulletin_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/bulletins/<id>/?unit=: its words, who has read it by unit, and who has not."""
    row, today = _found(request, row_id), clock.today()
    here = _here(request, row)
    counted = readers.by_child(row, here, on=today) if row.state == "published" else {}
    units = Unit.objects.filter(pk__in=counted).order_by("level", "code")
    context = {
        "row": row,
        "here": here,
        "steps": _open_steps(request, row),
        "may_revise": row.state == "draft" and bool(gate.ask(request.scope, "revise_bulletin", row)),
        "roles": [forms.ROLES[role].label for role in row.roles if role in forms.ROLES],
        "units": [(unit, counted[unit.pk], unit.pk != here.pk and unit.level < 5) for unit in units],
        "whole": readers.whole(counted.values()),
        "left": readers.names_left(row, here, on=today, most=NAMES) if counted else [],
        "draft": row.later.filter(state="draft").first(),
    }
    return render(request, "network/bulletins/bulletin.html", context)


@require_http_methods(["GET", "POST"])
def bulletin_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            done = step.run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            _say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("bulletins") if done.state == "discarded" else redirect("bulletin", done.pk)
    late = BULLETIN.refuses(row.state, verb)
    reached = len(readers.people(row, on=clock.today())) if verb == "publish_bulletin" else 0
    context = {"row": row, "form": form, "label": label(verb), "verb": verb, "late": late, "n": reached}
    return render(request, "network/bulletins/verb.html", context)
