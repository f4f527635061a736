"""/sw.js, /manifest.webmanifest and the empty shell. None of them knows who asks."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sisterhood.pwa import assets

_SCRIPT = "text/javascript; charset=utf-8"


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """/sw.js: asked for anew each time, so that a change reaches every phone; switched off, it removes itself."""
    if not settings.OFFLINE_PAGES:
        response = render(request, "pwa/worker_off.js", content_type=_SCRIPT)
    else:
        instead = [[start, assets.SHELLS[page]] for start, page in assets.INSTEAD]
        told = {"version": assets.version(), "addresses": assets.addresses(), "instead": instead}
        told |= {"home": assets.SHELLS["home"], "inbox": reverse("inbox")}
        with translation.override("zh-hans"):
            told |= {"title": _("Reminder"), "words": _("1 new message")}
        response = render(request, "pwa/worker.js", {"told": json.dumps(told)}, content_type=_SCRIPT)
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """/manifest.webmanifest: a neutral name and picture for the phone's own screen."""
    told = {
        "name": _("Sisters' Home"),
        "short_name": _("Sisters' Home"),
        "lang": "zh-CN",
        "start_url": "/m/",
        "scope": "/m/",
        "display": "standalone",
        "background_color": "#f6f1e9",
        "theme_color": "#7c2c37",
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    response = JsonResponse(told, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def shell(request: HttpRequest, page: str = "home") -> HttpResponse:
    """/m/shell/ and /m/shell/<page>/: what a phone shows when the house cannot be reached."""
    if page not in assets.SHELLS:
        raise Http404
    return HttpResponse(assets.shell(page), headers={"Cache-Control": "no-cache"})
