"""Who asks: a token the door has looked at, or somebody's own session with its guard against forged forms."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from network.endpoints.problem import Problem
from network.tokens.bearer import Bearer


def bearer_of(request: HttpRequest) -> Bearer | None:
    """The token of a request; the door put it there (`sisterhood/desk/program_door.py`)."""
    return getattr(request, "bearer", None)


class ByToken(BaseAuthentication):
    """`Authorization: Bearer …`; the door has refused every other word already."""

    def authenticate(self, request: Request) -> tuple[Any, Bearer] | None:
        """Her, and the token."""
        bearer = bearer_of(request._request)
        return (bearer.user, bearer) if bearer is not None else None

    def authenticate_header(self, request: Request) -> str:
        """So that whoever comes without gets a 401."""
        return 'Bearer realm="sisterhood"'


class BySession(SessionAuthentication):
    """Pages of the house itself: same origin, with the token of the form in `X-CSRFToken`."""


class SignedIn(BasePermission):
    """Somebody with a scope; a token that only reads changes nothing."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises a Problem for a reading token."""
        if not (request.user and request.user.is_authenticated and hasattr(request._request, "scope")):
            return False
        if request.auth is not None and not request.auth.may_write and request.method not in SAFE_METHODS:
            raise Problem(403, "scope", _("This token may read, but not change anything."))
        return True
