"""In front of `/api/`: nothing there is answered with a page, and a word of a token is looked at before anything else is.

The outer door puts whatever stands further in (sign-in, cover, size, forgery, a fault) into problem+json. The inner one
makes the person behind a token the asker of this one request; sessions, seats and cookies never hear of her.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from network.endpoints import pace
from network.endpoints.problem import SENTENCES, TYPE, Problem, page
from network.sites import counting
from network.tokens import bearer, words
from sisterhood.lib import clock

ROOT = "/api/"
Answer = Callable[[HttpRequest], HttpResponse]
_PIECE = 64 * 1024


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class ProgramDoor:
    """Every answer below `/api/` is JSON: a redirect to the door is 401, a page of ours the problem of its status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request; a body that is too large is taken off the line unread."""
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        length = _length(request)
        if length > settings.LARGEST_PROGRAM_BODY:
            while length <= settings.LARGEST_DISCARDED and request.read(_PIECE):
                pass
            return page(Problem(413))
        try:
            _ = request.body
        except UnreadablePostError:
            return page(Problem(400))
        response = self.get_response(request)
        if response.status_code in (301, 302):
            inside = urlsplit(response["Location"]).path.startswith(ROOT)  # a slash is missing
            return page(Problem(404 if inside else 401))
        if response.status_code < 400 or response.get("Content-Type") == TYPE:
            return response
        status = response.status_code if response.status_code in SENTENCES else 400
        told = page(Problem(status))
        for name in ("Allow", "Retry-After"):
            if name in response:
                told[name] = response[name]
        return told


class TokenDoor:
    """`Authorization: Bearer …` counts in place of a session, or is refused; nobody else's session is asked then."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request. What it leaves behind is as if nobody had been signed in."""
        said = request.headers.get("Authorization", "")
        if not said or not request.path_info.startswith(ROOT):
            return self.get_response(request)
        address, before = counting.caller(request.META), request.user
        found = bearer.bearer_of(words.word_of(said), address=address, at=clock.now())
        if found is None:
            wait = pace.take_address(address)
            return page(Problem(401) if wait is None else Problem(429, wait=wait))
        request.user, request.bearer = found.user, found  # type: ignore[attr-defined]  # ours, for this request
        try:
            return self.get_response(request)
        finally:
            request.user = before if before.is_anonymous else AnonymousUser()
