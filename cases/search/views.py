"""搜索: one page for everything; the same address answers the palette of the frame.

The words come by POST and stand in no address, log or history (decision 186).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.search import verbs
from cases.search.asked import read
from cases.search.forms import SearchForm
from cases.search.verbs import Found
from network.access.gate import Refusal

FEW = 5  # of each group in a palette


@require_http_methods(["GET", "POST"])
def search_page(request: HttpRequest) -> HttpResponse:
    """/search/: the empty line, or what it found. A program that asks for JSON is told what a palette shows."""
    is_quick = "application/json" in request.headers.get("Accept", "")
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        asked = read(form.cleaned_data["find"])
        context["asked"] = asked
        try:
            context["found"] = verbs.search(asked, by=request.user, people=not is_quick)
        except Refusal as refusal:
            context["refusal"] = str(refusal)
    if is_quick:
        return JsonResponse(_short(context), json_dumps_params={"ensure_ascii": False})
    return render(request, "cases/search/page.html", context)


def _short(context: dict[str, Any]) -> dict[str, Any]:
    """The first few of each group, and a sentence where there is one."""
    found: Found = context.get("found", Found(()))
    return {
        "said": context.get("refusal", ""),
        "hits": [
            {"group": str(group.label), "url": hit.url, "title": str(hit.title), "note": str(hit.note)}
            for group in found.groups
            for hit in group.hits[:FEW]
        ],
    }
