"""What a person reads when something is refused or breaks: what happened and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from network.access.gate import Refusal
from sisterhood.desk import kept, seats


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from another site. From a page of ours, her words come back."""
    refused = render(request, "403_form.html", status=403)
    if request.user.is_authenticated and kept.needs_account(request.path):
        her, back = seats.whose(request), redirect(kept.page_before(request))
        # Somebody else's page: kept for that person, and this one learns nothing of it.
        answer = back if her == request.user else refused
        if kept.keep(request, answer, by=her):
            return answer
    return refused


def _above(path: str) -> str:
    """The nearest address above this one that exists: of an act in a matter, the matter."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


class RefusalPages:
    """A Refusal that reaches the door becomes a page with its sentence, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request. An address that only takes forms, opened by hand, gets a page with a way back."""
        response = self.get_response(request)
        if response.status_code == 405 and request.method in ("GET", "HEAD") and not response.content:
            allowed = response["Allow"]
            response = render(request, "405.html", {"above": _above(request.path)}, status=405)
            response["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; everything else goes on to the 500 page."""
        if isinstance(exception, Refusal):
            match = request.resolver_match
            shut = match.kwargs.get("case_id") if match and exception.code == "shut" else None
            context = {"sentence": str(exception), "shut": shut}
            if not kept.is_form(request) or not request.user.is_authenticated:
                return render(request, "403.html", context, status=403)
            with_words = render(request, "403.html", context | {"kept": kept.HOURS}, status=403)
            if kept.keep(request, with_words, by=request.user):
                return with_words
            return render(request, "403.html", context, status=403)
        return None
