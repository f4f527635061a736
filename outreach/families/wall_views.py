"""/families/: what everybody sees without an account, flowers, and taking back with a code. No script is needed."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods

from network.access.gate import Refusal
from network.sites import counting
from network.units.models import Level, Unit
from outreach.families import wall
from outreach.families.forms import CodeForm
from sisterhood.lib import clock

MOST_PAGES = 100


def picture(content: bytes | None) -> HttpResponse:
    """A JPEG, or 404."""
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _asked_again(response: HttpResponse, mark: str = "") -> HttpResponse:
    """A browser keeps it and asks again each time; a search engine keeps none."""
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex, noarchive"
    if mark:
        response["ETag"] = f'"{mark}"'
    patch_vary_headers(response, ["Cookie"])
    return response


def _knows(request: HttpRequest, mark: str) -> bool:
    return f'"{mark}"' in request.headers.get("If-None-Match", "")


def _number(text: str, most: int) -> int:
    known = text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text), most) if known else 0


@login_not_required
@require_GET
def wall_page(request: HttpRequest) -> HttpResponse:
    """/families/?county=&page=: families with a title, newest first; notices that run."""
    counties = Unit.objects.current().filter(level=Level.COUNTY, is_quasi=False).order_by("code")
    asked = request.GET.get("county", "")[:20]
    county = counties.filter(code=asked).first() if asked else None
    page = _number(request.GET.get("page", ""), MOST_PAGES)
    families, more = wall.shown(county=county.pk if county else None, page=page)
    context = {
        "families": families,
        "county": county,
        "counties": counties,
        "next": page + 1 if more else 0,
        "notices": wall.notices() if not page else [],
    }
    return _asked_again(render(request, "outreach/families/wall.html", context))


def _shown(family: UUID) -> wall.Family:
    found = wall.of(family)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_GET
def wall_family(request: HttpRequest, family: UUID) -> HttpResponse:
    """/families/<id>/: one family. What a browser kept of it is shown again only while the family is on the wall."""
    found = _shown(family)
    mark = f"{found.mark}-{request.COOKIES.get('text_size', '')[:8]}-{request.LANGUAGE_CODE}"
    if _knows(request, mark):
        return _asked_again(HttpResponseNotModified(), mark)
    return _asked_again(render(request, "outreach/families/wall_family.html", {"family": found}), mark)


@login_not_required
@require_GET
def wall_photo(request: HttpRequest, family: UUID, size: str) -> HttpResponse:
    """/families/<id>/photo/<size>/: the photograph while the family is on the wall."""
    found = wall.photo_of(family, size)
    if found is None:
        raise Http404
    content, mark = found
    if _knows(request, mark):
        return _asked_again(HttpResponseNotModified(), mark)
    return _asked_again(picture(content), mark)


@login_not_required
@require_http_methods(["GET", "POST"])
def flower_page(request: HttpRequest, family: UUID) -> HttpResponse:
    """/families/<id>/flower/: one flower, three a day. The browser's own note counts; no address is kept."""
    found, said, status, cookie = _shown(family), "", 200, ""
    if request.method == "POST":
        mark, old = counting.mark_of(request.META), request.COOKIES.get(wall.COOKIE, "")[:200]
        try:
            _n, cookie = wall.give_flower(family, cookie=old, asker=mark, today=clock.today())
        except Refusal as refusal:
            said, status = str(refusal), 429 if refusal.code == "wait" else 200
        found = _shown(family)
    context = {"family": found, "said": said, "given": bool(cookie)}
    response = render(request, "outreach/families/flower.html", context, status=status)
    if cookie:
        response.set_cookie(
            wall.COOKIE, cookie, max_age=24 * 3600, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def withdraw_page(request: HttpRequest) -> HttpResponse:
    """/families/withdraw/: one code, one click, everything goes."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            wall.withdraw(form.cleaned_data["code"], asker=counting.mark_of(request.META))
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = 429 if refusal.code == "wait" else 200
            return render(request, "outreach/families/withdraw.html", {"form": form}, status=status)
        response = render(request, "outreach/families/withdrawn.html")
        response["Clear-Site-Data"] = '"cache"'
        return response
    return render(request, "outreach/families/withdraw.html", {"form": form})


@login_not_required
@require_GET
def notice_page(request: HttpRequest, award: UUID) -> HttpResponse:
    """/families/notice/<id>/: who is in a notice while it runs; afterwards the page does not exist."""
    notice = next((each for each in wall.notices() if each.id == award), None)
    if notice is None:
        raise Http404
    context = {"notice": notice, "families": wall.in_notice(award)}
    return _asked_again(render(request, "outreach/families/notice.html", context))
