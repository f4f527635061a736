"""服务窗口: the page on which a federation keeps what it publishes about itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.sites import windows
from network.sites.forms import WindowForm
from network.sites.models import ServiceWindow


@require_http_methods(["GET", "POST"])
def window_page(request: HttpRequest) -> HttpResponse:
    """/network/window/: the window of her own unit."""
    gate.require(request.scope, "keep_window")
    unit = windows.kept_by(request.scope)
    assert unit is not None, "the gate has found a post"
    window = ServiceWindow.objects.filter(pk=unit.pk).first()
    form = WindowForm(request.POST or None, window=window)
    if request.method == "POST" and form.is_valid():
        try:
            windows.keep_window(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The window is saved."))
            return redirect("window")
    return render(request, "network/sites/window.html", {"form": form, "unit": unit, "window": window})
