"""Which frame a page of outreach stands in."""

from django.http import HttpRequest

from network.units.models import Level


def base_of(request: HttpRequest) -> str:
    """The frame of a station's head, or of the desk."""
    posts = request.scope.posts  # type: ignore[attr-defined]  # put there by our middleware
    on_phone = bool(posts) and all(post.level == Level.HAMLET for post in posts)
    return "base_phone.html" if on_phone else "base.html"
