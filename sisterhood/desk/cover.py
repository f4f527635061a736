"""遮屏: a covered session shows nothing until its person says go on; after five minutes that takes her password."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sisterhood.lib import clock

TRIES = 5
SINCE, BACK, WRONG = "covered_at", "covered_from", "cover_tries"
FREE = ("/cover/", "/sign-out/", "/static/", "/i18n/", "/text-size/", "/healthz")


def is_covered(request: HttpRequest) -> bool:
    """Whether this session is covered and asks for something that could show content."""
    return SINCE in request.session and not request.path.startswith(FREE)


def _now() -> float:
    return clock.now().timestamp()


def _needs_password(request: HttpRequest) -> bool:
    return _now() - request.session[SINCE] > settings.COVER_SECONDS


def place_before(request: HttpRequest) -> str:
    """Where she came from, as far as it is our own page."""
    target = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and "/cover/" not in target else "/"


@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """GET covers the session; POST lifts the cover, with the password after COVER_SECONDS, five tries at most."""
    session = request.session
    if SINCE not in session:
        if request.method == "POST":
            return redirect("/")
        session[SINCE], session[BACK], session[WRONG] = _now(), place_before(request), 0
    locked, wrong = _needs_password(request), ""
    if request.method == "POST":
        if not locked or request.user.check_password(request.POST.get("password", "")):
            back = session[BACK]
            for name in (SINCE, BACK, WRONG):
                session.pop(name, None)
            return redirect(back)
        session[WRONG] += 1
        if session[WRONG] >= TRIES:
            logout(request)
            return redirect(settings.LOGIN_URL)
        wrong = _("The password is not right.")
    return render(request, "desk/cover.html", {"locked": locked, "wrong": wrong})
