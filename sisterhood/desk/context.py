"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest

from network.access.roles import ROLES
from network.notifications import outbox
from network.units.models import Level
from sisterhood.desk.nav import bar
from sisterhood.lib import clock


def frame(request: HttpRequest) -> dict[str, Any]:
    """Text size for everybody; the base (desk or phone), navigation, inbox count, name and print line for whoever is signed in."""
    size = "large" if request.COOKIES.get("text_size") == "large" else "normal"
    context: dict[str, Any] = {"text_size": size, "path": request.path}
    scope = getattr(request, "scope", None)
    if scope is None:
        return context
    post = request.user.live_posts[0] if request.user.live_posts else None
    of_the_field = bool(scope.posts) and all(p.level == Level.HAMLET for p in scope.posts)
    return context | {
        "base": "base_phone.html" if of_the_field else "base.html",
        "nav": bar(scope, path=request.path),
        "inbox_count": outbox.unread_count(request.user),
        "who": {
            "name": request.user.display_name,
            "post": ROLES[post.role].label if post else "",
            "unit": post.unit.short_name if post else "",
        },
        "printed": {"by": request.user.display_name, "at": clock.now()},
    }
