"""请假与代班: her own leaves, those that wait for her decision, and for whom she stands in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.leave import verbs
from network.staff.leaves import Leave
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 50


class LeaveForm(forms.Form):
    """From when to when, and who stands in."""

    starts_on = forms.DateField(
        label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    substitute = forms.ModelChoiceField(
        User.objects.none(), label=_("Who stands in"), empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = User.objects.filter(pk__in=[user.pk for user in people])


def _somebody(request: HttpRequest) -> User:
    """Whose leave is entered: her own, or that of somebody she looks after."""
    asked = request.GET.get("person", "")
    if not asked or asked == str(request.user.pk):
        return User.objects.get(pk=request.user.pk)
    person = User.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    if person is None or not verbs.may_decide(request.user, person):
        raise Http404
    return person


@require_http_methods(["GET", "POST"])
def leaves(request: HttpRequest) -> HttpResponse:
    """/network/leave/: enter a leave, see one's own, decide what waits."""
    gate.require(request.scope, "read_inbox")
    person, today = _somebody(request), clock.today()
    people = verbs.substitutes(person)
    form = LeaveForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask_leave(person, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The leave waits for the leader's decision."))
            return redirect("leaves")
    rows = Leave.objects.select_related("user", "substitute", "unit", "decided_by")
    hers = rows.filter(Q(user=request.user) | Q(substitute=request.user, granted=True))
    open_ones = rows.filter(granted=None, ends_on__gte=today)
    lasting = rows.filter(granted=True, ends_on__gte=today).exclude(ended_on__lt=today)
    context = {
        "form": form,
        "person": person,
        "people": people,
        "rows": first(hers, SHOWN),
        "waiting": first([row for row in open_ones if verbs.may_decide(request.user, row.user)], SHOWN),
        "lasting": first([row for row in lasting if _may_end(request.user, row)], SHOWN),
        "today": today,
    }
    return render(request, "network/leave/leaves.html", context)


def _may_end(user: User, leave: Leave) -> bool:
    return leave.user_id == user.pk or verbs.may_decide(user, leave.user)


@require_POST
def leave_verb(request: HttpRequest, leave_id: UUID, verb: str) -> HttpResponse:
    """Approve, refuse (or drop one's own), end early."""
    gate.require(request.scope, "read_inbox")
    leave = get_object_or_404(Leave.objects.select_related("user"), pk=leave_id)
    mine = request.user.pk in (leave.user_id, leave.proposed_by_id)
    if verb not in ("grant", "refuse", "end") or not (mine or verbs.may_decide(request.user, leave.user)):
        raise Http404
    try:
        if verb == "end":
            verbs.end_leave(leave, by=request.user)
        else:
            verbs.decide_leave(leave, grant=verb == "grant", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("leaves")
