"""快捷键: which keys do something, and the switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.staff.shortcuts import switch_shortcuts


@require_http_methods(["GET", "POST"])
def shortcuts(request: HttpRequest) -> HttpResponse:
    """/shortcuts/: the list; a POST switches her keys on (`on=yes`) or off."""
    if request.method == "POST":
        switch_shortcuts(on=request.POST.get("on") == "yes", by=request.user)
        messages.success(request, _("Your choice is saved."))
        return redirect("shortcuts")
    return render(request, "desk/shortcuts.html")
