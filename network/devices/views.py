"""手机: whose phones are there, when each was last heard of and what waits on it; a lost one is taken out of use."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.devices import telling, verbs
from network.devices.forms import RevokeForm
from network.devices.labels import label_of, mark_of
from network.devices.models import Device
from network.devices.reasons import WIPED, WhyRevoked
from network.notifications.subscriptions import Browser
from sisterhood.lib import clock

SHOWN = 200


def _row(device: Device, at: datetime, days: int) -> dict[str, Any]:
    return {
        "device": device,
        "silent": device.is_silent(at, days),
        "why": dict(WhyRevoked.choices).get(device.why, ""),
    }


@require_GET
def devices_page(request: HttpRequest) -> HttpResponse:
    """/network/devices/: those that are quiet or hold reports first, then the others, then those out of use."""
    at, days = clock.now(), calculator.length_of(verbs.SILENT)
    seen = Device.objects.visible_to(request.scope).select_related("user", "unit__parent")
    found = [_row(each, at, days) for each in seen.order_by("-seen_at", "-id")[:SHOWN]]
    found.sort(
        key=lambda row: (row["device"].revoked_at is not None, not row["silent"], not row["device"].unsent)
    )
    context = {"rows": found, "looks_after": verbs.sees_devices(request.scope), "most": SHOWN}
    return render(request, "network/devices/list.html", context)


@require_http_methods(["GET", "POST"])
def device_page(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """/network/devices/<id>/: one phone, and 挂失 for its person and whoever leads her."""
    seen = Device.objects.visible_to(request.scope).select_related("user", "unit__parent", "revoked_by")
    row, at = get_object_or_404(seen, pk=device_id), clock.now()
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            verbs.revoke_device(row.pk, why=form.cleaned_data["why"], by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The phone is out of use for her."))
            return redirect("device", row.pk)
    context = _row(row, at, calculator.length_of(verbs.SILENT)) | {
        "form": form,
        "is_wiped": row.why in WIPED,
        "faces": [
            clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk)) if each.is_late(at)
        ],
        "may_revoke": row.revoked_at is None and verbs.may_revoke(row, request.scope),
    }
    return render(request, "network/devices/device.html", context)


@require_POST
def tell_here(request: HttpRequest) -> HttpResponse:
    """POST /network/notifications/here/: the switch of this phone or computer, with what its browser says; back to her choices."""
    mark = mark_of(request.COOKIES.get("device", ""))
    if not request.POST.get("on"):
        if mark is not None:
            telling.tell_here_no_more(mark, by=request.user)
        messages.success(request, _("You are not told on this device any more."))
        return redirect("message_settings")
    if mark is None:
        messages.error(request, _("This browser keeps no cookies, so the house would not know it again."))
        return redirect("message_settings")
    agent = request.headers.get("User-Agent", "")
    heard = verbs.Heard(mark, label_of(agent), session=request.session.get("mark", ""), keeps_queue=False)
    browser = Browser(*(request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")))
    try:
        telling.tell_here(heard, browser, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You are told on this device from now on."))
    return redirect("message_settings")
