"""没有提交的内容: what was kept and does not stand in its form by itself; she sends it or throws it away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sisterhood.desk import kept as words


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """/kept/: her own words, to send as the button she had pressed would have."""
    return render(request, "desk/kept.html", {"words": words.of(request), "hours": words.HOURS})


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Thrown away at once."""
    found = words.of(request)
    response = redirect(found.page if found else "desk")
    words.forget(request, response)
    return response
