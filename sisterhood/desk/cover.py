"""遮屏: a covered session shows nothing until its person says go on; after five minutes that takes her password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from network.staff import sessions
from sisterhood.desk import kept, wrong_passwords
from sisterhood.lib import clock

BACK = "covered_from"
FREE = ("/cover/", "/sign-out/", "/static/", "/i18n/", "/text-size/", "/healthz")


def is_covered(request: HttpRequest) -> bool:
    """Whether this session is covered and asks for something that could show content."""
    if request.path.startswith(FREE):
        return False
    return sessions.covered_since(request.session["mark"]) is not None


def place_before(request: HttpRequest) -> str:
    """Where she came from, as far as it is our own page."""
    target = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and "/cover/" not in target else "/"


def _told(request: HttpRequest, wrong: str) -> HttpResponse | None:
    """For the cover that lies on a page (`cover.js`): the page under it, and what is typed there, stays."""
    if "application/json" not in request.headers.get("Accept", ""):
        return None
    return JsonResponse({"lifted": not wrong, "wrong": str(wrong)})


@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """GET covers the session; POST lifts the cover, with the password after COVER_SECONDS, five tries at most."""
    mark, wrong = request.session["mark"], ""
    since = sessions.covered_since(mark)
    if since is None:
        if request.method == "POST":
            return _told(request, "") or redirect("/")
        since = sessions.cover(mark, at=clock.now())
        request.session[BACK] = place_before(request)
    locked = (clock.now() - since).total_seconds() > settings.COVER_SECONDS
    if request.method == "POST":
        wrong = wrong_passwords.refusal(request, request.POST.get("password", "")) if locked else ""
        if not wrong:
            sessions.uncover(mark, since=since)
            back = request.session.pop(BACK, "/")
            words = kept.of(request)
            return _told(request, "") or redirect(words.page if words else back)
        if not request.user.is_authenticated:
            return redirect(settings.LOGIN_URL)
        return _told(request, wrong) or render(request, "desk/cover.html", {"locked": locked, "wrong": wrong})
    return render(request, "desk/cover.html", {"locked": locked, "wrong": wrong})
