"""What the frame of every page needs; counts are asked only by a page that shows them."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest

from cases.casefile.models import Case
from network.access.roles import ROLES
from network.access.scope import Scope
from network.devices.labels import holder_of
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Level
from sisterhood.desk.nav import bar
from sisterhood.lib import clock
from sisterhood.lib.uploads import MAX_BYTES


def frame(request: HttpRequest) -> dict[str, Any]:
    """Text size for everybody; the base (desk or phone), navigation, inbox count, keys, name and print line for whoever is signed in."""
    size = "large" if request.COOKIES.get("text_size") == "large" else "normal"
    context: dict[str, Any] = {"text_size": size, "path": request.path}
    scope = getattr(request, "scope", None)
    if scope is None or not request.user.is_authenticated:  # a page may have signed her out
        return context
    post = request.user.live_posts[0] if request.user.live_posts else None
    of_the_field = bool(scope.posts) and all(p.level == Level.HAMLET for p in scope.posts)
    return context | {
        "base": "base_phone.html" if of_the_field else "base.html",
        "nav": cache(partial(_places, scope, request.path)),
        "inbox_count": cache(partial(outbox.unread_count, request.user)),
        "stands_for": list(User.objects.filter(pk__in=scope.stands_for)) if scope.stands_for else [],
        "largest_file": MAX_BYTES,
        "shortcuts": request.user.has_shortcuts,
        "who": {
            "name": request.user.display_name,
            "holder": holder_of(request.user.pk),
            "post": ROLES[post.role].label if post else "",
            "unit": post.unit.short_name if post else "",
        },
        "printed": {"by": request.user.display_name, "at": clock.now()},
    }


def _places(scope: Scope, path: str) -> list[dict[str, Any]]:
    return bar(scope, path=path, counts={"desk": Case.objects.waiting_for(scope)})
