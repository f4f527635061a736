"""驾驶舱: /leader/?unit=<id>&period=<code>&night=<0|1>. Figures alone: no name, no matter, nothing to audit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.cockpit import area, page
from cases.cockpit.board import Board
from cases.cockpit.periods import period
from network.access import gate
from sisterhood.lib import clock

NIGHT = "night"
REFRESH_SECONDS = 300  # a wall screen asks again this often


def _at_night(request: HttpRequest) -> bool:
    asked = request.GET.get(NIGHT)
    return asked == "1" if asked in ("0", "1") else request.COOKIES.get(NIGHT) == "1"


@require_GET
def cockpit_page(request: HttpRequest) -> HttpResponse:
    """The page of her own unit, or of one below it; for a wall screen without her name when it is asked at night."""
    scope, night = request.scope, _at_night(request)
    gate.require(scope, area.ACTION)
    unit = area.chosen(scope, request.GET.get("unit", ""))
    if unit is None:
        raise Http404
    at = clock.now()
    board = Board(
        unit, period(request.GET.get("period", ""), clock.local_date(at)), at, clock.local_date(at), scope
    )
    query = {} if board.period.code == "month" else {"period": board.period.code}
    context = page.shown(board, scope, query=query) | {"night": night}
    response = render(request, "cases/cockpit/night.html" if night else "cases/cockpit/page.html", context)
    if night:
        response["Refresh"] = str(REFRESH_SECONDS)
    if request.GET.get(NIGHT) in ("0", "1"):
        response.set_cookie(
            NIGHT, request.GET[NIGHT], httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response
