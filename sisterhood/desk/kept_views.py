"""没有提交的内容: everything that was kept, to read; it is sent from its own form alone, or thrown away here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sisterhood.desk import kept as words


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """/kept/: her own words, and the way back to the form they stood in. Nothing is sent from here."""
    found = words.of(request)
    rows = words.told(found, request.user) if found else []  # type: ignore[arg-type]  # signed in
    back = found.page if found and found.has_page and words.SHUT not in request.GET else ""
    return render(request, "desk/kept.html", {"rows": rows, "back": back, "hours": words.HOURS})


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Thrown away at once."""
    found = words.of(request)
    response = redirect(found.page if found and found.has_page else "desk")
    words.forget(request, response)
    return response
