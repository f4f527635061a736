"""站长评选与交接: selections with their steps, the page of a head, the public notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.selection import deciding, forms, notice, organising, succession, terms
from network.selection.frame import SUBJECT
from network.selection.models import StationHeadSelection
from network.selection.states import ASKS, LINE, SELECTION, STATES
from network.sites.models import ServiceWindow
from network.sites.place_views import chosen_unit
from network.sites.places import Conflict, StationHead
from network.sites.reach import Ground
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

SHOWN = 100


@dataclass(frozen=True)
class Step:
    """One step of the page: its verb, its form, and the one sentence that is said afterwards."""

    run: Callable[..., Any]
    form: type[forms.StepForm]
    done: Any
    weighty: bool = True


STEPS = {
    "nominate": Step(organising.nominate, forms.NominateForm, _("She stands on the list.")),
    "hold_meeting": Step(organising.hold_meeting, forms.MeetingForm, _("The meeting is entered.")),
    "publish_notice": Step(
        organising.publish_notice,
        forms.StepForm,
        _("The notice is public. Hang it out in the hamlet as well."),
    ),
    "enter_objection": Step(
        deciding.enter_objection,
        forms.ObjectionForm,
        _("The objection is entered; the township answers it."),
        False,
    ),
    "settle_objection": Step(deciding.settle_objection, forms.AnswerForm, _("The objection is answered.")),
    "confirm_head": Step(
        deciding.confirm_head, forms.ConfirmForm, _("She is confirmed. Training and pledge come next.")
    ),
    "record_training": Step(deciding.record_training, forms.TrainingForm, _("The training is entered.")),
    "sign_pledge": Step(deciding.sign_pledge, forms.PledgeForm, _("The pledge is entered.")),
    "begin_term": Step(terms.begin_term, forms.StepForm, _("Her term begins.")),
    "call_off_selection": Step(
        deciding.call_off_selection, forms.CallOffForm, _("The selection is called off."), False
    ),
}


def _events(verb: str) -> list[str]:
    """What the state table may call this step."""
    return [verb, *(event for event, action in ASKS.items() if action == verb)]


def label(verb: str) -> Any:
    """Its button."""
    return next(each.label for each in SELECTION.transitions if each.event == verb)


def open_steps(row: StationHeadSelection, scope: Any) -> list[dict[str, Any]]:
    """Buttons: what the state allows and her post carries, the next step of the line first."""
    allowed = {each.event for each in SELECTION.allowed(row.state)}
    found = []
    for verb, step in STEPS.items():
        asked = bool(gate.ask(scope, verb, Ground(row.unit)))
        if not asked or not allowed & set(_events(verb)) or not _fits(verb, row):
            continue
        found.append({"verb": verb, "label": label(verb), "weighty": step.weighty})
    return sorted(found, key=lambda each: not each["weighty"])


def _fits(verb: str, row: StationHeadSelection) -> bool:
    """What the facts say beside the state: no button leads into a refusal that is known before."""
    if verb == "confirm_head":
        return row.public_until is not None and clock.today() > row.public_until
    if verb == "sign_pledge":
        return row.trained_on is not None
    return verb != "begin_term" or row.pledged_on is not None


def _stages(row: StationHeadSelection) -> list[dict[str, Any]]:
    """The line at the top; an objection stands at the notice, an ended term at its end."""
    at = {"objection": "public_notice"}.get(row.state, row.state)
    place = LINE.index(at) if at in LINE else len(LINE) if row.term_id else 0
    days = {"announced": row.announced_on, "public_notice": row.public_from}
    days |= {"in_term": row.term.starts_on if row.term else None}
    return [
        {
            "label": STATES[state],
            "state": "done" if n < place else "current" if n == place else "todo",
            "day": days.get(state),
        }
        for n, state in enumerate(LINE)
    ]


@require_GET
def selections_page(request: HttpRequest) -> HttpResponse:
    """/network/selections/: what is under way, then terms that end next, then what is over."""
    scope = request.scope
    gate.require(scope, "see_selections")
    rows = StationHeadSelection.objects.visible_to(scope).select_related("unit__parent", "chosen")
    heads = StationHead.objects.visible_to(scope).serving().select_related("unit__parent", "user")
    context = {
        "under_way": first(rows.under_way().order_by("announced_on", "id"), SHOWN),
        "over": first(rows.exclude(ended_at=None).order_by("-ended_at"), SHOWN),
        "heads": first(heads.order_by("ends_on", "id"), SHOWN),
        "today": clock.today(),
    }
    return render(request, "network/selection/list.html", context)


@require_http_methods(["GET", "POST"])
def new_selection_page(request: HttpRequest) -> HttpResponse:
    """/network/selections/new/?unit=<hamlet>: the announcement."""
    unit = chosen_unit(request, "announce_selection")
    if unit.level != Level.HAMLET:
        raise Http404
    form = forms.AnnounceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = organising.announce_selection(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The selection is announced. Now women are put forward."))
            return redirect("selection", made.pk)
    under_way = StationHeadSelection.objects.under_way().filter(unit=unit).first()
    context = {"form": form, "unit": unit, "under_way": under_way}
    return render(request, "network/selection/new.html", context)


def _found(request: HttpRequest, row_id: UUID) -> StationHeadSelection:
    gate.require(request.scope, "see_selections")
    rows = StationHeadSelection.objects.visible_to(request.scope)
    rows = rows.select_related("unit__parent", "chosen__account", "term", "announced_by", "confirmed_by")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def selection_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/selections/<id>/: the line of stages, what comes next, and everything that was entered."""
    row, at = _found(request, row_id), clock.now()
    held = terms.post_of(row.unit, on=clock.today())
    other = row.chosen is not None and held is not None and held.user_id != row.chosen.account_id
    steps = [each for each in open_steps(row, request.scope) if not (other and each["verb"] == "begin_term")]
    may_succeed = bool(gate.ask(request.scope, "succeed_head", Ground(row.unit)))
    context = {
        "row": row,
        "stages": _stages(row),
        "steps": steps,
        "nominees": list(row.nominees.all()),
        "objections": list(row.objections.select_related("answered_by")),
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "follows": held if other and row.state == "confirmed" and row.pledged_on and may_succeed else None,
        "is_public": notice.of(row.pk) is not None,
    }
    record.event(Action.VIEW, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    return render(request, "network/selection/selection.html", context)


@require_http_methods(["GET", "POST"])
def selection_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **_told(verb, form.cleaned_data))
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect("selection", row.pk)
    late = next((said for event in _events(verb)[:1] if (said := SELECTION.refuses(row.state, event))), None)
    context = {"row": row, "form": form, "label": label(verb), "verb": verb, "late": late}
    return render(request, "network/selection/verb.html", context)


