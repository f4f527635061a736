"""Guards in front of every page: bodies too large, text the database cannot hold, sessions that lasted long enough."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from network.staff import sessions
from sisterhood.desk import kept, seats
from sisterhood.desk.cover import is_covered
from sisterhood.lib.text import has_nul_or_surrogate

Answer = Callable[[HttpRequest], HttpResponse]
_PIECE = 64 * 1024


class PlainTextGuard:
    """Refuses NUL characters and lone surrogates in addresses and forms with a 400 page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request. Another charset than UTF-8 is refused before anything reads the form in it."""
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            return HttpResponse("400", status=400, content_type="text/plain; charset=utf-8")
        parts = [request.path_info, *request.GET, *(v for vs in request.GET.lists() for v in vs[1])]
        if any(has_nul_or_surrogate(part) for part in parts):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Form values, read only once the view is known."""
        if request.method == "POST":
            values = [*request.POST, *(v for vs in request.POST.lists() for v in vs[1])]
            if any(has_nul_or_surrogate(value) for value in values):
                return render(request, "400.html", status=400)
        return None


class BodyLimit:
    """Answers 413 to what is larger than its page may take, before a byte of it is kept.

    It stands where it is known who asks; nothing outside it reads a body. Whoever is not signed in has no more
    room on a page of staff than on a public one; there she is sent to sign in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        length = _length(request)
        if length <= settings.LARGEST_PUBLIC_BODY:
            return self.get_response(request)
        is_public = _is_public(request.path_info)
        knows_her = request.user.is_authenticated or seats.last(request) is not None
        if knows_her and not is_public and length <= settings.LARGEST_BODY:
            return self.get_response(request)
        _discard(request, length)
        if not is_public and not knows_her:
            return redirect(settings.LOGIN_URL)
        response = render(request, "413.html", {"is_public": is_public}, status=413)
        response["Cache-Control"] = "no-store"
        return response


def _length(request: HttpRequest) -> int:
    """What the request says it carries; as many bytes are read of it and no more."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_public(path: str) -> bool:
    """Pages that need no account; an address that does not exist is one, too."""
    try:
        view = resolve(path).func
    except Resolver404:
        return True
    return not getattr(view, "login_required", True)


def _discard(request: HttpRequest, length: int) -> None:
    """Take the body off the line in pieces; one that is far too large stays unread, and the line is cut."""
    request.read(0)  # from here on nothing parses it
    if length <= settings.LARGEST_DISCARDED:
        while request.read(_PIECE):
            pass


class ChineseFirst:
    """The interface is Chinese until somebody chooses English, whatever her browser was installed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only the cookie of the language switch is asked."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.get_response(request)


class SessionLimits:
    """Ends a session that idled too long or is too old, keeps a covered one covered, and marks every signed-in answer no-store.

    Desktop 30 minutes idle and 12 hours in all; phone 15 minutes and 7 days.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if request.user.is_authenticated:
            now = int(time.time())
            device = "phone" if request.session.get("device") == "phone" else "desktop"
            started = request.session.setdefault("started", now)
            request.session.setdefault("mark", sessions.mark(request.session.session_key))
            seen = request.session.get("seen", now)
            idle = now - seen > settings.SESSION_IDLE_SECONDS[device]
            if idle or now - started > settings.SESSION_ABSOLUTE_SECONDS[device]:
                return _ended(request)
            by_itself = request.path == "/m/ping"  # a phone asks without anybody touching it
            if (now - seen > 20 and not by_itself) or "seen" not in request.session:
                request.session["seen"] = now
            refusal = self._password_first(request)
            if refusal:
                return refusal
            if is_covered(request):
                answer = _to_the_cover()
                kept.keep(request, answer, by=seats.whose(request))
                return answer
        response = self.get_response(request)
        if request.method == "GET" and request.user.is_authenticated and _covered_meanwhile(request):
            response.close()
            return _to_the_cover()
        if request.user.is_authenticated or "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        if request.method == "GET" and request.user.is_authenticated:
            seats.take(request, response, request.user)
        return response

    @staticmethod
    def _password_first(request: HttpRequest) -> HttpResponse | None:
        free = ("/password/", "/sign-out/", "/static/", "/i18n/", "/text-size/")
        if request.user.must_change_password and not request.path.startswith(free):
            return redirect("password_change")
        return None


def _ended(request: HttpRequest) -> HttpResponse:
    answer = kept.to_the_door(request)
    logout(request)
    answer["Cache-Control"] = "no-store"
    return answer


class PutBack:
    """What was typed while a door was closed is kept, and stands in its form again once she is in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if not request.user.is_authenticated:
            if kept.may_wait(request) and not _is_public(request.path_info):
                return kept.to_the_door(request)
            return self.get_response(request)
        taken = kept.taken_along(request) if kept.is_form(request) else None
        her = seats.whose(request) if taken is not None else None
        response = self.get_response(request)
        if taken is not None and her is not None and request.user.is_authenticated:
            kept.carry(request, taken, response, by=her)
        elif request.method == "POST":
            return _after_sending(request, response)
        if kept.COOKIE in request.COOKIES and request.method == "GET" and not response.streaming:
            return kept.put_back(request, response)
        return response


def _after_sending(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    waits = kept.COOKIE in request.COOKIES and kept.COOKIE not in response.cookies
    words = kept.of(request) if waits and response.status_code < 400 else None
    if words is None or words.action != request.get_full_path():
        return response
    if not kept.put_on(request, response, words):
        kept.forget(request, response)
    return response


def _covered_meanwhile(request: HttpRequest) -> bool:
    return "mark" in request.session and is_covered(request)


def _to_the_cover() -> HttpResponse:
    response = redirect("cover")
    response["Cache-Control"] = "no-store"
    return response
