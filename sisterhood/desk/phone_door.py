"""In front of the addresses of a phone's queue: a lost phone is sent away, and nothing is answered with a page.

A queue cannot follow a redirect to the sign-in page or read one of our error pages. Whatever stands further in (sign-in,
cover, size of a body, forgery) keeps deciding; here its answer is put into the queue's words.
"""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError

from network.devices.verbs import is_revoked

_WHY = {400: "unreadable", 403: "csrf", 404: "unknown", 405: "unreadable", 413: "size"}
_PIECE = 64 * 1024
# The number of the phone and the session lie in cookies: whoever signs in afterwards comes with a new phone.
EVERYTHING = '"cache", "cookies", "storage"'


class PhoneDoor:
    """401 for whoever must sign in (or lift the cover) first, 401 `revoked` for a lost phone, JSON for everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if not request.path_info.startswith(settings.PHONE_QUEUE):
            return self.get_response(request)
        if _is_lost(request):
            answer = _said(401, "revoked")
            answer["Clear-Site-Data"] = EVERYTHING
        elif _length(request) > settings.LARGEST_OUTBOX_BODY:
            answer = _said(413, "size")
        elif not _is_whole(request):
            return _said(409, "busy")
        else:
            return _as_told(self.get_response(request))
        _discard(request)
        return answer


def _is_lost(request: HttpRequest) -> bool:
    try:
        mark = UUID(request.headers.get("X-Device", ""))
    except ValueError:
        return False
    return is_revoked(mark)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_whole(request: HttpRequest) -> bool:
    """Whether all of the body came; a line that is cut in the middle is no error of ours."""
    try:
        return request.method != "POST" or request.body is not None
    except UnreadablePostError:
        return False


def _said(status: int, why: str) -> JsonResponse:
    answer = JsonResponse({"why": why}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _as_told(response: HttpResponse) -> HttpResponse:
    if response.get("Content-Type", "").startswith("application/json"):
        return response
    if response.status_code in (301, 302):
        return _said(401, "login")
    why = _WHY.get(response.status_code)
    return _said(response.status_code, why) if why else response


def _discard(request: HttpRequest) -> None:
    """Take the body off the line, or no answer is read; one that is far too large stays unread."""
    if _length(request) <= settings.LARGEST_DISCARDED:
        while request.read(_PIECE):
            pass
