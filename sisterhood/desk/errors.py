"""What a person reads when something is refused or breaks: what happened and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.access.gate import Refusal


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from another site."""
    return render(request, "403_form.html", status=403)


class RefusalPages:
    """A Refusal that reaches the door becomes a page with its sentence, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; everything else goes on to the 500 page."""
        if isinstance(exception, Refusal):
            return render(request, "403.html", {"sentence": str(exception)}, status=403)
        return None