def _told(verb: str, said: dict[str, Any]) -> dict[str, Any]:
    if verb == "settle_objection":
        return said | {"objection": UUID(said["objection"])}
    return said


@require_GET
def head_page(request: HttpRequest, head_id: UUID) -> HttpResponse:
    """/network/heads/<id>/: one term with its clock; where the next selection begins and the succession."""
    gate.require(request.scope, "see_sites")
    rows = StationHead.objects.visible_to(request.scope).select_related("unit__parent", "user", "post")
    head, at = get_object_or_404(rows, pk=head_id), clock.now()
    ground = Ground(head.unit)
    under_way = StationHeadSelection.objects.under_way().filter(unit=head.unit).first()
    context = {
        "head": head,
        "faces": [clocks.face(each, at) for each in clocks.shown((terms.SUBJECT, head.pk))],
        "under_way": under_way,
        "came": StationHeadSelection.objects.filter(term=head).first(),
        "conflicts": [Conflict(each).label for each in head.conflicts],
        "may_announce": under_way is None and bool(gate.ask(request.scope, "announce_selection", ground)),
        "may_succeed": head.ended_on is None
        and not succession.has_ended(head.post, clock.today())
        and bool(gate.ask(request.scope, "succeed_head", ground)),
    }
    return render(request, "network/selection/head.html", context)


@login_not_required
@require_GET
def head_notice(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/help/notices/<id>/: the public notice while it runs; afterwards the page does not exist."""
    row = notice.of(row_id)
    if row is None:
        raise Http404
    window = (
        ServiceWindow.objects.exclude(published_since=None).defer("note").filter(pk=row.township_id).first()
    )
    code = Unit.objects.filter(pk=row.township_id).values_list("code", flat=True).first()
    return render(request, "network/selection/notice.html", {"row": row, "window": window, "code": code})
