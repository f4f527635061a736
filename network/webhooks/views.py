"""事件推送: addresses of programs, a new one with its secret shown once, the log of one address, sending again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.notifications.outcomes import Reason
from network.webhooks import verbs
from network.webhooks.forms import WebhookForm
from network.webhooks.models import Webhook

SHOWN = 100
VERBS = {
    "stop": (verbs.stop, _("Nothing is sent there any more.")),
    "resume": (verbs.resume, _("Events are sent again.")),
}


@sensitive_variables("made")
@require_http_methods(["GET", "POST"])
def webhooks_page(request: HttpRequest) -> HttpResponse:
    """/network/webhooks/: the addresses; POST names one and shows its secret this once."""
    gate.require(request.scope, verbs.KEEPS)
    form, made = WebhookForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            made = verbs.listen(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
    rows = Webhook.objects.visible_to(request.scope)[:SHOWN]
    context = {"rows": rows, "form": WebhookForm() if made else form, "made": made}
    return render(request, "network/webhooks/list.html", context)


@require_GET
def webhook_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/webhooks/<id>/: one address and its newest events, without the numbers of matters."""
    gate.require(request.scope, verbs.KEEPS)
    row = get_object_or_404(Webhook.objects.visible_to(request.scope), pk=row_id)
    reasons = dict(Reason.choices)
    events = row.events.visible_to(request.scope).defer("number")[:SHOWN]
    shown = [{"event": each, "reason": reasons.get(each.reason, "")} for each in events]
    return render(request, "network/webhooks/webhook.html", {"row": row, "events": shown})


@require_POST
def webhook_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """/network/webhooks/<id>/<verb>/: stop, resume."""
    gate.require(request.scope, verbs.KEEPS)
    if verb not in VERBS:
        raise Http404
    run, done = VERBS[verb]
    try:
        run(row_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("webhooks" if refusal.code == "gone" else "webhook", *_args(refusal, row_id))
    messages.success(request, done)
    return redirect("webhook", row_id)


def _args(refusal: Refusal, row_id: UUID) -> list[UUID]:
    return [] if refusal.code == "gone" else [row_id]


@require_POST
def send_again(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """/network/webhooks/events/<id>/again/."""
    gate.require(request.scope, verbs.KEEPS)
    try:
        webhook = verbs.send_again(event_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("webhooks")
    messages.success(request, _("The event is sent again shortly."))
    return redirect("webhook", webhook)
