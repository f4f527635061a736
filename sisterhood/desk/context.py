"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Text size and the rest; navigation comes with the desk."""
    return {"text_size": request.COOKIES.get("text_size", "normal")}
