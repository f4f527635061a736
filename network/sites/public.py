"""求助指引: what everybody reads without an account. No cookie, no script needed, nothing of a person."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from network.sites import notices
from network.sites.models import ServiceWindow
from network.sites.numbers import FIRST, NUMBERS
from network.sites.places import Site
from network.units.models import Level, Unit, UnitQuerySet
from sisterhood.lib import clock

_COOKIES = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "text_size", "flowers"}
MOST_PLACES = 200
_SHOWN = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)


def _federations() -> UnitQuerySet:
    return Unit.objects.current().filter(level__in=_SHOWN, is_quasi=False)


@login_not_required
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """/help/: whom to call, where to go, how to write."""
    return render(request, "network/sites/help.html", {"first": FIRST, "numbers": NUMBERS})


@login_not_required
@require_GET
def units_page(request: HttpRequest) -> HttpResponse:
    """/help/units/: the city and its counties."""
    units = _federations().filter(level__in=(Level.CITY, Level.COUNTY)).order_by("level", "code")
    return render(request, "network/sites/units.html", {"units": units})


@login_not_required
@require_GET
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """/help/units/<code>/: one federation's window, and the windows below it (信访工作条例 art. 18(1))."""
    unit = _federations().filter(code=code).order_by("level").first()
    if unit is None:
        raise Http404
    published = ServiceWindow.objects.exclude(published_since=None).defer("note")
    below = published.filter(unit__parent=unit, unit__valid_to=None).select_related("unit")
    context = {
        "unit": unit,
        "window": published.filter(pk=unit.pk).first(),
        "below": below.order_by("unit__code"),
        "above": unit.parent if unit.level > Level.CITY else None,
        "notices": notices.of(unit, on=clock.today()),
        "places": _places(unit),
    }
    return render(request, "network/sites/unit.html", context)


def _places(unit: Unit) -> list[Site]:
    """Published places of the unit; of a township those of its villages and hamlets too."""
    near = Unit.objects.below(unit) if unit.level == Level.TOWNSHIP else Unit.objects.filter(pk=unit.pk)
    sites = Site.objects.published().filter(unit__in=near.values("pk")).prefetch_related("functions")
    return list(sites.order_by("unit__code", "name")[:MOST_PLACES])


@login_not_required
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """快速离开: on to a harmless site; the browser is asked to drop the copies it keeps of our pages.

    Our cookies go too, unless somebody is signed in: her other pages send forms with one of them.
    """
    response = HttpResponseRedirect(settings.EXIT_URL)
    response["Clear-Site-Data"] = '"cache"'
    response["Referrer-Policy"] = "no-referrer"
    if not request.user.is_authenticated:
        for name in _COOKIES & request.COOKIES.keys():
            response.delete_cookie(name, samesite="Lax")
    return response
