"""提醒方式: how she wants to be told, besides the inbox."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.access import gate
from network.notifications import channels, choices, push_keys
from network.notifications.forms import MessageSettingsForm
from network.notifications.outcomes import Channel
from network.notifications.subscriptions import is_told


@require_http_methods(["GET", "POST"])
def message_settings(request: HttpRequest) -> HttpResponse:
    """/network/notifications/settings/: her own switches; ways the house lacks keep what she chose."""
    gate.require(request.scope, "read_inbox")
    chosen = choices.of(request.user)
    facts = {name: getattr(chosen, name) for name in ("email", "by_email", "by_webhook")}
    form = MessageSettingsForm(
        request.POST if request.method == "POST" else None, initial=facts, ready=channels.ready()
    )
    if request.method == "POST" and form.is_valid():
        choices.choose(**(facts | form.cleaned_data), by=request.user)
        messages.success(request, _("Your choice is saved."))
        return redirect("message_settings")
    context = {"form": form, "push": _push(request) if Channel.PUSH.value in channels.ready() else None}
    return render(request, "network/notifications/settings.html", context)


def _push(request: HttpRequest) -> dict[str, Any]:
    """The public key her browser is given, and whether she is told by this one."""
    keys = push_keys.public()
    try:
        mark = UUID(request.COOKIES.get("device", ""))
    except ValueError:
        mark = None
    is_on = mark is not None and is_told(mark, request.user.pk)
    return {"key": keys.signs if keys else "", "is_on": is_on}
