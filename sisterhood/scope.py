"""The outermost door: every request of a signed-in person runs in one transaction under her scope."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from network.access import rest
from network.audit import record
from network.audit.models import Action
from network.endpoints.asking import bearer_of
from network.sites import counting
from network.staff.appointments import scope_of

# Sign-in and sign-out count failures and end sessions: a rollback would undo just that.
EXEMPT = ("/sign-in/", "/sign-out/", "/static/", "/healthz")


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in ("", "multipart/form-data", "application/x-www-form-urlencoded")


class ScopeMiddleware:
    """Reads the body, opens the transaction, states the scope, and takes back everything of a refusal.

    A status of 400 or more rolls back; the refusal itself is then audited in a transaction of its own. An answer that
    `stands` keeps what was done. What a phone's queue is told to send again is no refusal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if not request.user.is_authenticated or request.path.startswith(EXEMPT):
            return self.get_response(request)
        _ = (request.POST, request.FILES) if _is_form(request) else request.body
        bearer = bearer_of(request)
        mark = f"token {bearer.id.hex[-8:]}" if bearer else (request.session.session_key or "")[:8]
        token = record.origin.set(record.Origin(session=mark, ip=counting.caller(request.META) or None))
        try:
            scope = scope_of(request.user)
            request.scope = scope
            with rest.acting_as(scope):
                response = self.get_response(request)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    response.render()
                if response.status_code >= 400 and not getattr(response, "stands", False):
                    transaction.set_rollback(True)
            if response.status_code in (403, 404, 409) and not request.path.startswith(settings.PHONE_QUEUE):
                self._record_refusal(request, response)
            return response
        finally:
            record.origin.reset(token)

    @staticmethod
    def _record_refusal(request: HttpRequest, response: HttpResponse) -> None:
        match = request.resolver_match
        record.event(
            Action.DENY,
            by=request.user,
            subject=("view", match.view_name[-40:] if match else ""),
            detail={"status": response.status_code, "method": request.method},
        )
