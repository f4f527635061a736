"""What a program is told when something is refused: problem+json (RFC 9457) with a code that stays and a sentence in Chinese."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from network.access.gate import Refusal
from sisterhood.lib.states import IllegalTransition

TYPE = "application/problem+json"

# Which status a code of the gate or of a verb stands under; every other refusal speaks of the state of the matter.
STATUS = {
    **dict.fromkeys(
        ("role", "not_yours", "unit", "closed_to_you", "receipt", "shut", "reading", "scope"), 403
    ),
    **dict.fromkeys(("gone", "not_found"), 404),
}
SENTENCES: dict[int, tuple[str, Any]] = {
    400: ("malformed", _("What was sent cannot be read. Please send JSON in UTF-8.")),
    401: ("sign_in", _("Please sign in, or send a token that is in force.")),
    403: ("forbidden", _("Your post does not include this step.")),
    404: ("not_found", _("This does not exist, or it is not open to you.")),
    405: ("method", _("This address does not know that method.")),
    406: ("accept", _("Answers are JSON alone.")),
    409: ("conflict", _("The matter has moved on in the meantime. Read it again first.")),
    412: ("version", _("The matter has changed since you read it. Read it again first.")),
    413: ("size", _("That is larger than a program may send at once.")),
    415: ("media_type", _("Please send JSON.")),
    422: ("invalid", _("Some fields are not right. Each is named with what is missing.")),
    429: ("throttled", _("Too many requests. Please wait a little and try again.")),
    500: ("broken", _("Something went wrong here, and nothing was done. Please try again later.")),
    503: ("busy", _("The house is busy. Please try again later.")),
}


class Problem(Exception):
    """A refusal of the API's own; `errors` are sentences by field."""

    def __init__(
        self,
        status: int,
        code: str = "",
        sentence: object = "",
        *,
        errors: Mapping[str, list[str]] | None = None,
        wait: float | None = None,
    ) -> None:
        known, said = SENTENCES[status]
        super().__init__(code or known)
        self.status, self.code, self.sentence = status, code or known, sentence or said
        self.errors, self.wait = errors, wait


def body_of(problem: Problem) -> dict[str, Any]:
    """The members of RFC 9457, and `code` and `errors` beside them."""
    told: dict[str, Any] = {
        "type": f"urn:sisterhood:problem:{problem.code}",
        "title": str(SENTENCES.get(problem.status, SENTENCES[400])[1]),
        "status": problem.status,
        "detail": str(problem.sentence),
        "code": problem.code,
    }
    if problem.errors is not None:
        told["errors"] = problem.errors
    return told


def headers_of(problem: Problem) -> dict[str, str]:
    """Who may answer a 401, and how long to wait."""
    told = {"Cache-Control": "no-store"}
    if problem.status == 401:
        told["WWW-Authenticate"] = 'Bearer realm="sisterhood"'
    if problem.wait is not None:
        told["Retry-After"] = str(max(1, round(problem.wait)))
    return told


def page(problem: Problem) -> JsonResponse:
    """The same outside a view."""
    return JsonResponse(
        body_of(problem),
        status=problem.status,
        content_type=TYPE,
        headers=headers_of(problem),
        json_dumps_params={"ensure_ascii": False},
    )


def _of_framework(error: exceptions.APIException) -> Problem:
    if isinstance(error, exceptions.PermissionDenied) and str(error.detail).startswith("CSRF"):
        return Problem(403, "csrf", _("This came from another page. Please load ours again."))
    status = 422 if isinstance(error, exceptions.ValidationError) else error.status_code
    wait = getattr(error, "wait", None)
    return Problem(status if status in SENTENCES else 400, wait=wait)


def problem_of(error: Exception) -> Problem | None:
    """What stands for an exception; None is a fault of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Refusal):
        return Problem(STATUS.get(error.code, 409), error.code, str(error))
    if isinstance(error, IllegalTransition):
        return Problem(409, "state", str(error))
    if isinstance(error, Http404):
        return Problem(404)
    return _of_framework(error) if isinstance(error, exceptions.APIException) else None


def answer(error: Exception, _context: Mapping[str, Any]) -> Response | None:
    """The exception handler of every endpoint."""
    problem = problem_of(error)
    if problem is None:
        return None
    return Response(body_of(problem), status=problem.status, headers=headers_of(problem), content_type=TYPE)
