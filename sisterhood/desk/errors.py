"""What a person reads when something is refused or breaks: what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from another site."""
    return render(request, "403_form.html", status=403)
