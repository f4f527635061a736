"""重置密码: by the leader at once; for guarded accounts asked here, agreed to by a second administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.resets import verbs
from network.resets.models import PasswordReset
from network.staff import accounts
from network.staff.views import find_person
from sisterhood.lib.first import first

SHOWN = 50


@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """/network/staff/<id>/reset-password/: a leader sees the password once; an administrator asks a second one."""
    found = find_person(request.scope, pk)
    asks = accounts.may_ask_reset(request.scope, found)
    if not asks and not accounts.may_look_after(request.scope, found):
        raise Refusal(
            "not_yours", _("Only the leader of her unit or of the unit above can reset this password.")
        )
    if request.method == "GET":
        return render(request, "network/staff/reset_password.html", {"person": found, "asks": asks})
    if not asks:
        opened = verbs.reset_password(found, by=request.user)
        return render(request, "network/staff/one_time_password.html", {"opened": opened})
    try:
        verbs.ask_reset(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The new password waits for the security administrator."))
    return redirect("password_resets")


@require_GET
def password_resets(request: HttpRequest) -> HttpResponse:
    """/network/resets/: what waits, what may be fetched, what was."""
    gate.require(request.scope, "see_resets")
    rows = first(PasswordReset.objects.select_related("person", "proposed_by", "decided_by"), SHOWN)
    context = {
        "rows": rows.each(lambda row: (row, verbs.is_ready(row) and row.proposed_by_id == request.user.pk)),
        "may_confirm": request.scope.may("confirm_reset"),
        "me": request.user.pk,
    }
    return render(request, "network/resets/list.html", context)


@require_POST
def password_reset_verb(request: HttpRequest, reset_id: UUID, verb: str) -> HttpResponse:
    """Agree, refuse (or drop one's own), fetch the password."""
    gate.require(request.scope, "see_resets")
    reset = get_object_or_404(PasswordReset, pk=reset_id)
    if verb not in ("grant", "refuse", "fetch"):
        raise Http404
    try:
        if verb == "fetch":
            opened = verbs.fetch_password(reset, by=request.user)
            return render(request, "network/staff/one_time_password.html", {"opened": opened})
        verbs.decide_reset(reset, grant=verb == "grant", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("password_resets")
