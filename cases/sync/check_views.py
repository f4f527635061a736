"""待核对: what came from phones and needs a person's eye, and the decision about one of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile.models import Case
from cases.petitions.phone_forms import PhoneAccuser, PhoneWhat, PhoneWho
from cases.petitions.states import STATES
from cases.sync import checks, entries
from cases.sync.forms import ACCEPT, DecideForm
from cases.sync.models import PhoneCheck
from cases.sync.states import CheckState, Task
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

SHOWN = 60
_LABELS = {
    name: field.label
    for form in (PhoneWhat, PhoneWho, PhoneAccuser)
    for name, field in form.base_fields.items()
}


def _looks(scope: Scope) -> None:
    if not (scope.may("decide_check") or scope.may("read_accusation")):
        raise Refusal("role", _("Your post does not include this step."))


def _row(row: PhoneCheck) -> dict[str, Any]:
    """What the list and the page show of an entry: number, step, who and when; never a word of the story."""
    subject = row.case or row.accusation
    return {
        "row": row,
        "number": subject.number if subject else row.unit.short_name,
        "task": dict(Task.choices).get(row.task, "") or getattr(entries.of(row), "label", ""),
        "stage": STATES.get(row.case.stage, "") if row.case else "",
        "lacking": [_LABELS.get(name, name) for name in row.lacking],
    }


def _seen(scope: Scope) -> Any:
    rows = PhoneCheck.objects.visible_to(scope)
    return rows.select_related("case", "accusation", "author", "unit", "decided_by")


def _told_form(row: PhoneCheck, scope: Scope, posted: Any) -> Form | None:
    """What she told of something that is no matter, to be completed by whoever takes it over; None when decided."""
    entry = entries.of(row)
    if entry is None or row.state != CheckState.WAITING or checks.may_decide(row, scope) is not None:
        return None
    return entry.form(row, entries.told_of(row, scope), posted)


def _say(refusal: Refusal, form: Form, told_form: Form | None) -> None:
    if told_form is not None and refusal.code in told_form.fields:
        told_form.add_error(refusal.code, str(refusal))
    else:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))


@require_GET
def checks_page(request: HttpRequest) -> HttpResponse:
    """/cases/checks/: what waits, the oldest first, and what was decided lately."""
    _looks(request.scope)
    rows = _seen(request.scope)
    waiting = list(rows.waiting().order_by("entered_at", "id")[:SHOWN])
    decided = list(rows.exclude(state=CheckState.WAITING).order_by("-decided_at", "-id")[:10])
    record.events(
        Action.LIST, by=request.user, kind="case", ids=[r.case_id for r in [*waiting, *decided] if r.case_id]
    )
    context = {"waiting": [_row(row) for row in waiting], "decided": [_row(row) for row in decided]}
    return render(request, "cases/sync/checks.html", context)


def _note(row: PhoneCheck, request: HttpRequest) -> str:
    """What she wrote, for whoever reads the matter; reading it is logged."""
    note = checks.note_of(row, request.scope)
    if note:
        told = {"phone_check": str(row.pk)}
        record.event(Action.REVEAL, by=request.user, subject=("case", row.case_id), detail=told)
    return note


@require_http_methods(["GET", "POST"])
def check_page(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """/cases/checks/<id>/: one entry, and what is to become of it."""
    scope = request.scope
    row = get_object_or_404(_seen(scope), pk=check_id)
    posted = request.POST if request.method == "POST" else None
    form = DecideForm(posted, kind=row.kind)
    told_form = _told_form(row, scope, posted if request.POST.get("decision") == ACCEPT else None)
    accepts = form.is_bound and form.is_valid() and form.cleaned_data["decision"] == ACCEPT
    is_whole = told_form is None or not accepts or told_form.is_valid()
    if form.is_bound and form.is_valid() and is_whole:
        told = form.cleaned_data
        try:
            if accepts:
                completed = told_form.cleaned_data if told_form is not None else None
                checks.accept_check(row.pk, by=request.user, completed=completed)
            else:
                checks.set_check_aside(row.pk, reason=told["reason"], by=request.user)
        except Refusal as refusal:
            if refusal.code == "gone":
                raise Http404 from None
            _say(refusal, form, told_form)
        except IllegalTransition as illegal:
            form.add_error(None, str(illegal))
        else:
            messages.success(request, _("It is decided."))
            return redirect("phone_checks")
    at = clock.now()
    refusal = checks.may_decide(row, scope) if row.state == CheckState.WAITING else None
    opens = row.case is not None and Case.objects.openable_by(scope).filter(pk=row.case_id).exists()
    context = _row(row) | {
        "note": _note(row, request),
        "has_note": row.has_words,
        "opens": opens,
        "faces": [clocks.face(each, at) for each in clocks.shown(row.subject)],
        "form": form,
        "told_form": told_form,
        "waits": row.state == CheckState.WAITING,
        "refusal": refusal,
    }
    return render(request, "cases/sync/check.html", context)
